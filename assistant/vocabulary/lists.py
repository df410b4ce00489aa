"""The word lists of this package, read once when first needed."""

import csv
from functools import cache
from importlib.resources import files


def _read(name: str) -> str:
    return files("assistant.vocabulary").joinpath(name).read_text(encoding="utf-8")


def _rows(name: str) -> list[list[str]]:
    """The rows of a data file without its header and empty cells."""
    rows = csv.reader(_read(name).splitlines())
    next(rows)
    return [[cell.strip() for cell in row if cell.strip()] for row in rows]


@cache
def drug_names() -> frozenset[str]:
    """Generic names in lower case, British or international; some are of several words."""
    return frozenset(
        name.strip()
        for line in _read("drugs.txt").splitlines()
        if not line.startswith("#")
        for name in line.split(",")
    )


@cache
def brands() -> dict[str, tuple[str, ...]]:
    """From a brand in lower case to the generic names of its ingredients."""
    return {row[0]: tuple(row[1].split(" + ")) for row in _rows("brands.csv")}


@cache
def drug_variants() -> dict[str, tuple[str, ...]]:
    """From another name of a drug, in lower case, to the generic names we use for it."""
    return {row[0]: tuple(row[1].split(" + ")) for row in _rows("drug_variants.csv")}


@cache
def spellings() -> dict[str, str]:
    """From a British or written-out word to the form kept, where no rule of spelling reaches."""
    return {row[0]: row[1] for row in _rows("spellings.csv")}


@cache
def abbreviations() -> tuple[tuple[str, str, bool], ...]:
    """Abbreviation as written, one sense of it, and whether it counts only in this very case."""
    return tuple((row[0], row[1], len(row) > 2) for row in _rows("abbreviations.csv"))


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of phrases that mean the same on a ward or in a patient's words."""
    return tuple(tuple(row) for row in _rows("synonyms.csv"))


@cache
def conditions() -> tuple[tuple[str, ...], ...]:
    """Names of one condition, or of conditions that share a protocol, the first the name we use.

    None is an everyday word: "cap" is a limit more often than a pneumonia.
    """
    return tuple(tuple(row) for row in _rows("conditions.csv"))


@cache
def common_words() -> frozenset[str]:
    """Everyday English words that are never typing mistakes, clinical or not."""
    return frozenset(_read("english.txt").split())


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about a passage; negations are never among them."""
    return frozenset(_read("stop_words.txt").split())
