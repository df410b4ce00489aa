"""The folder of public sets, and the suites that are made of them by name."""

import hashlib
from pathlib import Path
from urllib.parse import parse_qsl

from corpus.errors import SuiteError
from corpus.storage import write_whole
from evals.adapters.adapter import Adapter, Content
from evals.adapters.registry import ADAPTERS
from evals.suites.case import Case
from evals.suites.mistakes import near
from evals.suites.suite import Suite

VARIABLE = "ASSISTANT_EVALSETS"


class Sets:
    """Reads sets from `folder`, and writes the documents that they bring below `cache`."""

    def __init__(self, folder: Path | None, cache: Path) -> None:
        self._folder = folder
        self._cache = cache

    def present(self) -> tuple[Adapter, ...]:
        """The adapters whose files are there."""
        return tuple(adapter for adapter in ADAPTERS if not self._missing(adapter))

    def read(self, named: str) -> Suite:
        """The suite called `NAME`, or a sample: `NAME?n=400`, another with `NAME?n=400&seed=1`.

        A sample of n is part of every larger one of the same seed. The documents of a set are the
        same for every sample, so that a smaller one is no easier.
        """
        name, _, options = named.partition("?")
        adapter = next((one for one in ADAPTERS if one.name == name), None)
        if adapter is None:
            known = [one.name for one in ADAPTERS]
            hint = near(name, known) or f": there are {', '.join(known)}"
            raise SuiteError(f"no set is called {name!r}{hint}")
        size, seed = _sample_of(named, options)
        folder = self._folder
        if folder is None:
            raise SuiteError(
                f"where the public sets are is not known: name their folder with --sets or "
                f"{VARIABLE} to read set:{name}"
            )
        if missing := self._missing(adapter):
            raise SuiteError(f"set:{name} needs {folder / missing}: put it there, as it came")
        try:
            content = adapter.read(folder)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            reason = f"{type(error).__name__}: {error}"[:200]
            raise SuiteError(
                f"set:{name} is not what it was when its adapter was written ({reason}): get the "
                "copy that SOURCE.txt names"
            ) from None
        if not content.cases:
            raise SuiteError(f"set:{name} holds no case that can be asked: get a whole copy")
        cases = _sample(content.cases, size, seed)
        return Suite(
            name=adapter.name,
            about=adapter.about,
            cases=cases,
            sha256=_digest(cases, content),
            documents=self._written(adapter, content),
        )

    def _missing(self, adapter: Adapter) -> str:
        """A file that the adapter needs and that is not there, or nothing."""
        if self._folder is None:
            return adapter.files[0]
        folder = self._folder
        return next((file for file in adapter.files if not (folder / file).exists()), "")

    def _written(self, adapter: Adapter, content: Content) -> Path | None:
        """The folder with the documents, named by what they hold."""
        if not content.documents:
            return None
        folder = self._cache / f"{adapter.name}-{_digest((), content)[:16]}"
        for identity, markdown in content.documents.items():
            file, data = folder / f"{identity}.md", markdown.encode()
            if not file.is_file() or file.read_bytes() != data:
                write_whole(file, data)
        return folder


def _sample_of(named: str, options: str) -> tuple[int | None, str]:
    """How many cases are wanted, and the seed."""
    chosen = dict(parse_qsl(options, keep_blank_values=True))
    size = chosen.pop("n", None)
    seed = chosen.pop("seed", "0")
    if chosen or (options and not (size or "").isdecimal()) or size == "0":
        raise SuiteError(f"set:{named} asks for no sample: write it as set:NAME?n=400&seed=1")
    return (int(size) if size else None), seed


def _sample(cases: tuple[Case, ...], size: int | None, seed: str) -> tuple[Case, ...]:
    """As good as random, and the same on every machine; in the order of the set.

    The case of which a chosen one is a variant comes along, beyond `size`.
    """
    if size is None:
        return cases

    def lot(case: Case) -> bytes:
        return hashlib.sha256(f"{seed} {case.key}".encode()).digest()

    lots = sorted(cases, key=lot)[:size]
    chosen = {key for case in lots for key in (case.key, case.family)}
    return tuple(case for case in cases if case.key in chosen)


def _digest(cases: tuple[Case, ...], content: Content) -> str:
    digest = hashlib.sha256()
    for case in cases:
        digest.update(f"{case!r}\n".encode())
    for identity, markdown in sorted(content.documents.items()):
        digest.update(f"{identity} {hashlib.sha256(markdown.encode()).hexdigest()}\n".encode())
    return digest.hexdigest()
