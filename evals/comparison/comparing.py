"""Compares the scores of two runs measure by measure, in pairs of the same case."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.errors import RunError
from evals.comparison.comparison import Comparison, MeasureComparison, Verdict
from evals.runs.manifest import differing
from evals.statistics import PairedDifference, detectable_difference, holm, paired_difference

ALPHA = 0.05
FORMAT = 1

Cases = dict[str, Mapping[str, Any]]


def compare(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
) -> Comparison:
    """The comparison of two objects of `scores.json`; of their manifests too, where given.

    Each measure is compared over the cases that both runs asked; where it applies to a case in one
    run alone, the case counts in that run's rate and in no other. A measure is called better or
    worse when its p, after Holm's correction for the measures compared, is at most 0.05. RunError
    for objects of another format, damaged ones, and runs that have no case in common.
    """
    try:
        return _compared(_by_key(before), _by_key(after), before, after, manifests)
    except (KeyError, TypeError, AttributeError) as error:
        raise RunError(
            f"the scores are damaged ({type(error).__name__}: {error}): score the runs again with "
            "`assistant eval score`"
        ) from None


def _compared(
    old: Cases,
    new: Cases,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
) -> Comparison:
    common = sorted(old.keys() & new.keys())
    if not common:
        raise RunError(
            f"the runs {before['run']} and {after['run']} have no case in common: compare runs of "
            "the same suites"
        )
    measures, incomparable = _measures(old, new, common, before["measures"] | after["measures"])
    passed = {key: (bool(old[key]["passed"]), bool(new[key]["passed"])) for key in common}
    return Comparison(
        before=before["run"],
        after=after["run"],
        cases=len(common),
        passed_before=sum(one for one, _ in passed.values()),
        passed_after=sum(other for _, other in passed.values()),
        measures=measures,
        incomparable=incomparable,
        newly_failed=tuple(key for key, now in passed.items() if now == (True, False)),
        newly_passed=tuple(key for key, now in passed.items() if now == (False, True)),
        only_before=tuple(sorted(old.keys() - new.keys())),
        only_after=tuple(sorted(new.keys() - old.keys())),
        changed=_changed(manifests),
        warnings=tuple(_warnings(before, after, manifests)),
    )


def _by_key(scores: Mapping[str, Any]) -> Cases:
    if scores["format"] != FORMAT:
        raise RunError(
            f"the scores have format {scores['format']!r}, and this software reads {FORMAT}: "
            "score the run again with `assistant eval score`"
        )
    return {case["case"]: case for case in scores["cases"]}


def _measures(
    old: Cases, new: Cases, common: Sequence[str], known: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[MeasureComparison, ...], tuple[str, ...]]:
    found: dict[str, PairedDifference] = {}
    for measure in known:
        used = [key for key in common if measure in old[key]["scores"] | new[key]["scores"]]
        first, second = ([_score(run[key], measure) for key in used] for run in (old, new))
        if any(of for _, of in first) and any(of for _, of in second):
            clusters = [str(new[key].get("cluster", key)) for key in used]
            found[measure] = paired_difference(first, second, clusters)
    adjusted = holm([paired.p for paired in found.values()])
    compared = []
    for (measure, paired), p in zip(found.items(), adjusted, strict=True):
        better = known[measure]["better"]
        down, up = _moved(old, new, common, measure)
        compared.append(
            MeasureComparison(
                measure,
                better,
                paired,
                adjusted_p=p,
                detectable=detectable_difference(paired.error, paired.clusters, ALPHA / len(found)),
                verdict=_verdict(paired.difference.mean, better, p),
                down=down,
                up=up,
            )
        )
    return tuple(compared), tuple(measure for measure in known if measure not in found)


def _verdict(change: float, better: str, p: float) -> Verdict:
    if p > ALPHA:
        return Verdict.UNSEEN
    return Verdict.BETTER if (change > 0) == (better == "higher") else Verdict.WORSE


def _moved(
    old: Cases, new: Cases, common: Sequence[str], measure: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cases whose value fell and those whose value rose."""
    changes = {}
    for key in common:
        (hits, of), (later, later_of) = (_score(run[key], measure) for run in (old, new))
        if of and later_of:
            changes[key] = later / later_of - hits / of
    return (
        tuple(key for key, by in changes.items() if by < 0),
        tuple(key for key, by in changes.items() if by > 0),
    )


def _score(case: Mapping[str, Any], measure: str) -> tuple[float, int]:
    hits, of = case["scores"].get(measure, (0, 0))
    return hits, of


def _changed(manifests: tuple[Mapping[str, Any], Mapping[str, Any]] | None) -> tuple[str, ...]:
    if manifests is None:
        return ()
    one, other = (manifest["inputs"] for manifest in manifests)
    # Which cases were asked is told by their names; the home's corpus has none.
    names = {"corpora.": "corpora.home"}
    return tuple(names.get(name, name) for name in differing(one, other) if name != "cases")


def _warnings(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
) -> list[str]:
    said = []
    old, new = before["suites"], after["suites"]
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            which = "first" if name in old else "second"
            said.append(f"the suite {name} is in the {which} run alone: its cases are not compared")
        elif old[name] != new[name]:
            said.append(f"the suite {name} was changed between the runs: a case may expect other")
    if any("cluster" not in case for case in (*before["cases"], *after["cases"])):
        said.append(
            "the scores do not say which cases share a document, so each counts by itself and "
            "differences look surer than they are"
        )
    if manifests is None:
        return said
    for run, manifest in zip(("first", "second"), manifests, strict=True):
        if manifest["state"] != "complete":
            said.append(f"the {run} run is not complete: only what it asked is compared")
    one, other = (manifest["inputs"]["as_of"] for manifest in manifests)
    if one != other:
        said.append(f"the runs asked about different days, {one} and {other}")
    return said
