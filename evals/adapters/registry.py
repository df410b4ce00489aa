"""The adapters there are."""

from evals.adapters import (
    asq_phi,
    guideline_questions,
    med_safety_bench,
    medquad,
    presidio_research,
    prompt_injection,
    protocol_questions,
    simple_safety_tests,
    squad2,
    xstest,
)
from evals.adapters.adapter import Adapter

ADAPTERS: tuple[Adapter, ...] = (
    asq_phi.ADAPTER,
    guideline_questions.ADAPTER,
    med_safety_bench.ADAPTER,
    medquad.ADAPTER,
    presidio_research.ADAPTER,
    prompt_injection.ADAPTER,
    protocol_questions.ADAPTER,
    simple_safety_tests.ADAPTER,
    squad2.ADAPTER,
    xstest.ADAPTER,
)
