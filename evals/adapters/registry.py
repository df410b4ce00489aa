"""The adapters there are."""

from evals.adapters import (
    asq_phi,
    med_safety_bench,
    presidio_research,
    prompt_injection,
    protocol_questions,
    simple_safety_tests,
    xstest,
)
from evals.adapters.adapter import Adapter

ADAPTERS: tuple[Adapter, ...] = (
    asq_phi.ADAPTER,
    med_safety_bench.ADAPTER,
    presidio_research.ADAPTER,
    prompt_injection.ADAPTER,
    protocol_questions.ADAPTER,
    simple_safety_tests.ADAPTER,
    xstest.ADAPTER,
)
