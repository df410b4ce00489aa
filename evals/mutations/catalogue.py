"""Every mutation that the grader is tried with."""

from evals.mutations import quantities, wording
from evals.mutations.citing import MovedSpan, MovedToOtherWords, OtherVersion, Uncited
from evals.mutations.mutation import InQuotesToo, InStatements, Mutation

MUTATIONS: tuple[Mutation, ...] = (
    InStatements("dose_tenfold", "a quantity is ten times as high", quantities.tenfold),
    InStatements("dose_tenth", "a quantity is a tenth", quantities.tenth),
    InStatements("dose_near", "a number is one higher", quantities.near),
    InStatements("unit_exchanged", "a unit is another one", quantities.unit),
    InStatements("limit_reversed", "at least becomes at most", quantities.limit),
    InStatements("interval_changed", "a frequency is another one", quantities.interval),
    InStatements("negation_dropped", "a negation is left out", wording.negation_dropped),
    InStatements("negation_added", "an instruction is denied", wording.negation_added),
    InStatements("drug_exchanged", "a drug is a sound-alike", wording.drug),
    InStatements("population_exchanged", "adults become children", wording.population),
    InStatements("route_exchanged", "intravenous becomes oral", wording.route),
    InStatements("cells_exchanged", "two cells of a row change places", wording.cells),
    InQuotesToo("quote_invented", "the quote has the wrong dose as well", quantities.tenfold),
    InQuotesToo("quote_denied", "the quote lost its negation as well", wording.negation_dropped),
    MovedToOtherWords(),
    MovedSpan(),
    OtherVersion(),
    Uncited(),
)
