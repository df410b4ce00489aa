"""Guessing passwords gets slower, and nobody is locked out for long."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from assistant.accounts.slowing import (
    ANYWHERE,
    FAMILIAR,
    FORGOTTEN,
    LONGEST_WAIT,
    PER_ACCOUNT,
    PER_ADDRESS,
    SlowedError,
    Slowing,
)
from corpus.database import Database
from corpus.schema import guesses

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self):
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def slowing(accounts, clock):
    return Slowing(accounts.database, clock)


def waited(slowing, name="ann", address="1.1.1.1"):
    with pytest.raises(SlowedError) as caught:
        slowing.attempt(name, address)
    return caught.value.seconds


def guess_elsewhere(slowing, count=ANYWHERE):
    for number in range(count):
        slowing.attempt("ann", f"9.9.{number}.9")


def test_a_few_wrong_passwords_cost_nothing_and_more_of_them_ever_longer(slowing, clock):
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    waits = []
    for _ in range(12):
        waits.append(waited(slowing))
        clock.now += waits[-1] * SECOND
        slowing.attempt("ann", "1.1.1.1")
    assert waits == sorted(waits)
    assert waits[0] <= 2
    assert waits[3] > 2 * waits[1]
    assert max(waits) <= LONGEST_WAIT.total_seconds() + 1


def test_a_day_allows_few_guesses_at_one_account(slowing, clock):
    end, guesses = clock.now + DAY, 0
    while clock.now < end:
        try:
            slowing.attempt("ann", f"{guesses}")
            guesses += 1
        except SlowedError as error:
            clock.now += error.seconds * SECOND
    assert guesses < 340


def test_another_account_from_another_address_is_not_slowed(slowing):
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    waited(slowing)
    slowing.attempt("bob", "2.2.2.2")


def test_guesses_from_one_address_slow_the_account_there_alone(slowing):
    for number in range(PER_ACCOUNT):
        slowing.attempt(" ANN " if number % 2 else "ann", "1.1.1.1")
    waited(slowing)
    slowing.attempt("ann", "2.2.2.2")


def test_an_account_is_slowed_wherever_the_guesses_come_from(slowing):
    guess_elsewhere(slowing)
    waited(slowing, address="2.2.2.2")


def test_who_signed_in_somewhere_is_not_kept_out_there_by_guesses_elsewhere(slowing, clock):
    slowing.attempt("ann", "2.2.2.2")
    slowing.succeed("ann", "2.2.2.2")
    clock.now += FAMILIAR - 60 * SECOND
    guess_elsewhere(slowing)
    waited(slowing, address="3.3.3.3")
    slowing.attempt("ann", "2.2.2.2")
    slowing.succeed("ann", "2.2.2.2")
    # Signing in there gives nobody elsewhere another guess.
    waited(slowing, address="3.3.3.3")


def test_an_address_becomes_strange_again(slowing, clock):
    slowing.attempt("ann", "2.2.2.2")
    slowing.succeed("ann", "2.2.2.2")
    clock.now += FAMILIAR
    guess_elsewhere(slowing)
    waited(slowing, address="2.2.2.2")


def test_guesses_are_slowed_at_a_familiar_address_too(slowing):
    slowing.attempt("ann", "2.2.2.2")
    slowing.succeed("ann", "2.2.2.2")
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "2.2.2.2")
    waited(slowing, address="2.2.2.2")


def test_an_address_is_slowed_whatever_names_it_tries(slowing):
    for number in range(PER_ADDRESS):
        slowing.attempt(f"name{number}", "1.1.1.1")
    waited(slowing)


def test_a_computer_that_changes_its_address_within_its_network_is_the_same(slowing):
    for number in range(PER_ADDRESS):
        slowing.attempt(f"name{number}", f"2001:db8::{number}")
    waited(slowing, address="2001:db8::ffff")
    slowing.attempt("ann", "2001:db8:0:1::1")


def test_the_right_password_clears_the_account(slowing):
    for _ in range(3 * ANYWHERE):
        slowing.attempt("ann", "1.1.1.1")
        slowing.succeed("ann", "1.1.1.1")


def test_one_right_password_does_not_clear_an_address(slowing):
    """Else whoever has an account could guess at others without end."""
    with pytest.raises(SlowedError):
        for number in range(100):
            slowing.attempt(f"name{number}", "1.1.1.1")
            slowing.attempt("own", "1.1.1.1")
            slowing.succeed("own", "1.1.1.1")


def test_failures_are_forgotten_and_so_are_their_rows(slowing, clock, accounts):
    for number in range(PER_ACCOUNT):
        slowing.attempt(f"name{number}", f"1.1.1.{number}")
    clock.now += FORGOTTEN + SECOND
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    with accounts.database.reading() as connection:
        assert len(connection.execute(guesses.select()).all()) == 3


def test_a_restart_and_another_server_know_of_them(slowing, clock, accounts, tmp_path):
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    other = accounts.database if accounts.database.file is None else Database(tmp_path)
    waited(Slowing(other, clock))


def test_many_at_once_are_counted_one_by_one(slowing):
    def guess(_):
        try:
            slowing.attempt("ann", "1.1.1.1")
        except SlowedError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(guess, range(24))) == PER_ACCOUNT


def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_long(slowing, clock):
    clock.now += 5 * DAY
    for _ in range(PER_ACCOUNT):
        slowing.attempt("ann", "1.1.1.1")
    clock.now -= 5 * DAY
    assert waited(slowing) <= LONGEST_WAIT.total_seconds() + 1


def test_what_was_typed_for_a_name_is_not_kept(slowing, accounts):
    """It may have been the password."""
    slowing.attempt("grey heron over the weir", "1.1.1.1")
    with accounts.database.reading() as connection:
        kept = {row.account for row in connection.execute(guesses.select())}
    assert {len(one) for one in kept} == {0, 4}
