from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from corpus.errors import DocumentError
from corpus.readers.pdf import read_pdf
from tests.corpus.readers.pdf.printed_pdfs import grid, lines, printed


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "intact.pdf"
    printed(
        path,
        lambda canvas: lines(canvas, ["Give 5 mg at once.", "Repeat after an hour."]),
        lambda canvas: grid(canvas, [["Drug", "Dose"], ["Ibuprofen", "400 mg"]]),
    )
    return path.read_bytes()


def encrypted(intact: bytes, user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(intact)))
    writer.encrypt(user_password=user, owner_password="owner")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_named_as_what_is_missing(tmp_path: Path, intact: bytes) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(encrypted(intact, "secret"))
    with pytest.raises(DocumentError, match=r"locked\.pdf is encrypted.*without the password"):
        read_pdf(path)


def test_a_file_only_locked_against_editing_is_read(tmp_path: Path, intact: bytes) -> None:
    path = tmp_path / "owned.pdf"
    path.write_bytes(encrypted(intact, ""))
    assert "Give 5 mg at once." in read_pdf(path).text.content


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04 not a pdf", b"\x00" * 5000])
def test_what_is_no_pdf_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=r"^broken\.pdf .*intact copy") as caught:
        read_pdf(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_pdf(tmp_path / "nowhere.pdf")


def test_a_blank_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="blank"):
        read_pdf(printed(tmp_path / "blank.pdf", lambda canvas: None))


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_bytes_give_a_reading_or_one_clear_error(
    tmp_path: Path, intact: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(intact[: data.draw(st.integers(1, len(intact)))])
    for _ in range(data.draw(st.integers(0, 30))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.pdf"
    path.write_bytes(bytes(damaged))
    try:
        reading = read_pdf(path)
    except DocumentError as error:
        assert "damaged.pdf" in str(error)
    else:
        assert reading.text.blocks
