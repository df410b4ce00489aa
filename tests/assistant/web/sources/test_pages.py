"""Pages are drawn once, and what is kept of them is bounded."""

from concurrent.futures import ThreadPoolExecutor

from assistant.web.sources import pages
from assistant.web.sources.pages import Pages
from corpus.library import Library


class Version:
    def __init__(self, source_sha256):
        self.source_sha256 = source_sha256


class CountingDrawing:
    """Pictures of ten bytes."""

    def __init__(self):
        self.drawn = []

    def picture(self, path, sha256, page):
        self.drawn.append((sha256, page))
        return b"0123456789"


def test_a_page_that_many_open_is_drawn_once(tmp_path):
    drawing = CountingDrawing()
    kept = Pages(Library(tmp_path), drawing)
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda _: kept.picture(Version("a"), 1), range(40)))
    assert drawing.drawn == [("a", 1)]


def test_the_same_page_of_another_file_is_another_page(tmp_path):
    drawing = CountingDrawing()
    kept = Pages(Library(tmp_path), drawing)
    kept.picture(Version("a"), 1)
    kept.picture(Version("b"), 1)
    assert drawing.drawn == [("a", 1), ("b", 1)]


def test_the_pages_opened_longest_ago_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "PICTURES_KEPT", 25)
    drawing = CountingDrawing()
    kept = Pages(Library(tmp_path), drawing)
    for page in (1, 2, 1, 3, 1, 2):
        kept.picture(Version("a"), page)
    assert drawing.drawn == [("a", 1), ("a", 2), ("a", 3), ("a", 2)]
