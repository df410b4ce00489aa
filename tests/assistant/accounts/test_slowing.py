"""Guessing passwords gets slower, and nobody is locked out for long."""

import pytest

from assistant.accounts.slowing import (
    FORGOTTEN,
    LONGEST_WAIT,
    PER_ACCOUNT,
    PER_ADDRESS,
    REMEMBERED,
    SlowedError,
    Slowing,
)


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def slowing(clock):
    return Slowing(clock)


def waited(slowing):
    with pytest.raises(SlowedError) as caught:
        slowing.attempt("ann", "1.1.1.1")
    return caught.value.seconds


def test_a_few_wrong_passwords_cost_nothing_and_more_of_them_ever_longer(slowing, clock):
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    waits = []
    for _ in range(12):
        waits.append(waited(slowing))
        clock.now += waits[-1]
        slowing.attempt("ann", "1.1.1.1")
    assert waits == sorted(waits)
    assert waits[0] <= 2
    assert waits[3] > 2 * waits[1]
    assert max(waits) <= LONGEST_WAIT + 1


def test_a_day_allows_few_guesses_at_one_account(slowing, clock):
    guesses = 0
    while clock.now < 24 * 3600:
        try:
            slowing.attempt("ann", f"{guesses}")
            guesses += 1
        except SlowedError as error:
            clock.now += error.seconds
    assert guesses < 320


def test_another_account_from_another_address_is_not_slowed(slowing):
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    waited(slowing)
    slowing.attempt("bob", "2.2.2.2")


def test_an_account_is_slowed_wherever_the_guesses_come_from(slowing):
    for number in range(PER_ACCOUNT):
        slowing.attempt(" ANN " if number % 2 else "ann", f"1.1.1.{number}")
    waited(slowing)


def test_an_address_is_slowed_whatever_names_it_tries(slowing):
    for number in range(PER_ADDRESS):
        slowing.attempt(f"name{number}", "1.1.1.1")
    waited(slowing)


def test_the_right_password_clears_the_account(slowing):
    for _ in range(100):
        slowing.attempt("ann", "1.1.1.1")
        slowing.succeed("ann", "1.1.1.1")


def test_one_right_password_does_not_clear_an_address(slowing, clock):
    """Else whoever has an account could guess at others without end."""
    with pytest.raises(SlowedError):
        for number in range(100):
            slowing.attempt(f"name{number}", "1.1.1.1")
            slowing.attempt("own", "1.1.1.1")
            slowing.succeed("own", "1.1.1.1")


def test_failures_are_forgotten(slowing, clock):
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    clock.now += FORGOTTEN + 1
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")


def test_memory_is_bounded(slowing):
    for number in range(REMEMBERED):
        slowing.attempt(f"name{number}", f"address{number}")
    assert len(slowing._failed) <= REMEMBERED
