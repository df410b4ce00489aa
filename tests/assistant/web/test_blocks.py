"""What the desks let in through Gradio: files that were sent, and nothing into a log."""

import asyncio

import gradio as gr
import pytest

from assistant.web.blocks import Blocks, check_files
from corpus.errors import DocumentError

QUESTION = "dose for Jane Doe, born 1 May 1950"


@pytest.fixture
def uploads(tmp_path, monkeypatch):
    """The folder that Gradio puts into what is sent."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


def sent(path):
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}}


@pytest.fixture
def desk(uploads):
    """Two fields; what is typed in the first comes back, what is sent in the second is read."""
    with Blocks() as blocks:
        typed, files, out = gr.Textbox(), gr.File(file_count="multiple"), gr.Textbox()
        gr.Button().click(lambda words, paths: words, [typed, files], out)
    return blocks


def event(desk, *inputs):
    return asyncio.run(desk.process_api(0, list(inputs), state=None))


def test_what_was_sent_is_read(desk, uploads):
    file = uploads / "abc" / "a.md"
    file.parent.mkdir()
    file.write_text("words")
    assert event(desk, "hello", [sent(file)])["data"] == ["hello"]


@pytest.mark.parametrize(
    "path", ["/etc/hostname", "README.md", "{uploads}/../secret.md", "https://example.org/a.md"]
)
@pytest.mark.parametrize("field", [0, 1])
def test_no_field_has_the_server_open_a_file_of_its_own_or_fetch_one(desk, uploads, path, field):
    (uploads.parent / "secret.md").write_text("secret")
    values = ["hello", None]
    values[field] = [sent(path.format(uploads=uploads))]
    with pytest.raises(gr.Error, match="not sent"):
        event(desk, *values)
    assert not list(uploads.iterdir())


def test_a_link_out_of_the_folder_is_no_file_that_was_sent(uploads):
    (uploads / "a.md").symlink_to("/etc/hostname")
    with pytest.raises(DocumentError):
        check_files([sent(uploads / "a.md")])


def test_what_was_typed_is_in_no_log_and_no_message(desk, capfd):
    # As a page of before an update sends it.
    with pytest.raises(gr.Error) as caught:
        event(desk, QUESTION)
    assert caught.value.print_exception is False
    assert "Jane" not in str(caught.value)
    told = capfd.readouterr()
    assert "Jane" not in told.out + told.err
    assert "ValueError in a desk" in told.err
