"""Pages of a PDF as pictures, and as words with their places on those pictures."""

import hashlib
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import DocumentError, StorageError
from corpus.readers.pdf.pages import PageWords

SCALE = 2.0
"""Pixels a point: an A4 page gets 1190, as many as a phone of 390 has at three a dot."""
MOST_PIXELS = 6_000_000
"""Of one picture: a poster is drawn smaller, and a page of a mile does no harm."""
_EFFORT = 1
"""Of 9 for the PNG: more takes longer than sending what it saves."""


def draw(path: Path, sha256: str, page: int) -> bytes:
    """Page `page` (from 1) of the PDF at `path` as PNG, as a viewer displays it.

    Raises DocumentError for a page that cannot be drawn, and StorageError for a file that is not
    what was stored under `sha256`. PDFium serves one thread of a process at a time.
    """
    document = _document(path, sha256)
    with _faults(page):
        found = document[page - 1]
        try:
            width, height = found.get_size()
            scale = min(SCALE, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
            picture = found.render(scale=scale).to_pil()
        finally:
            found.close()
        file = io.BytesIO()
        picture.save(file, "PNG", compress_level=_EFFORT)
        return file.getvalue()


def place(path: Path, sha256: str, page: int) -> PageWords:
    """The same page as words with their places; raises like `draw`."""
    from corpus.readers.pdf.characters import read_page

    document = _document(path, sha256)
    with _faults(page):
        return read_page(document, page - 1, "")


def prepare() -> None:
    """Load what the first page would wait for."""
    import PIL.PngImagePlugin
    import pypdfium2

    import corpus.readers.pdf.characters

    assert PIL and pypdfium2 and corpus


@contextmanager
def _faults(page: int) -> Iterator[None]:
    """Turn what PDFium makes of a broken or monstrous page into a DocumentError."""
    import pypdfium2

    try:
        yield
    except (pypdfium2.PdfiumError, IndexError, MemoryError, ValueError) as error:
        raise DocumentError(
            f"page {page} cannot be drawn ({type(error).__name__}): "
            "read its words below, and tell a curator"
        ) from None


@lru_cache(maxsize=8)
def _document(path: Path, sha256: str) -> Any:
    """The open file, if it is the one that was approved."""
    import pypdfium2

    try:
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"the source file {path.name} cannot be read ({error.strerror}): "
            "restore the home folder from a backup"
        ) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StorageError(
            f"the source file {path.name} was changed after it was stored: restore it from a "
            "backup; `assistant corpus verify` lists every such file"
        )
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"the PDF cannot be opened ({error}): tell a curator") from None
