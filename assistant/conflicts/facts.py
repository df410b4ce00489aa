"""Reads the facts of one document version: doses, definitions and targets, and for whom."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from assistant.conflicts.attribution import drugs_in, stretches
from assistant.conflicts.conditions import (
    bands_in,
    groups_in,
    marks_in,
    routes_in,
    severity_in,
    stage_in,
)
from assistant.conflicts.definitions import Definition, definitions_in
from assistant.conflicts.doses import dose_offsets, figures_in
from assistant.conflicts.fact import Fact, Facts
from assistant.conflicts.figures import Figure, Kind
from assistant.conflicts.topics import labels_of, terms_of
from assistant.conflicts.wording import wording_figures
from assistant.evidence import reads
from assistant.vocabulary import tokens
from corpus.passages import Passage, Sentence
from corpus.text import Text

__all__ = ["FACTS_VERSION", "Fact", "Facts", "facts_of"]

FACTS_VERSION = "8"
"""Changes whenever the same text would give other facts; caches depend on it."""


def facts_of(
    passages: Iterable[Passage], text: Text, title: str, population: Iterable[str] = ()
) -> Facts:
    """The facts that the sentences of `passages` state.

    `population` is that of the document's metadata; `all` says nothing about a sentence.
    """
    groups = frozenset(population) - {"all"}
    found: dict[tuple[int, str, str, int], Fact] = {}
    for passage in passages:
        headings = [" ".join(text[span].split()) for span in passage.headings]
        for sentence in passage.sentences:
            place = _Place(text, sentence, title, headings, groups)
            for number, fact in enumerate(place.facts()):
                found.setdefault((fact.start, fact.drug, fact.kind, number), fact)
    return Facts(tuple(sorted(found.values(), key=lambda fact: fact.start)))


_EXCLUDED = re.compile(
    r"^[^:]{0,40}\b(?:strength|form(?:ulation)?|presentation|preparation|reconstitut\w*|dilution"
    r"|how supplied|price|pack|availab\w*|concentration)[^:]{0,20}:",
    re.IGNORECASE,
)
"""The header of a column that holds no doses."""
_LABELLED = re.compile(r"^[^:]{1,60}: ")
_ABOUT_AMOUNTS = re.compile(
    r"overdos|toxic|ingest|poison|equivalen|conver(?:t|sion)|trial|stud(?:y|ies)\b|half-life|peak|bioavail"
    r"|current medication|home medication|medications?:",
    re.IGNORECASE,
)
"""Amounts that are not to be given: taken by accident, compared, or reported."""
_STRENGTH = re.compile(r"\d+(?:[.,]\d+)?\s?%|1\s?[:/]\s?\d[\d ,]{2,}|1 in \d[\d ,]+")


_LABEL = re.compile(r"[^\W\d]: ")
"""In "Giardiasis: 250 mg. Amoebiasis: 500 mg" each figure has an illness of its own."""


class _Place:
    """A sentence with what stands around it."""

    def __init__(
        self,
        text: Text,
        sentence: Sentence,
        title: str,
        headings: Sequence[str],
        groups: frozenset[str],
    ) -> None:
        self._sentence = sentence
        self._words = _without_strengths(reads(text, sentence), sentence.kind)
        own = self._text = " ".join(text.content[sentence.start : sentence.end].split())
        # What introduces a list item is read with it, and states its own figures itself.
        self._own = len(self._words) - len(own) if self._words.endswith(own) else 0
        self._title, self._headings, self._groups = title, headings, groups

    @cached_property
    def _all_terms(self) -> frozenset[str]:
        return frozenset(term for term in tokens(self._words) if term[0].isalpha())

    def facts(self) -> Iterator[Fact]:
        """The facts of the sentence."""
        own = self._words[self._own :]
        if not any(map(str.isdigit, own)):
            return
        yield from self._same_words()
        if self._sentence.kind != "table_row":
            yield from map(self._defined, definitions_in(self._words, self._own))
        if _ABOUT_AMOUNTS.search(self._words):
            return
        above = self._headings[-1] if self._headings else self._title
        # Its own drug speaks first; then that of its introduction.
        skipped = self._own if drugs_in(own) else 0
        words = self._words[skipped:]
        named = drugs_in(words)
        for stretch in stretches(words, dose_offsets(words), above):
            begin, end = stretch.start + skipped, stretch.end + skipped
            for figure in figures_in(self._words, begin, end):
                # The figure of a table's header is that of the header, not of each row.
                here = (
                    figure.start >= self._own
                    and self._words[figure.start : figure.end] in self._text
                )
                if here and (named or figure.kind is not Kind.DURATION):
                    fact = self._fact(figure, stretch.drug, begin, end)
                    # A change of dose is as large as what it changes.
                    if fact.stage != "change":
                        yield fact

    def _same_words(self) -> Iterator[Fact]:
        """Its figures for comparison with the same words in another document."""
        above = [self._title, *self._headings]
        drugs = " + ".join(sorted(drugs_in(self._words) or drugs_in(" ".join(above))))
        if not drugs:
            return
        groups = groups_in(self._words, *reversed(above)) or self._groups
        marks = marks_in(" › ".join(above))
        labels = labels_of(self._title, self._headings, drugs)
        nothing: frozenset[str] = frozenset()
        for figure in wording_figures(self._words, self._own):
            yield Fact(
                start=self._sentence.start,
                end=self._sentence.end,
                drug=drugs,
                kind=figure.kind,
                unit=figure.unit,
                single=figure.single,
                daily=None,
                stated=self._stated(figure),
                routes=nothing,
                stage="",
                marks=marks,
                severity=nothing,
                groups=groups,
                bands=(),
                strengths=nothing,
                labels=labels,
                terms=nothing,
                words=nothing,
            )

    def _defined(self, definition: Definition) -> Fact:
        figure, nothing = definition.figure, frozenset[str]()
        above = [*reversed(self._headings), self._title]
        path = " › ".join(above)
        is_target = figure.kind is Kind.TARGET
        return Fact(
            start=self._sentence.start,
            end=self._sentence.end,
            drug=definition.subject,
            kind=figure.kind,
            unit=figure.unit,
            single=figure.single,
            daily=None,
            stated=self._stated(figure),
            routes=nothing,
            stage="",
            marks=definition.conditions | marks_in(f"{self._words} › {path}"),
            severity=severity_in(path),
            groups=groups_in(self._words, *above) or self._groups,
            bands=bands_in(path),
            strengths=nothing,
            # A word means the same in every chapter; a target is that of an illness.
            labels=labels_of(self._title, self._headings, "") if is_target else (),
            terms=definition.terms,
            words=self._all_terms,
            measure=definition.measure,
        )

    def _stated(self, figure: Figure) -> str:
        return " ".join(self._words[figure.start : figure.shown or figure.end].split())

    def _fact(self, figure: Figure, drug: str, begin: int, end: int) -> Fact:
        words = self._words
        own = words[figure.left : figure.right]
        stretch = words[begin:end]
        # What stands before the first dose holds for every dose of the sentence.
        opening = words[: min([figure.start, *dose_offsets(words)])]
        path = " › ".join(self._headings)
        before = own[: figure.start - figure.left]
        apart = before + " | " + own[figure.end - figure.left :]
        labels = labels_of(self._title, self._headings, drug)
        named = before if _LABEL.search(before) else f"{opening} {before}"
        is_row = self._sentence.kind == "table_row"
        return Fact(
            start=self._sentence.start,
            end=self._sentence.end,
            drug=drug,
            kind=figure.kind,
            unit=figure.unit,
            single=figure.single,
            daily=figure.daily,
            stated=self._stated(figure),
            routes=routes_in(own) or routes_in(stretch) or routes_in(opening),
            stage=stage_in(apart),
            marks=marks_in(words) | marks_in(path) | marks_in(self._title),
            severity=severity_in(own) or severity_in(opening) or severity_in(path),
            groups=groups_in(own, opening, *reversed(self._headings), self._title) or self._groups,
            bands=bands_in(apart) or bands_in(opening) or bands_in(path),
            strengths=frozenset(re.sub(r"\s", "", s) for s in _STRENGTH.findall(own)),
            labels=labels,
            # Where a document is about something, only its tables go through other illnesses.
            terms=terms_of(named, drug) if is_row or not any(labels) else frozenset(),
            words=self._all_terms,
        )


def _without_strengths(words: str, kind: str) -> str:
    """Blanks the cells of a table row that name strengths and preparation, in place."""
    if kind != "table_row":
        return words
    kept: list[str] = []
    excluded = False
    for cell in words.split("; "):
        if _LABELLED.match(cell):
            excluded = _EXCLUDED.match(cell) is not None
        kept.append(" " * len(cell) if excluded else cell)
    return "; ".join(kept)
