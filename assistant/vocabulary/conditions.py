"""The conditions that a text names, those of one protocol under one name."""

from collections import defaultdict
from functools import cache, lru_cache

from assistant.vocabulary.analysis import tokens
from assistant.vocabulary.lists import conditions


@cache
def _by_first() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """From the first index term of a name to the whole name and its condition, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for names in conditions():
        for name in names:
            form = tuple(tokens(name))
            found[form[0]].append((form, names[0]))
    return {first: sorted(forms, reverse=True) for first, forms in found.items()}


@lru_cache(maxsize=8192)
def conditions_in(text: str) -> frozenset[str]:
    """What a text names of the conditions that have protocols of their own.

    A heart attack and a STEMI are one, whose doses stand in one document; ketoacidosis and the
    hyperosmolar state are two, and a dose for one is none for the other.
    """
    terms = tuple(tokens(text))
    return frozenset(
        condition
        for at, term in enumerate(terms)
        for form, condition in _by_first().get(term, ())
        if terms[at : at + len(form)] == form
    )
