"""The dashboard: how the assistant is used, and how that drifts; no words of any question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.audit import AnswerSummary, TrailIndex
from assistant.feedback import Kind, reports
from assistant.settings import Settings
from assistant.web.failures import describe
from assistant.web.reviewer import charts
from assistant.web.reviewer.runs import scored_run
from corpus.catalogue import Catalogue
from corpus.errors import AssistantError
from evals.reports.charts import Chart
from evals.use import Day, Drift, Latency, by_day, drift, latency, refusals, scores_drift
from evals.use.figures import within

ACCEPTED = "evaluation.accepted"
"""The event by which a reviewer makes a run the one that use is held against."""
BASELINE = 2
"""Times as long as the recent window, and right before it."""


@dataclass(frozen=True)
class Use:
    """The figures of the dashboard, all of them plain values."""

    first: date
    last: date
    before: date
    """First day of the baseline."""
    days: tuple[Day, ...]
    asked: int
    refused: int
    latency: Latency
    earlier: Latency
    """Of the baseline."""
    people: int
    """Accounts that asked."""
    reasons: tuple[tuple[str, int], ...]
    feedback: tuple[tuple[str, int], ...]
    waiting: int
    """Reports that nobody has settled, whenever they came."""
    topics: Drift
    titles: tuple[str, ...]
    """Of the documents that `topics` counts, in its order."""
    specialties: Drift
    scores: Drift | None
    """Against the accepted run; None while none is accepted, or it cannot be read."""
    accepted: str
    """Name of that run."""
    unreadable: str
    """Why it cannot be read."""

    @property
    def refusal_rate(self) -> float:
        """Share of the questions that were refused; 0 of none."""
        return self.refused / self.asked if self.asked else 0.0


def use_of(index: TrailIndex, settings: Settings, days: int, today: date) -> Use:
    """The figures of the last `days` days; raises AuditError."""
    first = today - timedelta(days=days - 1)
    before = first - timedelta(days=BASELINE * days)
    answers = index.answers()
    recent = within(answers, first, today)
    earlier = within(answers, before, first - timedelta(days=1))
    named = _documents(settings)
    topics = drift(*(_cited(side) for side in (earlier, recent)))
    said = [one for one in reports(index) if one.at[:10] >= first.isoformat()]
    counts = Counter(one.kind for one in said)
    accepted = accepted_run(index)
    scores, unreadable = _scores(settings, accepted, recent)
    return Use(
        first, today, before,
        days=by_day(recent, first, today),
        asked=len(recent),
        refused=sum(one.status == "refused" for one in recent),
        latency=latency(recent),
        earlier=latency(earlier),
        people=len({one.by for one in recent if one.by}),
        reasons=refusals(recent),
        feedback=tuple((kind.value, counts[kind]) for kind in Kind),
        waiting=sum(one.waits for one in reports(index)),
        topics=topics,
        titles=tuple(named.get(one.name, (one.name, ()))[0] for one in topics.shares),
        specialties=drift(*(_specialties(side, named) for side in (earlier, recent))),
        scores=scores,
        accepted=accepted,
        unreadable=unreadable,
    )  # fmt: skip


def accepted_run(index: TrailIndex) -> str:
    """Name of the run that was accepted last; empty while none is."""
    events = index.events(ACCEPTED)
    return str(events[-1].detail.get("run", "")) if events else ""


def draw(use: Use) -> tuple[Chart, ...]:
    """The charts of the dashboard, in its order; made of figures alone."""
    drawn = [charts.questions(use.days), charts.latencies(use.days)]
    if use.reasons:
        rows = [(reason.replace("_", " "), count) for reason, count in use.reasons]
        says = "How many questions were refused, by the reason that was given."
        drawn.append(charts.counts(rows, "use-refusals", "Refusals by reason", says))
    says = "What people said of answers, by what they chose to say."
    drawn.append(charts.counts(use.feedback, "use-feedback", "Feedback", says))
    if use.topics.shares:
        says = f"The share of answers that cite each document. {said_of(use.topics)}"
        drawn.append(
            charts.shares(use.topics, use.titles, "use-topics", "Documents answered from", says)
        )
    if len(use.specialties.shares) > 1:
        names = [one.name for one in use.specialties.shares]
        says = f"The specialties of those documents. {said_of(use.specialties)}"
        drawn.append(charts.shares(use.specialties, names, "use-specialties", "Specialties", says))
    if use.scores:
        says = (
            f"How sure the answers of now are, and those of the accepted run. "
            f"{said_of(use.scores)} A suite asks on purpose what cannot be answered, so some "
            "distance is to be expected: what matters is a change."
        )
        drawn.append(charts.densities(use.scores, "use-scores", "Confidence", says, "accepted run"))
    return tuple(drawn)


def said_of(found: Drift) -> str:
    """A drift in a sentence."""
    if found.distance is None or found.chance is None:
        return f"Too few to speak of drift: {found.baseline} before, {found.recent} now."
    what = "more than chance explains" if found.seen else "no more than chance explains"
    return (
        f"Distance {found.distance:.2f} of 1, {what} (up to {found.chance:.2f}); "
        f"{found.baseline} before, {found.recent} now."
    )


def _cited(answers: Iterable[AnswerSummary]) -> Sequence[str]:
    """The document that each answer cites first: one for each, so that answers count alike."""
    return [one.documents[0].rpartition("@")[0] for one in answers if one.documents]


def _specialties(
    answers: Iterable[AnswerSummary], named: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Sequence[str]:
    found = (named.get(document, ("", ()))[1] for document in _cited(answers))
    return [names[0].casefold().capitalize() if names else "Not stated" for names in found]


def _documents(settings: Settings) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Title and specialties of each document, as its latest version has them."""
    versions = Catalogue(settings.home, settings.catalogue).versions()
    return {one.document: (one.metadata.title, tuple(one.metadata.specialty)) for one in versions}


def _scores(
    settings: Settings, accepted: str, recent: Sequence[AnswerSummary]
) -> tuple[Drift | None, str]:
    if not accepted:
        return None, ""
    try:
        cases = scored_run(settings, accepted).scores["cases"]
    except AssistantError as error:
        return None, describe(error)
    before = [case["confidence"] for case in cases if case["confidence"] is not None]
    return scores_drift(before, [one.confidence for one in recent]), ""
