"""Which row of a metadata CSV is about which file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.errors import AssistantError, MetadataError

Row = Mapping[str, str]


class Rows:
    """The rows that `read_metadata_csv` gave, for `files` found in `folders`.

    Raises MetadataError when two rows name the same file, each in its own way.
    """

    def __init__(
        self, table: Mapping[str, Row], files: Sequence[Path], folders: Sequence[Path]
    ) -> None:
        self._table = table
        self._folders = folders
        self._names = Counter(file.name for file in files)
        self._used: set[str] = set()
        for file in files:
            named = list(dict.fromkeys(name for name in self._spellings(file) if name in table))
            if len(named) > 1:
                places = " and ".join(_place(table[name]) or repr(name) for name in named)
                raise MetadataError(
                    f"two rows name the file {file.name!r} ({places}): keep one of them"
                )

    def of_file(self, file: Path) -> Row:
        """The row that names the file; empty when there is none."""
        return self._row(next((name for name in self._spellings(file) if name in self._table), ""))

    def of_id(self, document: str) -> Row:
        """The row that names no file but this document; empty when there is none."""
        return self._row(document)

    @staticmethod
    def blame(row: Row, error: AssistantError) -> str:
        """What the error says, with the place of the row where metadata is at fault."""
        place = _place(row) if isinstance(error, MetadataError) else ""
        return f"{error} (its row: {place})" if place else str(error)

    def unmatched(self) -> list[str]:
        """The files and ids that rows name and no file had."""
        return [name for name in self._table if name not in self._used]

    def _row(self, name: str) -> Row:
        row = self._table.get(name)
        if row is None:
            return {}
        self._used.add(name)
        return row

    def _spellings(self, file: Path) -> Iterator[str]:
        """How a row may name the file, the most exact first."""
        for folder in self._folders:
            if file.is_relative_to(folder):
                yield file.relative_to(folder).as_posix()
        yield file.as_posix()
        if self._names[file.name] == 1:
            # Of several files with one name, a bare name could mean the wrong one.
            yield file.name


def _place(row: Row) -> str:
    """Table and line, of rows that come out of one."""
    return str(getattr(row, "place", ""))
