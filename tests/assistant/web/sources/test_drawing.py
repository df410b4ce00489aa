"""What draws may crash, hang or be handed another file: its server says so and goes on."""

import hashlib
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from assistant.web.sources import drawing
from assistant.web.sources.drawing import Drawing
from corpus.errors import DocumentError, StorageError
from corpus.page_pictures import draw, place
from tests.corpus.readers.pdf.printed_pdfs import PROSE, lines, printed

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def pdf(tmp_path):
    path = printed(tmp_path / "zinc.pdf", lambda canvas: lines(canvas, PROSE))
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def worker():
    started = Drawing()
    yield started
    started.close()


def test_a_page_is_drawn_and_its_words_are_placed(worker, pdf):
    assert worker.picture(*pdf, 1).startswith(PNG)
    assert worker.words(*pdf, 1).words[0].text == "Give"


def test_after_its_process_died_a_page_is_drawn_by_another(worker, pdf):
    worker.picture(*pdf, 1)
    [process] = worker._pool._processes.values()
    os.kill(process.pid, signal.SIGKILL)
    assert worker.picture(*pdf, 1).startswith(PNG)


def test_a_page_that_takes_too_long_is_given_up(worker, pdf, monkeypatch):
    worker.picture(*pdf, 1)
    [process] = worker._pool._processes.values()
    os.kill(process.pid, signal.SIGSTOP)
    monkeypatch.setattr(drawing, "SECONDS", 0.2)
    with pytest.raises(DocumentError, match="takes too long"):
        worker.picture(*pdf, 1)
    monkeypatch.undo()
    assert worker.picture(*pdf, 1).startswith(PNG)


SERVER = """
import sys, time
from assistant.web.sources.drawing import Drawing

if __name__ == "__main__":
    started = Drawing()
    started.wake()
    started._ready.result()
    print(next(iter(started._pool._processes)), flush=True)
    time.sleep(600)
"""


def test_the_process_ends_with_a_server_that_is_killed(tmp_path):
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as server:
        worker = int(server.stdout.readline())
        server.kill()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and psutil.pid_exists(worker):
        time.sleep(0.05)
    assert not psutil.pid_exists(worker)


def test_a_file_that_was_changed_is_not_shown(pdf):
    path, sha256 = pdf
    path.write_bytes(path.read_bytes().replace(b"Zinc", b"Zonc") + b"%")
    with pytest.raises(StorageError, match="was changed"):
        draw(path, sha256, 1)


def test_a_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(StorageError, match="cannot be read"):
        draw(tmp_path / "none.pdf", "0" * 64, 1)


def test_a_page_that_is_not_there_is_told(pdf):
    with pytest.raises(DocumentError, match="page 2"):
        draw(*pdf, 2)
    with pytest.raises(DocumentError, match="page 2"):
        place(*pdf, 2)


def test_what_is_no_pdf_is_told(tmp_path):
    path = tmp_path / "zinc.pdf"
    path.write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(DocumentError, match="cannot be opened"):
        draw(path, hashlib.sha256(path.read_bytes()).hexdigest(), 1)


def test_a_huge_page_is_drawn_small(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "poster.pdf"
    canvas = Canvas(str(path), pagesize=(14_000, 9_000))
    canvas.drawString(100, 100, "Give")
    canvas.save()
    assert len(draw(path, hashlib.sha256(path.read_bytes()).hexdigest(), 1)) < 10**6
