"""The documents that ingest, questions and publishing are measured on."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from corpus.intake import find_files
from evals.benchmarks.places import Places, Size

SMALL_MARKDOWN = 40
SMALL_PDFS = 2
CHARACTERS_A_PAGE = 3000
"""Markdown has no pages; this many characters count as one, as on a full printed page."""


def prepare_documents(size: Size, places: Places) -> Path:
    """A folder with copies: all guidelines, or 40 Markdown files of all and the 2 smallest PDFs."""
    source = places.need("guidelines")
    folder = places.work / "documents"
    if not folder.exists():
        files = find_files([source])
        if size == "small":
            pdfs = [file for file in files if file.suffix == ".pdf"]
            pdfs.sort(key=lambda file: file.stat().st_size)
            files = [*_spread(markdown_files(files), SMALL_MARKDOWN), *pdfs[:SMALL_PDFS]]
        copy_files(files, source, folder)
    return folder


def markdown_files(files: Iterable[Path]) -> list[Path]:
    """Those that are Markdown, in their order."""
    return [file for file in files if file.suffix == ".md"]


def _spread(files: list[Path], count: int) -> list[Path]:
    """`count` files at even distances, so that every source is among them."""
    return files if len(files) <= count else [files[n * len(files) // count] for n in range(count)]


def copy_files(files: Iterable[Path], source: Path, folder: Path) -> None:
    """Copy files below `source` to the same places below `folder`."""
    for file in files:
        target = folder / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def count_pages(folder: Path) -> int:
    """PDF pages, and a page for every begun 3,000 characters of Markdown."""
    from pypdf import PdfReader

    pages = 0
    for file in find_files([folder]):
        if file.suffix == ".pdf":
            pages += len(PdfReader(file).pages)
        else:
            pages += -(-len(file.read_text(encoding="utf-8")) // CHARACTERS_A_PAGE)
    return pages
