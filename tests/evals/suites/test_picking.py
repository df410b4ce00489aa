"""Cases are picked by tag, id and key; a filter that fits nothing is an error."""

import pytest

from corpus.errors import SuiteError
from evals.suites.picking import select
from evals.suites.reading import read_suite

TEXT = """\
suite: s
about: t
cases:
  - {id: fluids-1, question: How?, expect: answer, facts: [a], tags: {kind: direct, hazard: dose}}
  - {id: fluids-2, question: how, variant_of: fluids-1, tags: {kind: typo}}
  - {id: far, question: Who?, expect: refuse, tags: {kind: far_off}}
"""


@pytest.fixture
def suites(tmp_path):
    (tmp_path / "s.yaml").write_text(TEXT)
    (tmp_path / "t.yaml").write_text(TEXT.replace("suite: s", "suite: t"))
    return read_suite(tmp_path / "s.yaml"), read_suite(tmp_path / "t.yaml")


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({}, ["s/fluids-1", "s/fluids-2", "s/far", "t/fluids-1", "t/fluids-2", "t/far"]),
        ({"tags": ["kind=typo"]}, ["s/fluids-2", "t/fluids-2"]),
        ({"tags": ["kind=typo", "kind=far_off"], "ids": ["s/*"]}, ["s/fluids-2", "s/far"]),
        ({"tags": ["hazard=dose", "kind=direct"]}, ["s/fluids-1", "t/fluids-1"]),
        ({"ids": ["far", "t/fluids-?"]}, ["s/far", "t/fluids-1", "t/fluids-2", "t/far"]),
        ({"only": {"t/far", "u/gone"}}, ["t/far"]),
    ],
)
def test_the_cases_that_pass_every_filter_are_kept(suites, filters, keys):
    assert [case.key for suite in select(suites, **filters) for case in suite.cases] == keys


def test_a_variant_without_its_case_keeps_what_it_took_over(suites):
    variant = select(suites, ids=["s/fluids-2"])[0].cases[0]
    assert variant.facts == suites[0].cases[0].facts
    assert variant.tags["hazard"] == "dose"


def test_a_suite_of_which_some_cases_are_picked_keeps_its_digest(suites):
    assert select(suites, ids=["s/far"])[0].sha256 == suites[0].sha256


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        ({"tags": ["kind"]}, "write it as kind=typo"),
        ({"tags": ["kinds=typo"]}, "did you mean kind"),
        ({"tags": ["kind=tpyo"]}, "did you mean typo"),
        ({"tags": ["kind=zzzzz"]}, "it is one of direct, far_off, typo"),
        ({"ids": ["fluid-1"]}, "did you mean fluids-1"),
        ({"ids": ["far", "zz*"]}, "no case of these suites is called 'zz"),
        ({"ids": ["far"], "tags": ["kind=typo"]}, "fits all the filters"),
        ({"only": set()}, "fits all the filters"),
    ],
)
def test_a_filter_that_fits_nothing_is_named(suites, filters, says):
    with pytest.raises(SuiteError, match=says):
        select(suites, **filters)
