"""The metadata CSV that a curator fills in for a whole collection."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from posixpath import normpath

from corpus.errors import MetadataError
from corpus.metadata import KEYS

_MAX_BYTES = 50 * 1024 * 1024
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet runs it: what begins like a formula gets an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` gave it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class Row(dict[str, str]):
    """What one row states, by key, without its `file` and without empty fields."""

    def __init__(self, values: dict[str, str], place: str) -> None:
        super().__init__(values)
        self.place = place
        """Name of the table and number of the line, for messages."""


def read_metadata_csv(path: Path) -> dict[str, Row]:
    """The rows by their `file`, or by their `id` where they name no file.

    Values are not checked here: `corpus.metadata.parse_metadata` does. Raises MetadataError with
    the line when the table is malformed, or two rows are about one file or document version.
    """
    reader = csv.reader(io.StringIO(_load(path), newline=""), strict=True)
    rows: dict[str, Row] = {}
    lines: dict[str, int] = {}
    versions: dict[tuple[str, str], int] = {}
    columns: list[str] = []
    try:
        for cells in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, path, line)
                continue
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                raise MetadataError(
                    f"{path.name}, line {line}: {len(cells)} fields for {len(columns)} columns: "
                    "put quotation marks around values that hold a comma"
                )
            values = {
                column: unguarded(cell.strip())
                for column, cell in zip(columns, cells, strict=False)
                if cell.strip()
            }
            name = values.pop("file", "").replace("\\", "/")
            document = values.get("id", "")
            key = normpath(name) if name else document
            if not key:
                raise MetadataError(
                    f"{path.name}, line {line}: the row names no file and no id: fill in one"
                )
            if key in rows:
                raise MetadataError(
                    f"{path.name}, line {line}: {key[:120]!r} already stands on line {lines[key]}: "
                    "keep one of the two rows"
                )
            version = (document, values.get("version", ""))
            if document and version in versions:
                stated = f"version {version[1][:60]!r}" if version[1] else "no version"
                raise MetadataError(
                    f"{path.name}, line {line}: document {document[:120]!r} with {stated} already "
                    f"stands on line {versions[version]}: keep one of the two rows, or give each "
                    "file its own id or version"
                )
            rows[key], lines[key] = Row(values, f"{path.name}, line {line}"), line
            versions[version] = line
    except csv.Error as error:
        raise MetadataError(
            f"{path.name}, line {reader.line_num}: not CSV ({error}): export it again as CSV UTF-8"
        ) from None
    if not columns:
        raise MetadataError(f"{path.name} is empty: its first line must name the columns")
    return rows


def files_named(table: Mapping[str, Mapping[str, str]], folder: Path) -> list[Path]:
    """The files that the rows of a CSV in `folder` name; MetadataError when one is not there."""
    named = [name for name, values in table.items() if values.get("id") != name]
    if not named:
        raise MetadataError(
            "no row of the CSV names a file: add the column file, or give the files themselves"
        )
    missing = [name for name in named if not (folder / name).is_file()]
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise MetadataError(
            f"the CSV names files that are not there ({', '.join(missing[:5])}{more}): their paths "
            f"are taken from its own folder {folder}; correct them"
        )
    return [folder / name for name in named]


def _columns(cells: list[str], path: Path, line: int) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    known = ("file", *KEYS)
    unknown = [column for column in columns if column not in known]
    repeated = sorted({column for column in columns if columns.count(column) > 1})
    if "file" not in columns and "id" not in columns:
        raise MetadataError(
            f"{path.name}, line {line}: neither a column file nor a column id: the first line must "
            f"name the columns, separated by commas, out of {', '.join(known)}"
        )
    if unknown:
        listed = ", ".join(repr(column[:40]) for column in unknown)
        raise MetadataError(
            f"{path.name}, line {line}: unknown columns {listed}: use only {', '.join(known)}"
        )
    if repeated:
        raise MetadataError(
            f"{path.name}, line {line}: columns named twice: {', '.join(repeated)}: keep one"
        )
    return columns


def _load(path: Path) -> str:
    try:
        if not path.is_file():
            raise MetadataError(f"{path.name} is not a file: give the path of a metadata CSV")
        if path.stat().st_size > _MAX_BYTES:
            raise MetadataError(f"{path.name} is larger than {_MAX_BYTES} bytes: split it")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MetadataError(
            f"{path.name} cannot be read ({reason}): check path and rights"
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MetadataError(
            f"{path.name}, line {line}: not UTF-8: export it again as CSV UTF-8"
        ) from None
    if "\0" in text:
        raise MetadataError(f"{path.name} is not CSV: it holds binary data: export it as CSV UTF-8")
    return text
