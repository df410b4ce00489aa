"""MedQuAD: 1,000 questions of the public on diseases, answered by pages of American institutes.

Source: Ben Abacha and Demner-Fushman, BMC Bioinformatics 2019 (github.com/abachaa/MedQuAD).
Licence: CC BY 4.0.

What counts as what: each question of the test sample is to be answered; the first full line of the
answer its authors give is the evidence. The set brings the pages that these questions are about,
whole, one document a page with a section for each kind of question.

Lost: all other lines of an answer, which are as right: recall and rank are of the first alone, and
so are lower than a reader would judge. A few "answers" only list other web sites. Questions whose
line reads otherwise once the page is Markdown are left out. The questions were made from headings,
so they are more alike than what people ask.
"""

from pathlib import Path
from typing import Any

from corpus.metadata import slug
from evals.adapters.adapter import Adapter, Content
from evals.adapters.markdown import document, escaped
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect, Gold
from evals.suites.gold import find_gold

NAME = "medquad"
_TEST = "medquad/test_questions_1000.jsonl"
_ALL = "medquad/medquad.jsonl"
_FULL_LINE = 40
"""Characters: a shorter first line is a heading such as "Key Points"."""


def read(folder: Path) -> Content:
    """Every test question a case of the pages they are about; raises SuiteError."""
    from corpus.readers.markdown import read_markdown

    wanted = list(read_records(folder / _TEST, "id", "question", "question_type"))
    keys = ("id", "file", "focus", "question_type", "answer", "url")
    answers = {one["id"]: one for one in read_records(folder / _ALL, *keys)}
    pages: dict[str, list[dict[str, Any]]] = {
        answers[one["id"]]["file"]: [] for one in wanted if one["id"] in answers
    }
    for answer in answers.values():
        if answer["file"] in pages:
            pages[answer["file"]].append(answer)
    documents = {_identity(file): _page(_identity(file), each) for file, each in pages.items()}
    texts = {name: read_markdown(markdown).text for name, markdown in documents.items()}
    cases = []
    for one in wanted:
        answer = answers.get(one["id"], {"answer": "", "file": ""})
        name, line = _identity(answer["file"]), _first_line(answer["answer"])
        if not line or not find_gold(texts[name], line):
            continue
        cases.append(
            Case(
                suite=NAME,
                id=slug(one["id"]),
                question=one["question"],
                expect=Expect.ANSWER,
                corpus=NAME,
                evidence=(Gold(name, line),),
                tags={"kind": "direct", "asks": slug(one["question_type"]), "document": name},
            )
        )
    return Content(tuple(cases), documents)


def _identity(file: str) -> str:
    return slug(file.removesuffix(".xml"))


def _page(identity: str, answers: list[dict[str, Any]]) -> str:
    title = answers[0]["focus"]
    parts = [f"# {escaped(title)}"]
    for answer in answers:
        parts += [f"## {answer['question_type'].capitalize()}", escaped(answer["answer"])]
    return document(identity, title, parts, source=answers[0]["url"], licence="CC BY 4.0")


def _first_line(answer: str) -> str:
    lines = (line.strip().removeprefix("- ") for line in answer.split("\n"))
    return next((line for line in lines if len(line) >= _FULL_LINE), "")


ADAPTER = Adapter(
    NAME,
    "Questions of the public on diseases and the pages that answer them, which it brings.",
    "CC BY 4.0",
    (_TEST, _ALL),
    read,
)
