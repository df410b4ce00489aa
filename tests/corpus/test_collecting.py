"""The garbage collector, paused and resumed."""

import gc

import pytest

from corpus.collecting import collector_paused


def test_the_collector_rests_inside_and_works_again_afterwards():
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_inside_leaves_it_working():
    with pytest.raises(ValueError), collector_paused():
        raise ValueError
    assert gc.isenabled()
