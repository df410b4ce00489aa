"""Chooses the reader by what a file holds; its ending is only believed among kinds of text."""

import os
import re
import stat
from pathlib import Path

from corpus.errors import DocumentError
from corpus.readers.reading import Problem, Reading

SUPPORTED = "PDF, DOCX, HTML, Markdown and plain text"
"""For messages."""
MAX_BYTES = 200 * 1024 * 1024
"""Above this a file is no guideline, and reading it could exhaust the memory."""

_KINDS = {
    ".pdf": "PDF", ".docx": "DOCX", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML",
    ".md": "Markdown", ".markdown": "Markdown", ".txt": "plain text", ".text": "plain text",
    "": "plain text",
}  # fmt: skip

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc) or a DOCX locked with a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
    (b"%!PS", "a PostScript file"),
)
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|br|span|section|article)\b", re.IGNORECASE)


def read(path: Path) -> Reading:
    """Read one file into canonical text.

    Raises DocumentError, naming the file, when it is no readable document or holds no text.
    """
    try:
        reading = _read(path)
    except DocumentError as error:
        raise DocumentError(f"{shown(path)}: {error}") from error
    if not reading.text.content and not any(problem.page for problem in reading.problems):
        raise DocumentError(f"{shown(path)}: it holds no text: check the file or leave it out")
    return reading


def _read(path: Path) -> Reading:
    data = load(path)
    named = _KINDS.get(path.suffix.lower())
    if b"%PDF-" in data[:1024]:
        from corpus.readers.pdf import read_pdf

        return _noting_lie(read_pdf(path), path, named, "PDF")
    if data.startswith(b"PK\x03\x04"):
        from corpus.readers.docx import read_docx

        return _noting_lie(read_docx(data), path, named, "DOCX")
    for magic, kind in _FOREIGN:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:512]):
            raise DocumentError(f"it is {kind}; only {SUPPORTED} are read: save it as one of these")
    return _read_text(path, data, named)


def _read_text(path: Path, data: bytes, named: str | None) -> Reading:
    from corpus.readers.decoding import decode
    from corpus.readers.html import read_html
    from corpus.readers.markdown import read_markdown
    from corpus.readers.plain import read_plain

    source, problems = decode(data)
    if _HTML.match(source[:65536]) or (named == "HTML" and _ANY_TAG.search(source)):
        reading, kind = read_html(source), "HTML"
    elif named is None:
        raise DocumentError(
            f"files ending in {path.suffix[:20]!r} are not read, only {SUPPORTED}: "
            "rename it if it is one of these"
        )
    elif named == "Markdown":
        reading, kind = read_markdown(source), "Markdown"
    else:
        reading, kind = read_plain(source), "plain text"
    reading = Reading(reading.text, reading.metadata, problems + reading.problems)
    return _noting_lie(reading, path, named, kind)


def _noting_lie(reading: Reading, path: Path, named: str | None, kind: str) -> Reading:
    """Add a problem when the ending says something else than the content."""
    if named == kind or (not path.suffix and named is not None):
        return reading
    lie = Problem(f"named {path.suffix[:20]} but holds {kind}: it was read as {kind}")
    return Reading(reading.text, reading.metadata, (lie, *reading.problems))


def load(path: Path) -> bytes:
    """The bytes of a regular file that is not a link, not empty and not too large.

    Raises DocumentError, without the file's name.
    """
    try:
        # Not following links keeps a folder from handing in files from elsewhere; not blocking
        # keeps a pipe from stopping the whole import.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError) as error:
        if path.is_symlink():
            raise DocumentError("it is a symbolic link: give the file itself") from None
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(f"it cannot be opened ({reason}): check the path and rights") from None
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise DocumentError("it is a folder or a device, not a regular file: give a document")
    with os.fdopen(handle, "rb") as file:
        if state.st_size == 0:
            raise DocumentError("it is empty (0 bytes): get a whole copy of it")
        if state.st_size > MAX_BYTES:
            raise DocumentError(
                f"it has {state.st_size} bytes, more than {MAX_BYTES}: split the document"
            )
        try:
            return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise DocumentError(f"it cannot be read ({error.strerror}): check the disk") from None


def shown(path: Path) -> str:
    """The file's name, safe to print: no control characters, not endless."""
    name = "".join(c if c.isprintable() else "�" for c in path.name or str(path))
    return name if len(name) <= 120 else name[:117] + "…"
