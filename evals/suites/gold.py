"""Finds the words that a case names as gold, and names the gold that is not there."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from corpus.text import Span, Text
from evals.suites.case import Case, Expect, Gold
from evals.suites.mistakes import SHOWN, Mistakes, failure, near
from evals.suites.suite import Suite

_HINT = 160
"""Characters of the nearest passage that are shown."""
_ALIKE = 60
"""Of 100: below it the nearest passage has nothing to do with the gold."""
_NO_BLANK = re.compile(r"[^\S ]")
_BEGINS = re.compile(r"(?<!\w)(?<!\d[.,])")
_ENDS = re.compile(r"(?!\w)(?![.,]\d)")


class Version(Protocol):
    """One document version."""

    @property
    def document(self) -> str:
        """Its document's id."""
        ...

    @property
    def version(self) -> str:
        """As its document counts."""
        ...


class Sources(Protocol):
    """The documents of one corpus; `evals.runs.sources.Sources` is one."""

    @property
    def versions(self) -> Mapping[str, Version]:
        """By key, `document@version`."""
        ...

    @property
    def in_force(self) -> Mapping[str, frozenset[str]]:
        """Keys by ISO day."""
        ...

    def text(self, key: str) -> Text:
        """The canonical text of a version."""
        ...


def find_gold(text: Text | str, contains: str) -> tuple[Span, ...]:
    """Every place of the words, spaces and line breaks being alike; all else is exact.

    They are found whole: "5 mg" neither in "7.5 mg" nor in "5 mgs".
    """
    content = text.content if isinstance(text, Text) else text
    words = unicodedata.normalize("NFC", contains).split()
    if not words:
        return ()
    found: list[Span] = []
    for span in _places(words, content):
        whole = (not words[0][0].isalnum() or _BEGINS.match(content, span.start)) and (
            not words[-1][-1].isalnum() or _ENDS.match(content, span.end)
        )
        if whole and (not found or span.start >= found[-1].end):
            found.append(span)
    return tuple(found)


def _places(words: Sequence[str], content: str) -> list[Span]:
    """Every place of the words one after another, from left to right; places may overlap."""
    sought = " ".join(words)
    blanks, flat = _on_one_line(content)
    starts = _starts(sought, blanks)
    if len(starts) == len(_starts(sought, flat)):
        return [Span(start, start + len(sought)) for start in starts]
    # More than one blank stands between two of the words. An expression takes far longer to make
    # than words to find.
    expression = re.compile(r"(?=(" + r"\s+".join(map(re.escape, words)) + "))")
    return [Span(*place.span(1)) for place in expression.finditer(content)]


@lru_cache(maxsize=64)
def _on_one_line(content: str) -> tuple[str, str]:
    """With a blank for each line break or the like, and with one for several."""
    blanks = _NO_BLANK.sub(" ", content)
    return blanks, " ".join(blanks.split())


def _starts(sought: str, text: str) -> list[int]:
    found = []
    at = text.find(sought)
    while at >= 0:
        found.append(at)
        at = text.find(sought, at + 1)
    return found


def gold_key(gold: Gold, sources: Sources, day: str) -> str | None:
    """The key of the version that the gold is in: the one it names, or the one in force."""
    if gold.version is not None:
        key = f"{gold.document}@{gold.version}"
        return key if key in sources.versions else None
    in_force = sources.in_force[day]
    return next((key for key in in_force if sources.versions[key].document == gold.document), None)


def check_gold(suites: Iterable[Suite], sources: Mapping[str, Sources], today: date) -> None:
    """Raise one SuiteError that names all gold which the documents do not hold, file and line.

    `sources` is by corpus, with every day that the cases ask about among `in_force`.
    """
    every = [_mistakes_of(suite, sources, today) for suite in suites]
    if any(every):
        raise failure(every)


def _mistakes_of(suite: Suite, sources: Mapping[str, Sources], today: date) -> Mistakes:
    mistakes = Mistakes(suite.file or suite.name)
    gold = [(case, one) for case in suite.cases for one in case.evidence]
    known = {
        corpus: {version.document for version in held.versions.values()}
        for corpus, held in sources.items()
    }
    if gold and not any(one.document in known[case.corpus] for case, one in gold):
        whose = "the suite's own folder" if suite.documents else "this home"
        mistakes.add(
            1, f"{whose} holds none of the documents of the suite {suite.name}: ask a home that "
            "holds them, such as the demonstration hospital's (`make eval`)",
        )  # fmt: skip
        return mistakes
    named: set[tuple[int, str]] = set()
    for case, one in gold:
        hint = len(mistakes) < SHOWN
        wrong = _wrong(case, one, sources[case.corpus], known[case.corpus], today, hint=hint)
        line = one.line or case.line
        # A variant takes over the gold of its case, and the mistake with it.
        if wrong and (line, wrong) not in named:
            named.add((line, wrong))
            mistakes.add(line, wrong)
    return mistakes


def _wrong(
    case: Case, gold: Gold, sources: Sources, known: set[str], today: date, *, hint: bool
) -> str:
    """What is wrong with one piece of gold, or nothing."""
    if gold.document not in known:
        like = near(gold.document, known) if hint else ""
        return f"no document is called {gold.document}{like}"
    day = (case.as_of or today).isoformat()
    key = gold_key(gold, sources, day)
    if key is None and gold.version is None:
        return f"{gold.document} is not in force on {day}: give the case another as_of"
    if key is None:
        held = ", ".join(
            one.version for one in sources.versions.values() if one.document == gold.document
        )
        return f"{gold.document} has no version {gold.version}: it has {held}"
    if case.expect is Expect.ANSWER and key not in sources.in_force[day]:
        return f"{key} is not in force on {day}: name no version, or give the case another as_of"
    text = sources.text(key)
    if find_gold(text, gold.contains):
        return ""
    nearest = _nearest(text.content, gold.contains) if hint else ""
    return f"{key} does not hold {' '.join(gold.contains.split())[:_HINT]!r}{nearest}"


def _nearest(content: str, contains: str) -> str:
    """The passage that looks most like the gold."""
    from rapidfuzz import fuzz

    sought = " ".join(contains.split())
    flat = " ".join(content.split())
    found = fuzz.partial_ratio_alignment(sought, flat, score_cutoff=_ALIKE)
    if found is None:
        return ""
    start = flat.rfind(" ", 0, found.dest_start + 1) + 1
    end = flat.find(" ", found.dest_end)
    passage = flat[start : end if end >= 0 else len(flat)]
    return f"; nearest to it is {passage[:_HINT]!r}"
