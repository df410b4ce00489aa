"""The reader is chosen by content, and what is no document is refused in one sentence."""

import os
from io import BytesIO

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import DocumentError
from corpus.readers import choose, read


def test_a_file_whose_ending_lies_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "sepsis.pdf"
    path.write_text("<!DOCTYPE html><html><body><p>Give oxygen</p></body></html>")
    reading = read(path)
    assert reading.text.content == "Give oxygen"
    assert reading.problems[0].reason == "named .pdf but holds HTML: it was read as HTML"


def test_thousands_of_comments_before_the_text_do_not_stall(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("<!-- -->" * 8000 + "Give oxygen")
    assert read(path).text.content.endswith("Give oxygen")


def test_a_docx_named_txt_is_read_as_docx(tmp_path):
    stream = BytesIO()
    document = Document()
    document.add_paragraph("Give oxygen")
    document.save(stream)
    path = tmp_path / "sepsis.txt"
    path.write_bytes(stream.getvalue())
    reading = read(path)
    assert reading.text.content == "Give oxygen"
    assert "holds DOCX" in reading.problems[0].reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", "empty"),
        ("a.md", b"  \n", "no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("a.docx", b"PK\x03\x04broken", "broken"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.csv", b"a,b\n1,2\n", "not read"),
        ("a.txt", b"\xff\xfea\0b", "utf-16"),
    ],
)
def test_what_is_no_document_is_refused_by_name(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=rf"(?s)^{name}: .*{reason}") as error:
        read(path)
    assert "\n" not in str(error.value)


def test_links_pipes_folders_and_absent_files_are_refused(tmp_path):
    (tmp_path / "real.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("link.txt", "pipe.txt", ".", "absent.txt"):
        with pytest.raises(DocumentError):
            read(tmp_path / name)


def test_a_file_over_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(choose, "MAX_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_text("x" * 11)
    with pytest.raises(DocumentError, match="11 bytes"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files_are_read_without_a_problem(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Give ≥ 5 µg/kg".encode(encoding))
    assert read(path).text.content == "Give ≥ 5 µg/kg"
    assert read(path).problems == ()


def test_an_older_encoding_is_read_and_reported(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Give 5 µg/kg – at 38 °C".encode("cp1252"))
    assert read(path).text.content == "Give 5 µg/kg – at 38 °C"
    assert "cp1252" in read(path).problems[0].reason


@given(data=st.binary(max_size=400), ending=st.sampled_from([".txt", ".md", ".html", ".docx"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path, data, ending):
    if b"%PDF-" in data:
        return
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    try:
        assert read(path).text.content
    except DocumentError as error:
        assert path.name in str(error)
