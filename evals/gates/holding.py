"""Holds a run against gates: the whole story."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.errors import AssistantError
from evals.gates.gate import Gate, Gates, On
from evals.gates.ruling import Held, Outcome, Ruling
from evals.gates.soundness import Rescore, problems, read_scores
from evals.runs.folder import RunFolder
from evals.scoring import scores_of
from evals.suites.suite import Suite

Figures = Mapping[str, Mapping[str, Any]]
"""Measures by name, as `scores.json` has them."""


def hold(
    gates: Gates, folder: RunFolder, suites: Sequence[Suite], rescore: Rescore = scores_of
) -> Ruling:
    """Hold a run, complete or not, against `gates`; `suites` are those that `gates` requires.

    It is scored anew: figures that its outcomes do not give never pass, and what cannot be read of
    the run is one more problem of it.
    """
    found: list[str] = []
    held: list[Held] = []
    try:
        scores = read_scores(folder)
        found = problems(folder, scores, suites, rescore)
        held = [one for gate in gates.gates for one in _hold(gate, scores)]
    except AssistantError as error:
        found.append(str(error))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        found.append(f"the run is damaged ({type(error).__name__}: {error}): score it again")
    return Ruling(folder.manifest.id, gates.sha256, tuple(found), tuple(held))


def _hold(gate: Gate, scores: Mapping[str, Any]) -> Iterator[Held]:
    for suite, tag, figures in _places(gate, scores):
        figure = figures.get(gate.measure)
        if not figure or not figure["of"]:
            yield Held(gate, Outcome.NOT_MEASURED, suite, tag)
            continue
        value, low, high = (_number(figure[name]) for name in ("value", "low", "high"))
        kept = (
            (low if gate.on is On.LIMIT else value) >= gate.bound
            if gate.at_least
            else (high if gate.on is On.LIMIT else value) <= gate.bound
        )
        outcome = Outcome.PASSED if kept else Outcome.FAILED
        yield Held(gate, outcome, suite, tag, value, low, high, figure["cases"])


def _places(gate: Gate, scores: Mapping[str, Any]) -> Iterator[tuple[str, str, Figures]]:
    """The cases a gate is about: suite, tag, and their figures."""
    name, equals, value = gate.tag.partition("=")
    slices: Mapping[str, Figures] = scores["slices"].get(name, {}) if name else {}
    if gate.suites:
        for suite in gate.suites:
            yield suite, "", scores["suites_measures"].get(suite, {})
    elif equals:
        yield "", gate.tag, slices.get(value, {})
    elif name:
        # Values of the tag to which the measure does not apply are none of its slices.
        measured = {one: found for one, found in sorted(slices.items()) if gate.measure in found}
        for one, found in measured.items():
            yield "", f"{name}={one}", found
        if not measured:
            yield "", name, {}
    else:
        yield "", "", scores["measures"]


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no figure")
    return float(value)
