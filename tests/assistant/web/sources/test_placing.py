"""Marks hold the ink of the cited words and no other words, however the page is set or turned."""

import hashlib
import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from assistant.web.sources.placing import displayed, marks
from corpus.page_pictures import SCALE, draw, place
from corpus.readers import read
from corpus.text import Span
from tests.corpus.readers.pdf.printed_pdfs import PROSE, grid, lines, printed

INK = 128
"""Of 255; darker is ink."""


def _two_columns(canvas):
    lines(canvas, PROSE * 5, left=60, top=90)
    lines(canvas, [line.replace("oxygen", "plasma") for line in PROSE] * 5, left=320, top=90)


def _table(canvas):
    lines(canvas, PROSE[:2], top=90)
    grid(canvas, [["Weight", "Dose"], ["40 to 47 kg", "220 mg"], ["48 to 55 kg", "260 mg"]])


def _first(canvas):
    lines(canvas, [*PROSE * 6, "Before theatre give the patient a dose of"], top=90)


def _second(canvas):
    lines(canvas, ["cefuroxime that is large enough. Then wait.", *PROSE], top=90)


class Printed:
    """A PDF as it is read, drawn and marked."""

    def __init__(self, path):
        self.path = path
        self.text = read(path).text
        self.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()

    def span(self, words, times=1):
        start = -1
        for _ in range(times):
            start = self.text.content.index(words, start + 1)
        return Span(start, start + len(words))

    def marks(self, page, cited, also=()):
        return marks(self.text, page, place(self.path, self.sha256, page), cited, also)

    def marked(self, page, span):
        """The words whose ink is inside the marks, and those whose ink is cut by an edge."""
        picture = np.asarray(
            Image.open(io.BytesIO(draw(self.path, self.sha256, page))).convert("L")
        )
        height, width = picture.shape
        inside = np.zeros(picture.shape, bool)
        for mark in self.marks(page, span):
            top, left = int(mark.top * height), int(mark.left * width)
            bottom = int(np.ceil((mark.top + mark.height) * height))
            inside[top:bottom, left : int(np.ceil((mark.left + mark.width) * width))] = True
        whole, cut = [], []
        words = place(self.path, self.sha256, page)
        for word in words.words:
            box = words.on_page((word.left, word.top, word.right, word.bottom))
            a, b, c, d = (round(edge * SCALE) for edge in box)
            ink = picture[b:d, a:c] < INK
            share = (ink & inside[b:d, a:c]).sum() / max(ink.sum(), 1)
            if share > 0.99:
                whole.append(word.text)
            elif share > 0.05:
                cut.append(word.text)
        # Of a page on its side PDFium gives the words in another order.
        return sorted(whole), cut


@pytest.fixture
def make(tmp_path):
    def build(*pages, turned=0, cropped=False):
        path = printed(tmp_path / "zinc.pdf", *pages)
        if turned or cropped:
            document = pypdfium2.PdfDocument(path.read_bytes())
            for page in document:
                if cropped:
                    left, bottom, right, top = page.get_mediabox()
                    page.set_cropbox(left + 30, bottom + 40, right - 10, top - 20)
                page.set_rotation(turned)
            document.save(path)
            document.close()
        return Printed(path)

    return build


SENTENCE = (
    "Take blood for culture before the first dose of the antibiotic, and measure lactate within "
    "the hour."
)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_a_sentence_over_part_of_lines_is_marked_exactly(make, turned, cropped):
    document = make(_two_columns, turned=turned, cropped=cropped)
    assert document.marked(1, document.span(SENTENCE)) == (sorted(SENTENCE.split()), [])


def test_a_sentence_that_runs_into_the_next_column_is_marked_in_both(make):
    document = make(_two_columns)
    end = document.text.content.index("plasma") + len("plasma")
    span = Span(document.text.content.rindex("Stop fluid", 0, end), end)
    words = document.text.content[span.start : span.end].split()
    assert document.marked(1, span) == (sorted(words), [])
    lefts = {round(mark.left * 20) for mark in document.marks(1, span)}
    assert len(lefts) == 2


def test_words_over_the_end_of_a_page_are_marked_on_both_pages(make):
    document = make(_first, _second)
    start = document.text.content.index("Before theatre")
    end = document.text.content.index(" Then wait.")
    assert document.marked(1, Span(start, end))[0] == sorted(
        ["Before", "theatre", "give", "the", "patient", "a", "dose", "of"]
    )
    assert document.marked(2, Span(start, end))[0] == sorted(
        ["cefuroxime", "that", "is", "large", "enough."]
    )


def test_a_row_is_marked_cell_by_cell_and_no_other(make):
    document = make(_table)
    assert document.marked(1, document.span("40 to 47 kg | 220 mg")) == (
        sorted(["40", "to", "47", "kg", "220", "mg"]),
        [],
    )


def test_a_part_of_a_cell_is_marked_without_the_rest(make):
    document = make(_table)
    assert document.marked(1, document.span("47 kg")) == (["47", "kg"], [])


def test_context_is_marked_more_lightly_and_not_within_the_cited_words(make):
    document = make(_table)
    row, header = document.span("40 to 47 kg | 220 mg"), document.span("Weight | Dose")
    found = document.marks(1, row, (header, row))
    assert [mark.also for mark in found] == [False, False, True, True]


def test_a_page_without_the_cited_words_has_no_marks(make):
    document = make(_first, _table)
    row = document.span("40 to 47 kg | 220 mg")
    assert document.marks(1, row) == ()
    assert len(document.marks(2, row)) == 2


def test_words_that_cannot_be_told_apart_mark_their_whole_line(make):
    document = make(_two_columns)
    words = place(document.path, document.sha256, 1)
    words.words.clear()
    [first, *_] = marks(document.text, 1, words, document.span("oxygen to every"))
    assert first.width * displayed(words)[0] > 200


def test_every_mark_is_on_the_page(make):
    document = make(_two_columns, cropped=True)
    for mark in document.marks(1, Span(0, len(document.text.content))):
        assert mark.left >= 0 and mark.left + mark.width <= 1.0001
        assert mark.top >= 0 and mark.top + mark.height <= 1.0001
