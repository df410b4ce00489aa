"""The words that are no names, `assistant/redact/words.txt`: counted in public medical texts.

Run `python -m evals.training.words ../shared/evalsets FILE… > assistant/redact/words.txt`, each
FILE a guideline as text. A word is kept when it stands in lower case in several documents, which
names do not; nothing else of the texts is.

Sources: MedQuAD (CC BY 4.0) without the pages of its test questions, PubMedQA (MIT), the training
parts of SQuAD 2.0 (CC BY-SA 4.0) and of the protocol questions, and the guidelines named.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.redact.given_names import GIVEN_NAMES
from assistant.redact.surnames import SURNAMES
from evals.adapters.records import read_records
from evals.adapters.splits import part_of

WORD = re.compile(r"[^\W\d_]{2,}")
SHARE = 0.25
"""Of a word's places, how many are in lower case at least: "khan" once, "Khan" 300 times."""
DOCUMENTS = 2
PLACES = 2


def texts(sets: Path, files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Document and text, of everything that no test question is about."""
    tested = {one["id"] for one in read_records(sets / "medquad/test_questions_1000.jsonl", "id")}
    pages = list(read_records(sets / "medquad/medquad.jsonl", "id", "file", "answer"))
    kept_apart = {page["file"] for page in pages if page["id"] in tested}
    yield from ((page["file"], page["answer"]) for page in pages if page["file"] not in kept_apart)
    for number, record in enumerate(read_records(sets / "pubmedqa/pqal.jsonl")):
        yield f"pubmedqa-{number}", json.dumps(record, ensure_ascii=False)
    for record in read_records(sets / "squad2/squad2.jsonl", "title", "context"):
        if part_of(record["title"]) == "train":
            yield record["title"], record["context"]
    for record in read_records(sets / "protocol_questions/questions.jsonl", "doc", "question"):
        if part_of(record["doc"]) == "train":
            yield record["doc"], record["question"]
    yield from ((file.name, file.read_text("utf-8", errors="replace")) for file in files)


def words(documents: Iterable[tuple[str, str]]) -> list[str]:
    """Words of two letters or more that stand in lower case often enough, sorted."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    where: defaultdict[str, set[str]] = defaultdict(set)
    for document, text in documents:
        for word in WORD.findall(text):
            if word.islower():
                lower[word] += 1
                where[word].add(document)
            elif word[1:].islower():
                upper[word.lower()] += 1
    return sorted(
        word
        for word, count in lower.items()
        if count >= PLACES and len(where[word]) >= DOCUMENTS
        if count >= SHARE * (count + upper[word])
        if count >= 10 * PLACES or word not in GIVEN_NAMES | SURNAMES
    )


if __name__ == "__main__":
    sys.stdout.write("\n".join(words(texts(Path(sys.argv[1]), map(Path, sys.argv[2:])))) + "\n")
