"""Makes guessing passwords slow, by account and by address, for all servers of a home."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select

from corpus.database import Database
from corpus.errors import AccountError
from corpus.schema import guesses as table
from corpus.schema import in_utc

PER_ACCOUNT = 5
"""Wrong passwords for one account from one address before the next has to wait."""
PER_ADDRESS = 20
"""More for whatever accounts, because a whole ward may share one address."""
ANYWHERE = 30
"""For one account from all addresses together, but for those its owner signs in from."""
LONGEST_WAIT = timedelta(seconds=300)
"""A wait doubles with every failure up to this."""
FORGOTTEN = timedelta(hours=1)
"""After which failures no longer count."""
FAMILIAR = timedelta(days=30)
"""For so long after signing in, an account is not slowed at that address by guesses elsewhere:
else anybody who knows a name could lock its owner out."""

Key = tuple[str, str]
"""Account and address, one of them empty where it does not matter."""


class SlowedError(AccountError):
    """Too many wrong passwords; tells how many seconds to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, round(seconds + 0.5))
        super().__init__(
            f"there were too many wrong passwords: try again in {self.seconds} seconds"
        )


@dataclass(frozen=True)
class _Count:
    """What is known of guesses at one account, from one address, or both."""

    failures: int
    failed_at: datetime
    wait_until: datetime
    signed_in_at: datetime | None = None


class Slowing:
    """Counts failures in the catalogue, for every process that uses it. StorageError.

    The clocks of several servers have to agree to some seconds.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock

    def attempt(self, name: str, address: str) -> None:
        """Count a password as wrong before it is looked at, so that many at once count too.

        Raises SlowedError when it has to wait; it is not counted then.
        """
        account, place, now = _account(name), _place(address), self._clock()
        with self._database.changing() as connection:
            known = _known(connection, account, place, now)
            last = known[account, place].signed_in_at
            limits = {(account, place): PER_ACCOUNT, ("", place): PER_ADDRESS}
            if last is None or now >= last + FAMILIAR:
                limits[account, ""] = ANYWHERE
            until = max(known[key].wait_until for key in limits)
            if until > now:
                # Of a clock that was set back, nobody waits longer than ever.
                raise SlowedError(min(until - now, LONGEST_WAIT).total_seconds())
            _forget(connection, now)
            _write(
                connection,
                {
                    key: replace(
                        known[key],
                        failures=known[key].failures + 1,
                        failed_at=now,
                        wait_until=now + _wait(known[key].failures + 1 - limit),
                    )
                    for key, limit in limits.items()
                },
            )

    def succeed(self, name: str, address: str) -> None:
        """It was right after all: the account's failures here are forgotten, others lessened."""
        account, place, now = _account(name), _place(address), self._clock()
        with self._database.changing() as connection:
            known = _known(connection, account, place, now)
            here = known.pop((account, place))
            last = here.signed_in_at
            familiar = last is not None and now < last + FAMILIAR
            changed = {
                key: replace(one, failures=max(0, one.failures - 1), wait_until=now)
                for key, one in known.items()
                # Where it is familiar, it was not counted.
                if not (familiar and key == (account, ""))
            }
            _write(connection, {**changed, (account, place): _Count(0, now, now, now)})


def _known(connection: Connection, account: str, place: str, now: datetime) -> dict[Key, _Count]:
    """The three counts that a password goes into, without what is forgotten."""
    keys = ((account, place), ("", place), (account, ""))
    query = select(table).where(or_(*map(_is, keys)))
    found = {(row.account, row.address): _read(row, now) for row in connection.execute(query)}
    return {key: found.get(key, _Count(0, now, now)) for key in keys}


def _read(row: Any, now: datetime) -> _Count:
    signed_in = in_utc(row.signed_in_at) if row.signed_in_at else None
    if now >= in_utc(row.failed_at) + FORGOTTEN:
        return _Count(0, now, now, signed_in)
    return _Count(row.failures, in_utc(row.failed_at), in_utc(row.wait_until), signed_in)


def _write(connection: Connection, counts: Mapping[Key, _Count]) -> None:
    connection.execute(delete(table).where(or_(*map(_is, counts))))
    connection.execute(
        insert(table),
        [
            {
                "account": account,
                "address": place,
                "failures": one.failures,
                "failed_at": one.failed_at,
                "wait_until": one.wait_until,
                "signed_in_at": one.signed_in_at,
            }
            for (account, place), one in counts.items()
        ],
    )


def _forget(connection: Connection, now: datetime) -> None:
    """Nothing else has to tidy up."""
    strange = or_(table.c.signed_in_at.is_(None), table.c.signed_in_at < now - FAMILIAR)
    connection.execute(delete(table).where(and_(table.c.failed_at < now - FORGOTTEN, strange)))


def _is(key: Key) -> Any:
    return and_(table.c.account == key[0], table.c.address == key[1])


def _wait(over: int) -> timedelta:
    """After so many failures more than the limit; the one after the limit is the first to wait."""
    return min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(over, 20))) if over >= 0 else timedelta()


def _account(name: str) -> str:
    """16 bits of a digest: too few to tell what was typed, and accounts seldom share them."""
    words = name.strip().lower().encode("utf-8", "replace")
    return hashlib.sha256(words).hexdigest()[:4]


def _place(address: str) -> str:
    """The address, or of IPv6 its network: a single computer has a whole one to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:80]
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))
