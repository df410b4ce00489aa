"""How many corruptions of real sentences verification lets through, and what it drops wrongly.

Every sentence is drafted as it stands, and so are parts of it, as a model would copy them; both are
corrupted. Part by part each rule is also measured by itself, without the check that a statement is
its quote: that is what stands between a language model and the reader.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assistant.evidence import HEADING_SEPARATOR, DraftStatement, Evidence, Quote, reads
from assistant.verify import verify
from assistant.verify.source import source_of
from assistant.verify.verification import RULES
from corpus.errors import AssistantError
from corpus.intake import find_files
from corpus.metadata import Metadata
from corpus.passages import Sentence
from corpus.readers.choose import read
from corpus.splitting import split_passages
from corpus.text import Span
from corpus.versions import Version
from evals.benchmarks.documents import prepare_documents
from evals.benchmarks.places import ROOT, Places, Size
from evals.benchmarks.report import Outcome, Skipped, Table
from evals.benchmarks.sets import fixed_order
from evals.mutations import omission, quantities, wording
from evals.mutations.grading import draw
from evals.mutations.miscited import MISCITED
from evals.mutations.mutation import Rewrite
from evals.statistics.interval import Interval
from evals.statistics.rates import rate_interval

DEMONSTRATION = ROOT / "corpus" / "demonstration" / "approved"
SENTENCES = {"small": 1500, "full": 6000}
FEWEST_WORDS = 5
"""A sentence with fewer says too little to be corrupted."""
MISSES_SHOWN = 20
REWRITES: Mapping[str, tuple[str, Rewrite]] = {
    "dose_tenfold": ("quantities", quantities.tenfold),
    "dose_tenth": ("quantities", quantities.tenth),
    "dose_near": ("quantities", quantities.near),
    "unit_exchanged": ("quantities", quantities.unit),
    "limit_reversed": ("quantities", quantities.limit),
    "interval_changed": ("quantities", quantities.interval),
    "interval_left_out": ("quantities", omission.interval_left_out),
    "limit_left_out": ("quantities", omission.limit_left_out),
    "quantities_exchanged": ("", omission.quantities_exchanged),
    "drug_exchanged": ("drugs", wording.drug),
    "drugs_exchanged": ("drugs", omission.drugs_exchanged),
    "route_exchanged": ("drugs", wording.route),
    "route_left_out": ("drugs", omission.route_left_out),
    "negation_dropped": ("polarity", wording.negation_dropped),
    "negation_added": ("polarity", wording.negation_added),
    "condition_left_out": ("polarity", omission.condition_left_out),
    "opposite_said": ("opposites", wording.opposite),
    "opposites_exchanged": ("opposites", wording.opposites_exchanged),
    "population_exchanged": ("population", wording.population),
    "populations_exchanged": ("population", omission.populations_exchanged),
    "population_left_out": ("population", omission.population_left_out),
}
"""Each kind of corruption with the rule it is for; "" where any rule may find it."""
NOTES = (
    "Verbatim: the sentence under its headings. Parts: a stretch of it between commas, semicolons "
    "or joining words, those only that the gate lets through uncorrupted.",
    "Rules: every statement is vouched for, so that nothing but the rules stands in the way, one "
    "of which is that a row of a table is said whole. Alone: what one rule finds by itself.",
    "Limits of 95%, clustered by document; each statement is corrupted once in every way that "
    "applies to it, drawn by a digest.",
)
_CUT = re.compile(r"(?:[;,.]|,? (?=and |then |but |or ))\s*")
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


class Vouching:
    """A support model that believes everything."""

    identity = "vouching/1"

    def supports(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Certain of all."""
        return [1.0] * len(pairs)


@dataclass(frozen=True)
class Case:
    """A statement with what it is to be verified against."""

    document: str
    evidence: Evidence
    drafted: DraftStatement

    def upheld(self, drafted: DraftStatement, *, vouched: bool = False) -> bool:
        """Whether the gate lets `drafted` through."""
        in_force = {self.evidence.version.key: self.evidence.version}
        model = Vouching() if vouched else None
        return bool(verify([drafted], [self.evidence], in_force, model).statements)

    def faults(self, text: str) -> dict[str, bool]:
        """Which rules find fault with `text` in the statement's place, each asked alone."""
        source = source_of(self.drafted, [self.evidence])
        return {name: bool(rule(text, source)) for name, rule in RULES.items()}

    def parts(self) -> Iterator["Case"]:
        """The stretches of a sentence of prose that could be said by themselves, at most two."""
        words = self.drafted.quotes[0].words
        if "|" in words or len(self.drafted.quotes) > 1:
            return
        line = " ".join(words.split())
        pieces = [piece for piece in _CUT.split(line) if len(piece.split()) >= FEWEST_WORDS]
        for piece in pieces if len(pieces) > 1 else ():
            yield replace(self, drafted=replace(self.drafted, text=piece))


@dataclass(frozen=True)
class Trial:
    """One corrupted statement, and what dropped it."""

    corruption: str
    document: str
    text: str
    by_gate: bool
    by_rules: bool
    by_meant: bool
    """By the rule that this kind of corruption is for, asked alone."""


def run(size: Size, places: Places) -> Outcome:
    """Draft, corrupt and verify; raises Skipped without the guidelines."""
    folders = {"guidelines": prepare_documents(size, places), "demonstration": DEMONSTRATION}
    measured = [measure(name, folder, SENTENCES[size]) for name, folder in folders.items()]
    return Outcome(
        tuple(table for one in measured for table in one.tables),
        (*NOTES, *(note for one in measured for note in one.notes)),
        dict(zip(folders, (one.figures for one in measured), strict=True)),
    )


def measure(name: str, folder: Path, count: int) -> Outcome:
    """`count` sentences of the documents in a folder, corrupted and not; raises Skipped."""
    cases = list(sample(folder, count))
    began = time.perf_counter()
    alarms = [not case.upheld(case.drafted) for case in cases]
    seconds = time.perf_counter() - began
    parts = [part for case in cases for part in case.parts()]
    upheld = [part for part in parts if part.upheld(part.drafted, vouched=True)]
    alone = [part for part in parts if part.upheld(part.drafted)]
    if not upheld:
        raise Skipped(f"{folder} holds no sentence to corrupt")
    lost = _rate(alarms, [case.document for case in cases])
    cited, miscited = _miscited(f"{name}: wrong citations", cases)
    of_sentences, killed = _killed(f"{name}: sentences", cases)
    of_parts, killed_parts = _killed(f"{name}: parts of sentences", upheld)
    whole = Table(
        f"{name}: uncorrupted sentences",
        ["statements", "of", "dropped", "low", "high"],
        [["verbatim", len(cases), lost.mean, lost.low, lost.high]],
    )
    note = (
        f"{name}: of {len(parts)} parts, {len(upheld)} pass the rules and {len(alone)} the gate "
        f"without a model; {1000 * seconds / len(cases):.1f} ms for each uncorrupted sentence."
    )
    figures = {
        "sentences": len(cases), "false_alarms": _shown(lost), "parts": len(parts),
        "parts_upheld_by_rules": len(upheld), "parts_upheld_without_model": len(alone),
        "citations": miscited, "of_sentences": killed, "of_parts": killed_parts,
    }  # fmt: skip
    return Outcome((whole, cited, of_sentences, of_parts), (note,), figures)


def sample(folder: Path, count: int) -> Iterator[Case]:
    """`count` sentences of the documents in a folder in a fixed random order, as drafted."""
    found = [case for file in find_files([folder]) for case in _sentences(file, folder)]
    yield from fixed_order(found, lambda case: f"{case.document} {case.drafted.text}")[:count]


def _sentences(file: Path, folder: Path) -> Iterator[Case]:
    try:
        text = read(file).text
    except AssistantError:
        return
    name = re.sub(r"[^a-z0-9]+", "-", str(file.relative_to(folder)).lower()).strip("-")[:100]
    metadata = Metadata(id=name, title=file.stem, version="1", effective=date(2026, 1, 1))
    version = Version(
        metadata, 1, file.name, "", "", 0, (), _DAY, approved_at=_DAY, approved_by="the benchmark"
    )
    for passage in split_passages(text, file.stem, _lengths, 200):
        evidence = Evidence(version, text, passage, 1.0, 1.0, 1.0)
        for sentence in passage.sentences:
            if len(reads(text, sentence).split()) >= FEWEST_WORDS and sentence.kind != "intro":
                yield Case(name, evidence, _drafted(evidence, sentence))


def _drafted(evidence: Evidence, sentence: Sentence) -> DraftStatement:
    """As the default generator words it; written apart from it, under the innermost heading."""
    headings = evidence.passage.headings[-1:]
    words = reads(evidence.text, sentence)
    path = HEADING_SEPARATOR.join(evidence.text[span].rstrip(": ") for span in headings)
    # Prose has its parts drafted as well, and those of a sentence alone are more of a trial.
    bare = sentence.kind == "sentence" or not path
    spans = [Span(sentence.start, sentence.end), *sentence.context, *(() if bare else headings)]
    quotes = tuple(Quote(evidence.version, evidence.text, span, headings) for span in spans)
    return DraftStatement(words if bare else f"{path}: {words}", quotes)


def _killed(title: str, cases: Sequence[Case]) -> tuple[Table, dict[str, Any]]:
    """What of the corrupted statements was dropped: by the gate, by all rules, by the one meant."""
    trials = [trial for case in cases for trial in _trials(case)]
    rows: list[list[Any]] = []
    figures: dict[str, Any] = {}
    for name in ("all", *REWRITES):
        of = [trial for trial in trials if name in ("all", trial.corruption)]
        if not of:
            continue
        gate, rules, meant = (
            _rate([getattr(trial, by) for trial in of], [trial.document for trial in of])
            for by in ("by_gate", "by_rules", "by_meant")
        )
        rule = "" if name == "all" else REWRITES[name][0] or "any"
        rows.append([name, len(of), gate.mean, rules.mean, rules.low, rules.high, rule, meant.mean])
        figures[name] = {
            "of": len(of), "gate": _shown(gate), "rules": _shown(rules), "rule": _shown(meant),
            "missed_by_rules": [trial.text for trial in of if not trial.by_rules][:MISSES_SHOWN],
        }  # fmt: skip
    header = ["corruption", "of", "gate", "rules", "low", "high", "rule meant", "alone"]
    return Table(f"{title}: share of corruptions dropped", header, rows), figures


def _miscited(title: str, cases: Sequence[Case]) -> tuple[Table, dict[str, Any]]:
    """What of the statements with a wrong citation the gate dropped."""
    rows: list[list[Any]] = []
    figures: dict[str, Any] = {}
    # The neighbour in a fixed random order is as good as any.
    pairs = list(zip(cases, (*cases[1:], cases[0]), strict=True))
    for name, miscite in MISCITED.items():
        told = [(one, two) for one, two in pairs if one.drafted.text != two.drafted.text]
        hits = [not one.upheld(miscite(one.drafted, two.drafted)) for one, two in told]
        dropped = _rate(hits, [one.document for one, _ in told])
        rows.append([name, len(told), dropped.mean, dropped.low, dropped.high])
        figures[name] = {"of": len(told), "gate": _shown(dropped)}
    return Table(title, ["corruption", "of", "gate", "low", "high"], rows), figures


def _trials(case: Case) -> Iterator[Trial]:
    """The statement corrupted once in every way that applies to it."""
    said = case.drafted.text
    for name, (rule, rewrite) in REWRITES.items():
        ways = [way for way in rewrite(said) if way != said]
        if ways:
            text = ways[draw(f"{case.document} {said} {name}", len(ways))]
            faults = case.faults(text)
            by_rules = not case.upheld(replace(case.drafted, text=text), vouched=True)
            yield Trial(
                name, case.document, text,
                by_gate=not case.upheld(replace(case.drafted, text=text)),
                by_rules=by_rules,
                by_meant=faults[rule] if rule else any(faults.values()),
            )  # fmt: skip


def _rate(hits: Sequence[bool], documents: Sequence[str]) -> Interval:
    return rate_interval([float(hit) for hit in hits], [1] * len(hits), documents)


def _shown(interval: Interval) -> dict[str, float]:
    return {name: round(getattr(interval, name), 5) for name in ("mean", "low", "high")}


def _lengths(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]
