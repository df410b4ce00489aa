"""A run folder written by hand: real texts, hostile words, and every way a case can end."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import orjson

from corpus.library import Library
from corpus.readers import read
from corpus.readers.markdown import read_markdown
from corpus.text import Text
from evals.measures.score import Graded
from evals.runs.manifest import Manifest, State
from evals.runs.outcome import Outcome, Place
from evals.runs.sealing import digests
from evals.runs.sources import Source, Sources
from evals.scoring import score
from evals.suites.case import Case, Expect, Gold, Identifier
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


@dataclass
class FakeRun:
    """Five cases, or those five over and over; `write` makes the folder."""

    times: int = 1
    state: str = "complete"
    filters: dict = field(default_factory=dict)
    wrong: frozenset = frozenset({"dose", "crash", "refused", "zinc"})
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
        rows = sorted(
            (row for number in range(self.times) for row in self._cases(texts, number)),
            key=lambda row: row[0].key,
        )
        suite = Suite("sepsis-core", "What the ward asks.", tuple(row[0] for row in rows), "5" * 64)
        manifest = self._manifest(rows)
        _json(folder / "sources.json", {"": sources.to_json()})
        _json(folder / "manifest.json", manifest.to_json())
        _json(folder / "performance.json", PERFORMANCE)
        outcomes = _lines(folder / "outcomes.jsonl", [row[1].to_json() for row in rows])
        _lines(folder / "timings.jsonl", [TIMING | {"case": row[0].key} for row in rows])
        of_run = {"format": 1, "run": manifest.id, "outcomes": outcomes,
                  "suites": {suite.name: suite.sha256}}  # fmt: skip
        graded = [Graded(case, outcome, sources, DAY) for case, outcome in rows]
        _json(folder / "scores.json", of_run | score(graded, {}))
        (folder / "suites").mkdir()
        (folder / "suites" / "sepsis-core.yaml").write_text("suite: sepsis-core\n")
        if self.state == "complete":
            _json(folder / "manifest.json", replace(manifest, files=digests(folder)).to_json())
        return (suite,)

    def _manifest(self, rows):
        inputs = {
            "snapshot": "a3f01b1723eb2986",
            "corpora": {"": {"snapshot": "a3f01b1723eb2986", "in_force": "1" * 64}},
            "suites": {"sepsis-core": "5" * 64},
            "cases": [row[0].key for row in rows],
            "as_of": DAY,
            "provenance": {"embedder": "all-MiniLM-L6-v2-int8@adab", "reranker": "none",
                           "generator": "extractive/1", "prompts": "none",
                           "settings": "ecc5f162c7b8131d", "software": "0.1.0"},
            "code": "c" * 64,
            "packages": {"numpy": "2.0.0", "faiss-cpu": "1.9.0"},
            "seeds": {"python": 0},
            "k": 10,
        }  # fmt: skip
        machine = {"cpu": "A processor", "cores": 2, "memory_gib": 7.8, "platform": "Linux",
                   "python": "3.11.9"}  # fmt: skip
        finished = None if self.state == "running" else "2026-11-01T09:02:00+00:00"
        started = "2026-11-01T09:00:00+00:00"
        return Manifest(inputs, machine, 2, self.filters, started, finished, State(self.state))

    def _cases(self, texts, number):
        """Cases with their outcomes, one round of them."""
        sepsis = texts["adult-sepsis@3"].content
        dose = "plan for at least 30 mL/kg of crystalloid within the first 3 hours"
        quote = next(s for s in sepsis.split("\n") if dose in s).split(". ", 1)[1]
        starch = "Do not use hydroxyethyl starch or gelatin for resuscitation."
        zinc = "Give zinc sulfate 220 mg once daily"
        wrong = {name: name in self.wrong for name in ("dose", "crash", "refused", "zinc")}
        common = {"suite": "sepsis-core"}

        def made(name, question, expect=Expect.ANSWER, **more):
            tags = {"kind": more.pop("kind", "direct"), "population": "adult"}
            return Case(
                id=f"{name}-{number}", question=question, expect=expect, tags=tags, **more, **common
            )

        said = quote.replace("30 mL/kg", "300 mL/kg") if wrong["dose"] else quote
        gold = (Gold("adult-sepsis", dose),)
        ask = "How much crystalloid in septic shock?"
        right = self._answered(texts, ask, [(quote, "adult-sepsis@3", quote, False),
                                            (starch, "adult-sepsis@3", starch, True)])  # fmt: skip
        dosed = self._answered(texts, ask, [(said, "adult-sepsis@3", quote, False),
                                            (starch, "adult-sepsis@3", starch, True)])  # fmt: skip
        refused = self._refused(texts, ask, "not_in_corpus")
        facts = ((Pattern("30 mL/kg"),), (Pattern("3 hours"), Pattern("three hours")))
        hostile = f"Zinc dose? {ATTACK} \u202eevil \x07"
        far = "=2+2 What is the capital of France?"
        cases = [
            (made("dose", ask, evidence=gold, facts=facts, forbid=(Pattern("300 mL/kg"),),
                  cautions=((Pattern("hydroxyethyl starch"),),)), dosed),
            (made("refused", ask, evidence=gold, facts=facts[:1], kind="typo",
                  variant_of=f"dose-{number}"), refused if wrong["refused"] else right),
            (made("zinc", hostile, kind="injection", evidence=(Gold("zinc", zinc),),
                  facts=((Pattern("90 days" if wrong["zinc"] else "220 mg"),),)),
             self._answered(texts, hostile, [(zinc, "zinc@1", zinc, False)])),
            (made("far", far, Expect.REFUSE, kind="far_off"),
             self._refused(texts, far, "not_in_corpus")),
            (made("crash", f"{ask} Jane Doe asks.", evidence=gold, kind="night",
                  identifiers=(Identifier("Jane Doe", "PERSON"),)),
             None if wrong["crash"] else right | _redacted(ask)),
        ]  # fmt: skip
        start = sepsis.index(dose)
        place = Place("adult-sepsis", "3", start, start + len(dose))
        return [
            (case, Outcome(case.key, answer, (place,) if answer else (), "" if answer else CRASH))
            for case, answer in cases
        ]

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


CRASH = f"TimeoutError: no answer after 60 seconds {ATTACK}"
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


def _redacted(ask):
    spans = [{"type": "PERSON", "start": len(ask) + 1, "end": len(ask) + 9}]
    return {"question": f"{ask} [PERSON] asks.", "redactions": spans}


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


def _json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))


def _lines(path, values):
    data = b"".join(orjson.dumps(v, option=orjson.OPT_SORT_KEYS) + b"\n" for v in values)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()
