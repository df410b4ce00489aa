"""The card of the screen's model: data, licences, measures and limits, written by its training."""

from collections import Counter
from collections.abc import Sequence

from assistant.screen import certainly
from assistant.screen.model import Kind, Weights
from assistant.screen.rule import UNSAFE
from evals.statistics.rates import rate_interval
from evals.training.screen_data import Example
from evals.training.screen_fitting import Columns

_BEGINNING = """# The screen's model

Says of a question whether it is a legitimate one, asks for help with harm, speaks of harming
oneself, asks to diagnose or decide for one patient, or is about something else altogether. A
multinomial logistic regression on the packaged embedder's vector of the question and on 8,192
hashed words, pairs and stems; `assistant/screen/packaged/model.npz`, read without pickle. Written
by `python -m evals.training.screen SETS`, which trains, calibrates and measures with fixed seeds in
a few minutes on one core.

## Data

Split by a digest of the text (of the document for protocol questions, of the focus for MedQuAD, of
the article for SQuAD): 60 % train, 16 % calibrate, 24 % test. MedQuAD's own test questions,
SimpleSafetyTests, LiveQA and K-QA only test, and so do the suites that ship.

| set | licence | what it is here |
| --- | --- | --- |
| our own, `evals/training/screen/*.jsonl` | as the software | all five kinds |
| protocol_questions | ours | legitimate |
| MedQuAD (3,000 drawn) | CC BY 4.0 | legitimate |
| MeQSum | CC BY 4.0 | legitimate |
| PubMedQA | MIT | legitimate |
| ASQ-PHI, identifiers taken out | MIT | legitimate |
| MedSafetyBench | MIT; its readme adds "research only" | harmful |
| XSTest | CC BY 4.0 | unsafe: harmful; safe: elsewhere |
| SQuAD 2.0, articles without medicine (900 drawn) | CC BY-SA 4.0 | elsewhere |
| SimpleSafetyTests, LiveQA, K-QA | CC BY 4.0, NLM, MIT | test only |

Whoever may not use what "research only" touched can leave MedSafetyBench out and train again.
"""
_LIMITS = """
## Limits

- It knows intents in the words of its sets and of ours, in English. A harmful request in other
  words, in many steps or in the words of care goes on to retrieval, which answers only from
  approved text.
- MedSafetyBench was written by language models; many of its requests share their openings, so its
  test part is easier than what a person would type. Our own test part was written together with
  what trained it. SimpleSafetyTests is the one set here of a kind that was not trained on.
- MedSafetyBench holds requests that are odd or unkind rather than harmful, and some that a hospital
  may ask; letting those through is right.
- K-QA and LiveQA are patients' questions, not clinicians': “should I stop my tablets” asks for a
  decision, and stopping it is what individual_decision is for. They are counted as false stops.
- Individual decisions have no public set; what is known of them is from our own questions.
"""


def card(examples: Sequence[Example], weights: Weights, columns: Columns) -> str:
    """The whole page, with what rules and model together decide on every set."""
    decided = decisions(examples, weights, columns)
    lines = [_BEGINNING, "## Decisions of rules and model together", ""]
    believed = ", ".join(f"{kind} {chance}" for kind, chance in weights.thresholds.items())
    lines += [
        f"Stopped where the probability of anything but legitimate is at least: {believed}; harm "
        f"is named from {weights.named} on where it may be something else. Set on the calibration "
        "part so that fewer than one in a hundred legitimate clinical questions are stopped.",
        "",
    ]
    for part in ("calibrate", "test"):
        lines += [
            f"### {part.capitalize()} part",
            "",
            "| set | questions | stopped as harm | as individual | as elsewhere | in all |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for source in sorted({one.source for one in examples}):
            chosen = [
                kind
                for one, kind in zip(examples, decided, strict=True)
                if (one.source, one.part) == (source, part)
            ]
            if chosen:
                lines.append(_row(source, chosen))
        lines.append("")
    counted = Counter(one.kind for one in examples if one.part == "train")
    lines.append(
        "Trained on "
        + ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in counted.items())
        + "; mistyped copies not counted."
    )
    return "\n".join(lines) + "\n" + _LIMITS


def decisions(examples: Sequence[Example], weights: Weights, columns: Columns) -> list[Kind]:
    """What rules and model make of every question; an order to the system counts as harm."""
    chances = weights.probabilities(columns([one.question for one in examples]))
    decided = []
    for one, row in zip(examples, chances, strict=True):
        verdict = certainly(one.question)
        if verdict is UNSAFE:
            decided.append(Kind.HARMFUL)
        else:
            decided.append(Kind(verdict) if verdict else weights.decide(row))
    return decided


def _row(source: str, decided: Sequence[Kind]) -> str:
    shares = [
        _rate([kind in kinds for kind in decided])
        for kinds in (
            {Kind.HARMFUL, Kind.SELF_HARM},
            {Kind.INDIVIDUAL},
            {Kind.ELSEWHERE},
            set(Kind) - {Kind.LEGITIMATE},
        )
    ]
    return f"| {source} | {len(decided):,} | {' | '.join(shares)} |"


def _rate(hits: Sequence[bool]) -> str:
    units = [str(number) for number in range(len(hits))]
    rate = rate_interval([float(hit) for hit in hits], [1] * len(hits), units)
    return f"{rate.mean:.3f} [{rate.low:.3f}–{rate.high:.3f}]"
