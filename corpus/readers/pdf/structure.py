"""What a PDF says about itself: whether it opens, its title, its outline, its page labels.

PDFium reads these itself, so a broken file is judged by one parser only.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import DocumentError
from corpus.readers.pdf.headings import plain

_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|p65|rtf|odt|pptx?|xlsx?|pub|tex|dvi|txt)\b", re.I)
_NO_TITLE = re.compile(
    r"(?:untitled|unknown|title|document|slide|layout|microsoft|powerpoint|print|page)\b.*",
    re.IGNORECASE,
)
_NEXT = "get an intact copy of the document and add that"


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The open pypdfium2 document; DocumentError when the file is missing, broken or locked."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        size = path.stat().st_size
        if size == 0:
            raise DocumentError(f"{path.name} is empty (0 bytes): {_NEXT}.")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path.name} cannot be read ({error.strerror}): check the path and its permissions."
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentError(
                f"{path.name} is encrypted and needs a password: save a copy without the "
                "password and add that."
            ) from error
        raise DocumentError(f"{path.name} is not a readable PDF ({error}): {_NEXT}.") from error
    try:
        yield document
    finally:
        document.close()


def title(document: Any) -> str:
    """The title the file states, or an empty string when it is none a reader would print."""
    stated = " ".join(str(document.get_metadata_value("Title") or "").split())
    words = stated.split(" ")
    if len(stated) < 6 or _FILE_NAME.search(stated) or _NO_TITLE.fullmatch(stated):
        return ""
    if len(words) == 1 and re.search(r"[_\d\\/]", stated):
        return ""
    if "\ufffd" in stated or sum(c.isalpha() for c in stated) < 0.5 * len(stated):
        return ""
    return stated[:300]


def labels(document: Any) -> list[str]:
    """The printed label of every page, empty where the file gives none."""
    return [str(document.get_page_label(index) or "") for index in range(len(document))]


def outline(document: Any) -> dict[str, int]:
    """Plain titles of the outline with their levels, from 1; empty when there is none."""
    import pypdfium2

    levels: dict[str, int] = {}
    try:
        for bookmark in document.get_toc(max_depth=6):
            name = plain(bookmark.get_title() or "")
            if name:
                levels.setdefault(name, bookmark.level + 1)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return {}  # a damaged outline costs levels only; the pages are read all the same
    return levels
