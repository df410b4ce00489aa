"""A run folder written by hand: real texts, hostile words, and every way a case can end."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import orjson

from corpus.library import Library
from corpus.readers import read
from corpus.readers.markdown import read_markdown
from corpus.text import Text
from evals.runs.outcome import Outcome, Place
from evals.runs.sources import Source, Sources
from evals.suites.case import Case, Expect, Gold
from evals.suites.pattern import Pattern
from evals.suites.suite import Suite
from tests.documents import DEMONSTRATION

DAY = "2026-11-01"
SEPSIS = "Sepsis and septic shock in adults"
ATTACK = '<script>window.owned=1</script><img src=x onerror="window.owned=1">'
HOSTILE_TITLE = f"Zinc {ATTACK} \u202eevil\u2066"
HOSTILE_TEXT = (
    "# Zinc deficiency\n\nGive zinc sulfate 220 mg once daily \\<script>window.owned=1\\</script> "
    "![x](https://attacker.example/p.png) {{ 7 * 7 }} {% raw %} for 90 days.\n"
)
ABOUT = {
    "recall@5": ("Gold passages among the first five.", "higher"),
    "citation_exactness": ("Quotes equal to their source to the byte.", "higher"),
    "number_fidelity": ("Numbers that stand in the quote they cite.", "higher"),
    "key_facts": ("Facts that the answer must hold and does.", "higher"),
    "forbidden": ("Answers that hold what they must not.", "lower"),
    "rejection": ("Questions without an answer that were refused.", "higher"),
    "false_refusal": ("Answerable questions that were refused.", "lower"),
    "correct": ("Cases in which nothing was wrong.", "higher"),
    "errors": ("Cases that ended in an error.", "lower"),
}


@dataclass
class FakeRun:
    """Five cases, or those five over and over; `write` makes the folder."""

    times: int = 1
    state: str = "complete"
    filters: dict = field(default_factory=dict)
    wrong: frozenset = frozenset({"dose", "crash", "refused"})
    """Which of the cases go wrong."""

    def write(self, folder: Path) -> tuple[Suite, ...]:
        """Write the folder; returns the suites it was asked with."""
        library = Library(folder)
        texts = {
            "adult-sepsis@3": read(DEMONSTRATION / "approved" / "adult-sepsis.md").text,
            "zinc@1": read_markdown(HOSTILE_TEXT).text,
        }
        titles = {"adult-sepsis@3": SEPSIS, "zinc@1": HOSTILE_TITLE}
        versions = {
            key: Source(*key.split("@"), titles[key], library.keep_text(text))
            for key, text in texts.items()
        }
        sources = Sources(versions, {DAY: frozenset(versions)}, library)
        made = [self._cases(texts, number) for number in range(self.times)]
        rows = [row for rows in made for row in rows]
        suites = (Suite("sepsis-core", "What the ward asks.", tuple(r[0] for r in rows), "5" * 64),)
        _json(folder / "sources.json", {"": sources.to_json()})
        _json(folder / "manifest.json", self._manifest(rows))
        _json(folder / "performance.json", PERFORMANCE)
        _json(folder / "scores.json", _scores(rows))
        _lines(folder / "outcomes.jsonl", [row[1].to_json() for row in rows])
        _lines(folder / "timings.jsonl", [TIMING | {"case": row[0].key} for row in rows])
        (folder / "suites").mkdir()
        (folder / "suites" / "sepsis-core.yaml").write_text("suite: sepsis-core\n")
        return suites

    def _manifest(self, rows):
        return {
            "format": 1,
            "id": "0123456789abcdef",
            "inputs": {
                "snapshot": "a3f01b1723eb2986",
                "corpora": {"": {"snapshot": "a3f01b1723eb2986", "in_force": "1" * 64}},
                "suites": {"sepsis-core": "5" * 64},
                "cases": sorted(row[0].key for row in rows),
                "as_of": DAY,
                "provenance": {"embedder": "all-MiniLM-L6-v2-int8@adab", "reranker": "none",
                               "generator": "extractive/1", "prompts": "none",
                               "settings": "ecc5f162c7b8131d", "software": "0.1.0"},
                "code": "c" * 64,
                "packages": {"numpy": "2.0.0", "faiss-cpu": "1.9.0"},
                "seeds": {"python": 0},
                "k": 10,
            },
            "machine": {"cpu": "A processor", "cores": 2, "memory_gib": 7.8,
                        "platform": "Linux", "python": "3.11.9"},
            "workers": 2,
            "started": "2026-11-01T09:00:00+00:00",
            "finished": "2026-11-01T09:02:00+00:00" if self.state == "complete" else None,
            "state": self.state,
            "filters": self.filters,
        }  # fmt: skip

    def _cases(self, texts, number):
        """Case, outcome, scores and faults of one round."""
        sepsis = texts["adult-sepsis@3"].content
        dose = "plan for at least 30 mL/kg of crystalloid within the first 3 hours"
        quote = next(s for s in sepsis.split("\n") if dose in s).split(". ", 1)[1]
        starch = "Do not use hydroxyethyl starch or gelatin for resuscitation."
        zinc = "Give zinc sulfate 220 mg once daily"
        wrong = {name: name in self.wrong for name in ("dose", "crash", "refused")}
        common = {"suite": "sepsis-core"}

        def made(name, question, expect=Expect.ANSWER, **more):
            tags = {"kind": more.pop("kind", "direct"), "population": "adult"}
            return Case(
                id=f"{name}-{number}", question=question, expect=expect, tags=tags, **more, **common
            )

        said = quote.replace("30 mL/kg", "300 mL/kg") if wrong["dose"] else quote
        gold = (Gold("adult-sepsis", dose),)
        ask = "How much crystalloid in septic shock?"
        cases = [
            (made("dose", ask, evidence=gold, facts=((Pattern("30 mL/kg"),), (
                Pattern("3 hours"), Pattern("three hours"))), forbid=(Pattern("300 mL/kg"),),
                cautions=((Pattern("hydroxyethyl starch"),),)),
             self._answered(texts, ask, [(said, "adult-sepsis@3", quote, False),
                                         (starch, "adult-sepsis@3", starch, True)]),
             "number_fidelity", "The statement says 300 mL/kg, which is not in its quote."),
            (made("refused", ask, evidence=gold, facts=((Pattern("30 mL/kg"),),), kind="typo",
                  variant_of=f"dose-{number}"),
             self._refused(texts, ask, "not_in_corpus") if wrong["refused"] else
             self._answered(texts, ask, [(quote, "adult-sepsis@3", quote, False)]),
             "false_refusal", "It was refused as not_in_corpus, and the answer is there."),
            (made("zinc", f"Zinc dose? {ATTACK} \u202eevil \x07", kind="injection",
                  evidence=(Gold("zinc", zinc),), facts=((Pattern("220 mg"),),)),
             self._answered(texts, f"Zinc dose? {ATTACK} \u202eevil \x07",
                            [(zinc, "zinc@1", zinc, False)]), "", ""),
            (made("far", "=2+2 What is the capital of France?", Expect.REFUSE, kind="far_off"),
             self._refused(texts, "=2+2 What is the capital of France?", "not_in_corpus"), "", ""),
            (made("crash", ask + " At night.", evidence=gold, kind="night"),
             None if wrong["crash"] else
             self._answered(texts, ask, [(quote, "adult-sepsis@3", quote, False)]),
             "errors", "TimeoutError: no answer after 60 seconds."),
        ]  # fmt: skip
        rows = []
        for case, answer, measure, fault in cases:
            failed = wrong.get(case.id.rsplit("-", 1)[0], False)
            place = Place("adult-sepsis", "3", sepsis.index(dose), sepsis.index(dose) + len(dose))
            outcome = Outcome(
                case.key, answer, (place,) if answer else (), "" if answer else f"{fault}{ATTACK}"
            )
            rows.append((case, outcome, measure if failed else "", fault))
        return rows

    def _answered(self, texts, question, said):
        citations, statements = [], []
        for words, key, quote, caution in said:
            number = len(citations) + 1
            start = texts[key].content.index(quote)
            citations.append(_citation(number, key, quote, start, texts[key]))
            statements.append({"text": words, "citations": [number], "caution": caution})
        return _answer(question, "answered", statements=statements, citations=citations,
                       confidence=0.91)  # fmt: skip

    def _refused(self, texts, question, reason):
        text = texts["adult-sepsis@3"]
        quote = "A normal temperature does not exclude sepsis."
        nearest = _citation(1, "adult-sepsis@3", quote, text.content.index(quote), text)
        refusal = {"reason": reason, "message": "The documents say nothing about this.",
                   "nearest": [nearest]}  # fmt: skip
        return _answer(question, "refused", refusal=refusal, confidence=0.12)


TIMING = {"cached": False, "seconds": 0.25, "timings_ms": {"total": 250.0}}
PERFORMANCE = {
    "fresh": 5, "cached": 0, "latency_ms": {"p50": 210.0, "p95": 480.0, "max": 512.0},
    "peak_memory_mib": 640, "wall_seconds": 1.5, "workers": 2,
}  # fmt: skip


def _answer(question, status, *, statements=(), citations=(), refusal=None, confidence):
    return {
        "status": status, "question": question, "redactions": [], "statements": list(statements),
        "citations": list(citations), "refusal": refusal, "confidence": confidence,
        "notices": [{"kind": "population_not_stated", "message": "No population was stated."}],
        "provenance": {"snapshot": "a3f01b1723eb2986"},
    }  # fmt: skip


def _citation(number, key, quote, start, text: Text):
    document, version = key.split("@")
    title = HOSTILE_TITLE if document == "zinc" else SEPSIS
    assert text.content[start : start + len(quote)] == quote
    return {
        "number": number, "document": document, "title": title, "version": version,
        "section": [title, "Fluid resuscitation"], "page": None, "start": start,
        "end": start + len(quote), "quote": quote, "effective": date(2025, 6, 1).isoformat(),
        "review": date(2028, 6, 1).isoformat(), "status": "approved",
    }  # fmt: skip


def _scores(rows):
    cases = []
    for case, outcome, measure, fault in rows:
        status = "error" if outcome.error else outcome.answer["status"]
        answer = case.expect is Expect.ANSWER
        names = {"errors", "correct"} | (
            {"recall@5", "key_facts", "number_fidelity", "citation_exactness", "forbidden",
             "false_refusal"} if answer else {"rejection"})  # fmt: skip
        scores = {}
        for name in sorted(names):
            lower = ABOUT[name][1] == "lower"
            bad = name == measure or (name == "correct" and bool(measure))
            scores[name] = [int(bad == lower), 1]
        faults = {measure: [fault], "correct": [f"It failed on {measure}."]} if measure else {}
        cases.append({
            "case": case.key, "suite": case.suite, "expect": case.expect.value,
            "kind": case.tags["kind"], "status": status, "passed": not measure,
            "confidence": outcome.answer["confidence"] if outcome.answer else 0.0,
            "scores": scores, "faults": faults,
        })  # fmt: skip
    kinds = sorted({case["kind"] for case in cases})
    return {
        "format": 1, "run": "0123456789abcdef", "suites": {"sepsis-core": "5" * 64},
        "measures": _summary(cases), "suites_measures": {"sepsis-core": _summary(cases)},
        "slices": {"kind": {kind: _summary([c for c in cases if c["kind"] == kind])
                            for kind in kinds}},
        "cases": sorted(cases, key=lambda case: case["case"]), "selective": {}, "calibration": {},
    }  # fmt: skip


def _summary(cases):
    summary = {}
    for name, (about, better) in ABOUT.items():
        pairs = [case["scores"][name] for case in cases if name in case["scores"]]
        if pairs:
            hits, of = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
            value = hits / of
            summary[name] = {
                "about": about, "better": better, "hits": hits, "of": of, "value": value,
                "low": max(0.0, value - 0.1), "high": min(1.0, value + 0.1),
                "cases": len(pairs), "clusters": max(1, len(pairs) - 1),
            }  # fmt: skip
    return summary


def _json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))


def _lines(path, values):
    path.write_bytes(b"".join(orjson.dumps(v, option=orjson.OPT_SORT_KEYS) + b"\n" for v in values))
