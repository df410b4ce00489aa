"""Protocol questions: ten answerable ones and five near misses for each of 264 documents.

Source: written for this project; documents from openem-corpus (tier 1) and from OpenStax,
Pharmacology for Nurses. Licence: questions are ours; documents Apache-2.0 (openem) and CC BY 4.0
(OpenStax, Rice University).

What counts as what: an answerable question has the quote that answers it as evidence; a near miss
is to be refused as not in the corpus or without enough evidence. The style of a question is its
kind. The set brings its documents, all of them for every sample.

Lost: quotes are of Markdown source and are looked for without their marks; questions whose quote
is not one run of the text that way, such as one across cells of a table, are left out. Near misses
were judged against their own document alone: another one may answer a few of them.
"""

import re
from pathlib import Path

from corpus.errors import SuiteError
from corpus.metadata import slug
from corpus.text import Span, Text
from evals.adapters.adapter import NOT_ANSWERED_THERE, Adapter, Content
from evals.adapters.markdown import document, without_front_matter
from evals.adapters.records import read_records, read_text
from evals.suites.case import Case, Expect, Gold
from evals.suites.gold import find_gold

NAME = "protocol-questions"
_QUESTIONS = "protocol_questions/questions.jsonl"
_DOCUMENTS = "protocol_questions/docs"
_KINDS = {
    "plain": "direct",
    "ward": "night",
    "case": "paraphrase",
    "abbrev": "abbreviation",
    "typo": "typo",
    "negative": "negation",
}
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
_MARKS = re.compile(r"[*`]+|\\(?=[^\w\s])|^\s*(?:[-+#>]+|\d+[.)])\s+|\[(?=[^\]]*\]\()|\]\([^)]*\)")


def read(folder: Path) -> Content:
    """Every question with a quote that is in its text a case, and every near miss."""
    from corpus.readers.markdown import read_markdown

    documents, texts = {}, {}
    for file in sorted((folder / _DOCUMENTS).glob("*.md")):
        identity = slug(file.stem)
        markdown = _document(identity, without_front_matter(read_text(file)))
        documents[identity] = markdown
        texts[identity] = read_markdown(markdown).text
    cases = []
    records = read_records(folder / _QUESTIONS, "doc", "question", "answerable", "style")
    for number, record in enumerate(records, 1):
        identity = slug(Path(record["doc"]).stem)
        if identity not in texts:
            raise SuiteError(f"{folder / _DOCUMENTS / record['doc']} is missing: get a whole copy")
        style, answerable = record["style"], record["answerable"]
        gold = _gold(identity, texts[identity], record["quote"]) if answerable else None
        if answerable and gold is None:
            continue
        cases.append(
            Case(
                suite=NAME,
                id=f"{identity[:60].strip('-')}-{number}",
                question=record["question"],
                expect=Expect.ANSWER if answerable else Expect.REFUSE,
                corpus=NAME,
                reasons=() if answerable else NOT_ANSWERED_THERE,
                evidence=(gold,) if gold else (),
                tags={
                    "kind": _KINDS.get(style, style) if answerable else "near_miss",
                    "style": style,
                    "document": identity,
                },
            )
        )
    return Content(tuple(cases), documents)


def _document(identity: str, body: str) -> str:
    found = _TITLE.search(body)
    title = found[1].strip() if found else identity
    ours = "Apache-2.0" if identity.startswith("oe-") else "CC BY 4.0"
    source = "openem-corpus" if identity.startswith("oe-") else "OpenStax, Rice University"
    return document(identity, title, [body], source=source, licence=ours)


def _gold(identity: str, text: Text, quote: str) -> Gold | None:
    """The quote as the text has it; None when it is not one run of it."""
    for words in wordings(quote):
        if find_gold(text, words):
            return Gold(identity, " ".join(words.split()))
    return None


def find_quote(text: Text, quote: str) -> tuple[Span, ...]:
    """Where the text has a quote of its Markdown source; empty when it is not one run of it."""
    places = (find_gold(text, words) for words in wordings(quote))
    return next(filter(None, places), ())


def wordings(quote: str) -> tuple[str, str, str]:
    """How a quote of Markdown source may stand in the text: as it is, or without its marks."""
    bare = _MARKS.sub("", quote)
    return (quote, bare, bare.replace("_", ""))


ADAPTER = Adapter(
    NAME,
    "Answerable questions and near misses on emergency and nursing documents, which it brings.",
    "Apache-2.0, CC BY 4.0",
    (_QUESTIONS, _DOCUMENTS),
    read,
)
