"""Reads PDF: characters by PDFium, columns and tables by position, furniture by repetition."""

from pathlib import Path
from typing import Any

from corpus.errors import DocumentError
from corpus.readers.pdf.characters import read_page
from corpus.readers.pdf.columns import Item, reading_order
from corpus.readers.pdf.furniture import remove_furniture
from corpus.readers.pdf.headings import set_levels
from corpus.readers.pdf.pages import PageWords
from corpus.readers.pdf.paragraphs import Draft, draft_page, measure
from corpus.readers.pdf.quality import find_loose_tables, find_problems
from corpus.readers.pdf.structure import labels, opened, outline, title
from corpus.readers.pdf.tables import find_tables
from corpus.readers.pdf.writing import write
from corpus.readers.reading import Problem, Reading
from corpus.text import BlockKind


def read_pdf(path: Path) -> Reading:
    """The text of a PDF with pages, blocks and line boxes; problems name the pages not read.

    DocumentError when the file is broken, needs a password, or nothing in it can be read.
    """
    with opened(path) as document:
        pages, problems = _pages(document)
        stated, levels = title(document), outline(document)
    remove_furniture(pages)
    items = [_items(page) for page in pages]
    for page, found in zip(pages, items, strict=True):
        problems += find_loose_tables(page.number, found)
    typography = measure(items)
    drafts = [draft_page(page, typography) for page in items]
    headings = [
        draft
        for page in drafts
        for draft in page
        if isinstance(draft, Draft) and draft.kind is BlockKind.HEADING
    ]
    set_levels(headings, typography, levels)
    text = write(pages, drafts, typography)
    if not text.blocks:
        reasons = problems[0].reason if problems else "its pages are blank"
        raise DocumentError(f"Nothing in {path.name} can be read: {reasons}.")
    return Reading(text, {"title": stated} if stated else {}, tuple(sorted(problems, key=_page)))


def _page(problem: Problem) -> int:
    return problem.page or 0


def _pages(document: Any) -> tuple[list[PageWords], list[Problem]]:
    import pypdfium2

    pages: list[PageWords] = []
    problems: list[Problem] = []
    for index, label in enumerate(labels(document)):
        try:
            page = read_page(document, index, label)
        except pypdfium2.PdfiumError:
            page = PageWords(index + 1, label, 0, 0)
            problems.append(
                Problem(
                    f"page {index + 1} is damaged and cannot be loaded; get an intact copy",
                    index + 1,
                )
            )
        else:
            problems += find_problems(page)
        pages.append(page)
    return pages, problems


def _items(page: PageWords) -> list[Item]:
    tables, words = find_tables(page.rules, page.words)
    return reading_order(words, tables)
