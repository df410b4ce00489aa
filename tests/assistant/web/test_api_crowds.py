"""Many who ask at once wait in turn, and one too many is told when to come back."""

import asyncio

import pytest

from assistant.web.api.failing import failed
from assistant.web.api.turns import LONGEST, Turns
from assistant.web.failures import CrowdedError


async def take(turns, by, order, name, hold):
    async with turns.turn(by):
        order.append(name)
        await hold.wait()


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def test_no_more_are_answered_at_once_than_may_be_and_the_first_to_come_is_the_first_served():
    async def scene():
        turns, order, hold = Turns(at_once=2), [], asyncio.Event()
        tasks = [asyncio.create_task(take(turns, f"user {n}", order, n, hold)) for n in range(5)]
        await settle()
        assert order == [0, 1]
        assert turns.waiting == 3
        hold.set()
        await asyncio.gather(*tasks)
        assert order == [0, 1, 2, 3, 4]
        assert turns.waiting == 0

    asyncio.run(scene())


@pytest.mark.parametrize(("of_one", "status"), [(99, 503), (3, 429)])
def test_one_too_many_is_told_when_to_come_back(of_one, status):
    async def scene():
        turns = Turns(at_once=1, waiting=3 if of_one == 99 else 99, of_one=of_one)
        hold = asyncio.Event()
        tasks = [asyncio.create_task(take(turns, "ana", [], n, hold)) for n in range(4)]
        await settle()
        with pytest.raises(CrowdedError) as refused:
            await take(turns, "ana", [], "late", hold)
        response = failed(refused.value)
        assert response.status_code == status
        assert 1 <= int(response.headers["retry-after"]) <= LONGEST
        if status == 429:  # Somebody else still has room.
            other = asyncio.create_task(take(turns, "ben", [], "other", hold))
            tasks.append(other)
            await settle()
            assert turns.waiting == 4
        hold.set()
        await asyncio.gather(*tasks)

    asyncio.run(scene())


def test_who_leaves_while_waiting_leaves_no_place_taken():
    async def scene():
        turns, order, hold = Turns(at_once=1, waiting=1), [], asyncio.Event()
        first = asyncio.create_task(take(turns, "ana", order, 1, hold))
        await settle()
        second = asyncio.create_task(take(turns, "ben", order, 2, hold))
        await settle()
        second.cancel()
        await settle()
        assert turns.waiting == 0
        third = asyncio.create_task(take(turns, "cat", order, 3, hold))
        await settle()
        hold.set()
        await asyncio.gather(first, third)
        assert order == [1, 3]

    asyncio.run(scene())


def test_a_question_that_fails_gives_its_turn_back():
    async def scene():
        turns = Turns(at_once=1)
        for _ in range(3):
            with pytest.raises(ValueError, match="broken"):
                async with turns.turn("ana"):
                    raise ValueError("broken")
        assert turns.waiting == 0

    asyncio.run(scene())
