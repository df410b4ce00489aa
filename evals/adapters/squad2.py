"""SQuAD 2.0: questions on three encyclopaedia articles on health, half of them without an answer.

Source: Rajpurkar et al., Know What You Don't Know, ACL 2018 (github.com/rajpurkar/SQuAD-explorer,
development set); articles from Wikipedia. Licence: CC BY-SA 4.0.

What counts as what: an answerable question has the sentence with its answer as evidence and the
annotators' answers as wordings of one fact; an impossible one is a near miss. The set brings its
articles, whole.

Lost: the 32 articles that have nothing to do with health; questions whose sentence reads otherwise
once the article is Markdown. The first place of an answer in its paragraph is taken for the one
that was marked. "Impossible" was judged against one paragraph; another may answer a few.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.metadata import slug
from corpus.text import Text
from evals.adapters.adapter import NOT_ANSWERED_THERE, Adapter, Content
from evals.adapters.markdown import document, escaped
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect, Gold
from evals.suites.gold import find_gold
from evals.suites.pattern import Pattern

NAME = "squad2"
_FILE = "squad2/squad2.jsonl"
_ARTICLES = ("Black_Death", "Immune_system", "Pharmacy")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(\[])")


def read(folder: Path) -> Content:
    """Every question on the articles a case; raises SuiteError."""
    from corpus.readers.markdown import read_markdown

    keys = ("id", "title", "question", "context", "answers", "is_impossible")
    records = [one for one in read_records(folder / _FILE, *keys) if one["title"] in _ARTICLES]
    documents = {slug(article): _article(article, records) for article in _ARTICLES}
    texts = {name: read_markdown(markdown).text for name, markdown in documents.items()}
    return Content(tuple(_cases(records, texts)), documents)


def _article(article: str, records: list[dict[str, Any]]) -> str:
    title = article.replace("_", " ")
    paragraphs = dict.fromkeys(one["context"] for one in records if one["title"] == article)
    return document(
        slug(article),
        title,
        [f"# {title}", *map(escaped, paragraphs)],
        source="Wikipedia, by way of SQuAD 2.0",
        licence="CC BY-SA 4.0",
    )


def _cases(records: list[dict[str, Any]], texts: dict[str, Text]) -> Iterator[Case]:
    for record in records:
        article, impossible = slug(record["title"]), bool(record["is_impossible"])
        answers = list(dict.fromkeys(one["text"] for one in record["answers"]))
        gold = ""
        if not impossible:
            gold = _sentence(record["context"], answers[0])
            if not find_gold(texts[article], gold):
                continue
        yield Case(
            suite=NAME,
            id=record["id"],
            question=record["question"],
            expect=Expect.REFUSE if impossible else Expect.ANSWER,
            corpus=NAME,
            reasons=NOT_ANSWERED_THERE if impossible else (),
            evidence=(Gold(article, gold),) if gold else (),
            facts=(tuple(map(Pattern, answers)),) if gold else (),
            tags={"kind": "near_miss" if impossible else "direct", "document": article},
        )


def _sentence(context: str, answer: str) -> str:
    """The sentence of the paragraph in which the answer begins."""
    at, start = context.find(answer), 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(context)), len(context)]:
        if start <= at < end:
            return context[start:end].strip()
        start = end
    return answer


ADAPTER = Adapter(
    NAME,
    "Questions on encyclopaedia articles on health, half of which the articles do not answer.",
    "CC BY-SA 4.0",
    (_FILE,),
    read,
)
