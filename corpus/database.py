"""The database under the catalogue: SQLite or PostgreSQL, its connections, turns and errors."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from corpus.errors import SettingsError, StorageError
from corpus.storage import one_writer

WAIT_SECONDS = 30
"""How long a writer waits for its turn."""
NETWORK_SECONDS = 35
"""How long a server may be silent; longer than a wait for a turn."""
_TURN = 0x636C696E
"""The number of the advisory lock by which writers on PostgreSQL take turns."""
_EXAMPLE = (
    "write postgresql://USER:PASSWORD@HOST/DATABASE, or leave it out for SQLite in the home folder"
)


class Database:
    """One database, known by `name`. Raises SettingsError and StorageError, never a password."""

    def __init__(self, home: Path, url: str = "") -> None:
        inside = URL.create("sqlite", database=str(home / "catalogue.sqlite"))
        self._url = _parse(url) if url.strip() else inside
        self.file: Path | None = None
        """Where SQLite keeps it; None for a server."""
        if self._url.get_backend_name() == "sqlite":
            self.file = Path(str(self._url.database))
        self._opened: tuple[int, int] | None = None
        self.name = str(self.file or _without_password(self._url))
        if self.file:
            self._engine = create_engine(self._url)
            event.listen(self._engine, "connect", _keep_safe)
        else:
            self._engine = _server_engine(self._url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self._errors():
            self._follow_file()
            with self._engine.connect() as connection:
                yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that no other writer can slip into between its reading and writing."""
        with self._errors():
            self._follow_file()
            with self._engine.begin() as connection:
                if self.file:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
                yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection | None]:
        """A connection that writes not one byte, to see whose tables these are; None without any.

        An ordinary one would already switch SQLite's journal, or empty a log left by a crash.
        """
        if not self.file:
            with self.reading() as connection:
                yield connection
            return
        with self._errors():
            if not self.file.exists():
                yield None
                return
            # A reader that may not write leaves its shared memory behind; where no log is to be
            # emptied, an ordinary one changes nothing and leaves nothing.
            mode = "ro" if self.file.with_name(f"{self.file.name}-wal").exists() else "rw"
            address = f"sqlite:///file:{quote(str(self.file.absolute()))}?mode={mode}&uri=true"
            engine = create_engine(address, poolclass=NullPool)
            with engine.connect() as connection:
                yield connection

    def setting_up(self) -> AbstractContextManager[None]:
        """One process at a time makes or migrates tables; a server sees to that by its turns."""
        if not self.file:
            return nullcontext()
        # Two connections cannot both switch a new file to a write-ahead log: one would fail.
        return one_writer(self.file.parent, "catalogue", patience=2 * WAIT_SECONDS)

    def _follow_file(self) -> None:
        """Let go of a file that another one was put in place of: connections still read the old.

        A file that was there and is gone is an error, not a reason to make an empty one.
        """
        if not self.file or not (self._opened or self.file.exists()):
            return
        found = self.file.stat()
        if (found.st_dev, found.st_ino) != self._opened:
            self._opened = found.st_dev, found.st_ino
            self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            step = (
                "check free space and rights of the home folder"
                if self.file
                else "check that the server runs, and the address, user and password in the "
                "setting catalogue"
            )
            raise StorageError(
                f"the catalogue {self.name} cannot be used ({_cause(error, self._url)}): "
                f"nothing was changed; {step}"
            ) from error


def _without_password(url: URL) -> URL:
    return URL.create(
        url.drivername,
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
    )


def _parse(address: str) -> URL:
    """The address of the setting; no message shows it, because it may hold a password."""
    try:
        url = make_url(address.strip())
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise SettingsError(
            f"the setting catalogue is no address of a database: {_EXAMPLE}"
        ) from None
    if kind in ("postgresql", "postgres"):
        driver = url.drivername.partition("+")[2] or "pg8000"
        return url.set(drivername=f"postgresql+{driver}")
    if kind != "sqlite":
        raise SettingsError(f"the setting catalogue names {kind!r}, which is not known: {_EXAMPLE}")
    if url.database in (None, "", ":memory:"):
        raise SettingsError(
            "the setting catalogue names SQLite without a file: write sqlite:////PATH/TO/FILE, "
            "or leave it out for the one in the home folder"
        )
    return url


def _server_engine(url: URL) -> Engine:
    options: dict[str, Any] = {}
    if url.drivername == "postgresql+pg8000":
        options = {"timeout": NETWORK_SECONDS, **_options(url.query)}
        url = url.set(query={})
    try:
        return create_engine(
            url,
            connect_args=options,
            # A writer has to see what was written while it waited, however the server is set.
            isolation_level="READ COMMITTED",
            # A server that was restarted closed the connections that were kept open.
            pool_pre_ping=True,
        )
    except (ArgumentError, ImportError):
        raise SettingsError(
            f"the setting catalogue asks for the driver {url.drivername!r}, which is not "
            f"installed: {_EXAMPLE}"
        ) from None


def _options(query: Mapping[str, Any]) -> dict[str, Any]:
    """What stands after the question mark of an address, as pg8000 takes it."""
    mode = query.get("sslmode", "prefer")
    known = {"disable": False, "prefer": None, "require": True, "verify-full": None}
    if set(query) - {"sslmode", "unix_sock"} or mode not in known:
        raise SettingsError(
            "the setting catalogue has an option that is not known: its address takes sslmode "
            f"({', '.join(known)}) and unix_sock (the server's socket)"
        )
    options: dict[str, Any] = {"ssl_context": known[mode]}
    if mode == "verify-full":
        import ssl

        options["ssl_context"] = ssl.create_default_context()
    if "unix_sock" in query:
        options["unix_sock"] = query["unix_sock"]
    return options


def _cause(error: BaseException, url: URL) -> str:
    """What the driver says, in one line and without the password."""
    cause = getattr(error, "orig", None) or error
    said = cause.args[0] if cause.args else cause
    if isinstance(said, Mapping):  # pg8000 hands over the fields of the server's message.
        said = said.get("M", said)
    if isinstance(cause, OSError):
        said = cause
    text = " ".join(str(said).split()).rstrip(".")
    return text.replace(str(url.password), "***") if url.password else text


def _keep_safe(connection: Any, _record: object) -> None:
    """Survive a power cut, wait for other writers, and let readers go on meanwhile."""
    wait = f"busy_timeout={WAIT_SECONDS * 1000}"
    for pragma in (wait, "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
