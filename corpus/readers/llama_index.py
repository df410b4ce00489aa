"""Reads files through any llama-index reader that the settings name; its types stay in here."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from inspect import Parameter, signature
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus.errors import DocumentError, SettingsError
from corpus.readers.builder import TextBuilder, clean
from corpus.readers.choose import load, shown
from corpus.readers.markdown import read_markdown
from corpus.readers.omissions import Omissions
from corpus.readers.plain import read_plain
from corpus.readers.reading import Problem, Reading
from corpus.text import BlockKind, Text

_TAKES_FILE = re.compile(r"file|path|source|input")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_RULE = re.compile(
    r"^[ \t]*+\|?+(?:[ \t]*+:?-{3,}+:?[ \t]*+\|)++[ \t]*+(?::?-{3,}+:?)?[ \t]*+$", re.MULTILINE
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LABEL = 40
"""Characters of a page label that are kept."""

_Part = tuple[str, str | None]
"""What a reader made of a part of a file: the text, and the label of its page if it has one."""


def open_reader(name: str, readers: Mapping[str, str]) -> "LlamaIndexReader":
    """The reader that `readers`, from names to `package.module.Class`, has under `name`.

    Raises SettingsError when there is none of that name, or its class is not installed, is no
    llama-index reader, or reads something else than files.
    """
    if name not in readers:
        known = ", ".join(sorted(readers)) or "none"
        raise SettingsError(
            f"the settings name no reader {name!r} (known: {known}): add it to [readers] in "
            f'settings.toml as {name} = "package.module.Class"'
        )
    reader = LlamaIndexReader(name, readers[name])
    reader.check()
    return reader


@dataclass(frozen=True)
class LlamaIndexReader:
    """One reader by name; picklable, so that worker processes can call it."""

    name: str
    """As the settings call it."""
    path: str
    """`package.module.Class`."""

    def __call__(self, file: Path) -> Reading:
        """Read one file into canonical text; DocumentError, naming the file, when that fails."""
        try:
            load(file)  # For what it refuses: links, devices, files that are empty or endless.
            return self._reading([*self._documents(file)])
        except DocumentError as error:
            raise DocumentError(f"{shown(file)}: {error}") from error

    def check(self) -> None:
        """Raise SettingsError when this is no reader that can be given a file."""
        with _silence():
            made = self._class()
        wanted = [name for name, one in _parameters(made) if one.default is Parameter.empty]
        if wanted and not _takes_files(made):
            raise SettingsError(
                f"{self._named()} needs {', '.join(wanted)} to be made: name one that needs "
                "nothing, or a class of your own that fills this in"
            )
        taken = [name for name, _ in _parameters(_loader(made))]
        if taken and not _takes_files(made) and not _TAKES_FILE.search(taken[0]):
            raise SettingsError(
                f"{self._named()} reads {taken[0]}, not files: name one that loads a file"
            )

    def _class(self) -> Any:
        """The class; raises SettingsError."""
        try:
            installed = find_spec("llama_index.core") is not None
        except ModuleNotFoundError:
            installed = False
        if not installed:
            raise SettingsError(
                f"{self._named()} needs llama-index, which is not installed: "
                "pip install 'clinical-assistant[readers]'"
            )
        from llama_index.core.readers.base import BaseReader

        module, _, called = self.path.rpartition(".")
        try:
            found = getattr(import_module(module), called)
        except Exception as error:  # Importing runs whatever stands in a module.
            raise SettingsError(
                f"{self._named()} cannot be imported ({_sentence(error)}): install its package, "
                "or correct [readers] in settings.toml"
            ) from None
        if not (isinstance(found, type) and issubclass(found, BaseReader)):
            raise SettingsError(
                f"{self._named()} is no llama-index reader: name a class made from BaseReader"
            )
        return found

    def _documents(self, file: Path) -> Iterator[_Part]:
        """The text and the page label, if any, of each document that the reader makes of a file."""
        from llama_index.core.schema import Document

        try:
            with _silence():
                documents = _run(self._class(), file)
        except MemoryError:
            raise
        except (Exception, SystemExit) as error:
            # Readers that try again, or read for another, raise the cause wrapped.
            cause = error.__cause__ or error
            raise DocumentError(
                f"the reader {self.name} failed ({_sentence(cause)}): check the file, "
                "or read it with another reader"
            ) from None
        for document in documents:
            if not isinstance(document, Document) or not isinstance(document.text, str):
                raise DocumentError(
                    f"the reader {self.name} returned {type(document).__name__}, not text: "
                    "read it with another reader"
                )
            if _SURROGATE.search(document.text):
                raise DocumentError(
                    f"the reader {self.name} returned bytes it could not decode: "
                    "save the file as UTF-8, or read it with another reader"
                )
            label = document.metadata.get("page_label")
            yield document.text, None if label is None else str(label)

    def _reading(self, documents: list[_Part]) -> Reading:
        """One text of all documents, as pages where every one of them says on which it stands."""
        whole = "\n\n".join(text for text, _ in documents)
        if not whole.strip():
            raise DocumentError(
                f"the reader {self.name} found no text in it: check the file, "
                "or read it with another reader"
            )
        read = read_markdown if _is_markdown(whole) else read_plain
        paged = all(label is not None for _, label in documents)
        reading = _paged(documents, read) if paged else read(whole.replace("\f", "\n\n"))
        if not reading.text.content:
            raise DocumentError(f"the reader {self.name} found nothing in it that can be read")
        problems = [Problem(f"read by {self.path}: compare its text with the file")]
        if lost := whole.count("\ufffd"):
            problems.append(Problem(f"{lost} characters could not be decoded and show as U+FFFD"))
        return replace(reading, problems=(*problems, *reading.problems))

    def _named(self) -> str:
        return f"the reader {self.name!r} ({self.path})"


@contextmanager
def _silence() -> Iterator[None]:
    """What foreign code prints would stand among our own output."""
    nowhere = StringIO()  # Never closed: a log set up meanwhile goes on writing to it.
    with redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield


def _run(made: Any, file: Path) -> list[Any]:
    """What the reader makes of the file, whichever way it wants to be told about it."""
    if not _takes_files(made):
        return list(made().load_data(file))
    # By itself it drops what it cannot decode, and "5 µg" becomes "5 g"; and it prints errors.
    strict = {"input_files": [file], "errors": "strict", "raise_on_error": True}
    known = dict(_parameters(made))
    return list(made(**{key: strict[key] for key in strict if key in known}).load_data())


def _takes_files(made: Any) -> bool:
    """Whether files are given when it is made, as to SimpleDirectoryReader."""
    return "input_files" in dict(_parameters(made))


def _loader(made: Any) -> Any:
    from llama_index.core.readers.base import BaseReader

    return made.lazy_load_data if made.load_data is BaseReader.load_data else made.load_data


def _parameters(called: Callable[..., Any]) -> list[tuple[str, Parameter]]:
    """The parameters by name, without `self` and without the catch-alls."""
    catching = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    return [
        (name, one)
        for name, one in signature(called).parameters.items()
        if name != "self" and one.kind not in catching
    ]


def _is_markdown(source: str) -> bool:
    """Whether it surely is: a lone "# " may be anything, and Markdown takes signs for its own."""
    headings = len(_HEADING.findall(source))
    return headings > 1 or (headings == 1 and _RULE.search(source) is not None)


def _paged(documents: list[_Part], read: Callable[[str], Reading]) -> Reading:
    """Documents of the same label one after another stand on the same page."""
    builder = TextBuilder()
    problems: list[Problem] = []
    stated: Mapping[str, str] = {}
    # Pages without a label are not one page.
    pages = groupby(enumerate(documents), key=lambda placed: placed[1][1] or placed[0])
    for number, (label, placed) in enumerate(pages, 1):
        reading = read("\n\n".join(text for _, (text, _) in placed).replace("\f", "\n\n"))
        printed = clean(Omissions().strip_hidden(label)) if isinstance(label, str) else ""
        builder.start_page(number, printed[:_LABEL])
        _append(builder, reading.text)
        problems += [replace(problem, page=number) for problem in reading.problems]
        if not reading.text.content:
            problems.append(Problem("no text was found on it: it may be a picture", number))
        stated = stated or reading.metadata
    return Reading(builder.build(), stated, tuple(problems))


def _append(builder: TextBuilder, text: Text) -> None:
    """Add the blocks of another text."""
    tables: dict[int, int] = {}
    for block in text.blocks:
        if block.table and block.table not in tables:
            tables[block.table] = builder.start_table()
        table = tables.get(block.table, 0)
        if block.cells:
            header = block.kind is BlockKind.TABLE_HEADER
            builder.add_row([text[cell] for cell in block.cells], table=table, header=header)
        else:
            builder.add(block.kind, text[block], level=block.level, table=table)


def _sentence(error: BaseException) -> str:
    """What a foreign error says, on one line and not endless."""
    said = clean("".join(c if c.isprintable() else " " for c in str(error)))
    return f"{type(error).__name__}: {said[:200]}" if said else type(error).__name__
