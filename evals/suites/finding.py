"""Finds suites by name, and picks cases of them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.errors import SuiteError
from evals.suites.mistakes import near
from evals.suites.reading import read_suite
from evals.suites.suite import Suite

ALL = "all"
SET = "set:"
SHIPPED = Path(__file__).parent / "shipped"
_ENDINGS = frozenset({".yaml", ".yml"})

ReadSet = Callable[[str], Suite]
"""Turns what stands after `set:` into a suite; `evals.adapters.Sets.read` is one."""


def shipped_suites() -> tuple[str, ...]:
    """The names of the suites that come with the software."""
    return tuple(sorted(file.stem for file in SHIPPED.glob("*.yaml")))


def find_suites(names: Sequence[str], read_set: ReadSet | None = None) -> tuple[Suite, ...]:
    """The suites that `names` name, in their order and each once.

    A name is `all` (every shipped suite), a shipped suite, a file, a folder of files, or `set:NAME`
    for a public set. One SuiteError names everything that is wrong.
    """
    if not names:
        raise SuiteError(f"no suite is named: name some, or {ALL} for those that ship")
    found: dict[str, Suite] = {}
    wrong: list[str] = []
    for file in _once(_each(names, wrong)):
        try:
            suite = _read(file, read_set)
        except SuiteError as error:
            wrong.append(str(error))
            continue
        if suite.name in found:
            wrong.append(
                f"{file} and {found[suite.name].file or SET + suite.name} are both called "
                f"{suite.name}: rename one"
            )
        found.setdefault(suite.name, suite)
    if wrong:
        raise SuiteError("; ".join(wrong))
    return tuple(found.values())


def _each(names: Iterable[str], wrong: list[str]) -> Iterable[Path | str]:
    """The files, and the sets as they are named."""
    for name in names:
        if name.startswith(SET):
            yield name
        elif name == ALL:
            yield from (SHIPPED / f"{one}.yaml" for one in shipped_suites())
        elif name in shipped_suites():
            yield SHIPPED / f"{name}.yaml"
        elif name and "\0" not in name and Path(name).is_dir():
            files = sorted(one for one in Path(name).iterdir() if one.suffix in _ENDINGS)
            if not files:
                wrong.append(f"the folder {name!r} holds no suite: one ends in .yaml")
            yield from files
        elif Path(name).suffix in _ENDINGS or "/" in name:
            yield Path(name)
        else:
            hint = near(name, [*shipped_suites(), ALL])
            wrong.append(
                f"no suite is called {name!r}"
                f"{hint or ': see `assistant eval list`, or name a file that ends in .yaml'}"
            )


def _once(files: Iterable[Path | str]) -> Iterable[Path | str]:
    """Each file once, however it is named."""
    known = {one.absolute() if isinstance(one, Path) else one: one for one in files}
    return known.values()


def _read(file: Path | str, read_set: ReadSet | None) -> Suite:
    if isinstance(file, Path):
        return read_suite(file)
    if read_set is None:
        raise SuiteError(f"{file} cannot be had here: name suites that are files")
    return read_set(file.removeprefix(SET))
