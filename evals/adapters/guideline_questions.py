"""Guideline questions: answerable ones and near misses over real national guidelines.

Source: questions written for this project, in `guideline_questions.jsonl` beside this file; the
guidelines are two national primary care manuals (Kiribati Primary Clinical Care Manual; Nigeria
Standard Treatment Guidelines 2022), which lie beside the folder of sets and are not copied here.
Licence: questions are ours; the manuals CC BY-NC-SA 4.0 and MIT (as repackaged).

What counts as what: an answerable question has as evidence the sentence or row that answers it,
which is kept as a place in the canonical text, never as words; a near miss is to be refused as not
in the corpus or without enough evidence. No document of this kind trains or calibrates anything.
The set brings its documents, all of them for every sample.

Lost: questions on the PDFs (`file` ends in .pdf) are left out, since a set brings Markdown; who
measures on canonical texts can ask them too. Near misses were judged against their own document
alone: another one may answer a few of them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import SuiteError
from corpus.text import Text
from evals.adapters.adapter import NOT_ANSWERED_THERE, Adapter, Content
from evals.adapters.markdown import document, without_front_matter
from evals.adapters.records import read_records, read_text
from evals.suites.case import Case, Expect, Gold

NAME = "guideline-questions"
QUESTIONS = Path(__file__).with_name("guideline_questions.jsonl")
_FOLDERS = ("../guidelines/kiribati_pccm/md", "../guidelines/nigeria_nstg2022/md")
_OWNERS = {
    "kiribati_pccm": ("Kiribati Primary Clinical Care Manual", "CC BY-NC-SA 4.0"),
    "nigeria_nstg2022": ("Nigeria Standard Treatment Guidelines 2022", "MIT (as repackaged)"),
}
_KINDS = {
    "plain": "direct",
    "ward": "night",
    "case": "case",
    "abbrev": "abbreviation",
    "typo": "typo",
    "negative": "negation",
}


def read(folder: Path) -> Content:
    """Every question on a Markdown document; raises SuiteError when a document reads otherwise."""
    from corpus.readers.markdown import read_markdown

    documents: dict[str, str] = {}
    texts: dict[str, Text] = {}
    cases = []
    for number, record in enumerate(questions(), 1):
        identity, file = record["document"], folder.parent / record["file"]
        if file.suffix != ".md":
            continue
        if identity not in texts:
            documents[identity] = _document(identity, file)
            texts[identity] = read_markdown(documents[identity]).text
        text = texts[identity]
        if text.sha256 != record["text_sha256"]:
            raise SuiteError(
                f"{file} reads otherwise than when its questions were written: get the copy that "
                "SOURCE.txt names, or find the places of its answers anew"
            )
        cases.append(_case(f"{identity[:60].strip('-')}-{number}", record, text))
    return Content(tuple(cases), documents)


def questions() -> Iterator[dict[str, Any]]:
    """The records, each with a question on one document.

    `file` is below the parent of the folder of sets; `start` and `end` are code points of the
    canonical text, None for a near miss; `missing` is what its document does not say.
    """
    return read_records(
        QUESTIONS, "document", "file", "text_sha256", "question", "answerable", "start", "end",
        "style", "kind_of_miss",
    )  # fmt: skip


def _document(identity: str, file: Path) -> str:
    body = without_front_matter(read_text(file))
    title = body.lstrip().partition("\n")[0].lstrip("# ").strip() or identity
    source, licence = _OWNERS[file.parts[-3]]
    return document(identity, title, [body], source=source, licence=licence)


def _case(identity: str, record: dict[str, Any], text: Text) -> Case:
    answerable, style = record["answerable"], record["style"]
    quote = text.content[record["start"] : record["end"]] if answerable else ""
    tags = {
        "kind": _KINDS[style] if answerable else "near_miss",
        "style": style,
        "document": record["document"],
    }
    return Case(
        suite=NAME,
        id=identity,
        question=record["question"],
        expect=Expect.ANSWER if answerable else Expect.REFUSE,
        corpus=NAME,
        reasons=() if answerable else NOT_ANSWERED_THERE,
        evidence=(Gold(record["document"], " ".join(quote.split())),) if answerable else (),
        tags=tags if answerable else {**tags, "miss": record["kind_of_miss"]},
    )


ADAPTER = Adapter(
    NAME,
    "Answerable questions and near misses on real national guidelines, which it brings.",
    "CC BY-NC-SA 4.0, MIT",
    _FOLDERS,
    read,
)
