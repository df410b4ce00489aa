"""Sources and texts are kept under their digests."""

import hashlib

import pytest

from corpus.errors import StorageError
from corpus.library import Library
from corpus.text import Block, BlockKind, Text

TEXT = Text("Give 0.5 mg.", (Block(BlockKind.PARAGRAPH, 0, 12),))


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def test_what_is_kept_comes_back(library, tmp_path):
    assert library.text(library.keep_text(TEXT)).to_json() == TEXT.to_json()
    digest = library.keep_source(b"%PDF")
    assert digest == hashlib.sha256(b"%PDF").hexdigest()
    assert (tmp_path / "library" / "sources" / digest).read_bytes() == b"%PDF"


def test_the_same_bytes_are_kept_once(library, tmp_path):
    assert library.keep_source(b"same") == library.keep_source(b"same")
    assert len(list((tmp_path / "library" / "sources").iterdir())) == 1


def test_a_changed_text_is_not_read(library, tmp_path):
    digest = library.keep_text(TEXT)
    [file] = (tmp_path / "library" / "texts").iterdir()
    file.write_bytes(file.read_bytes().replace(b"0.5", b"5.0"))

    with pytest.raises(StorageError, match="changed after it was stored"):
        library.text(digest)
    assert "digest differs" in library.damaged(library.keep_source(b""), digest)[0]


@pytest.mark.parametrize("damage", [b"", b"damaged", None])
def test_keeping_a_text_again_repairs_it(library, tmp_path, damage):
    digest = library.keep_text(TEXT)
    [file] = (tmp_path / "library" / "texts").iterdir()
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    with pytest.raises(StorageError, match="add the document again"):
        library.text(digest)

    assert library.keep_text(TEXT) == digest
    assert library.text(digest).content == TEXT.content


def test_what_is_missing_is_named(library):
    with pytest.raises(StorageError, match="cannot be read"):
        library.text("0" * 64)
    assert len(library.damaged("0" * 64, "1" * 64)) == 2
