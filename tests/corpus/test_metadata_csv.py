"""The metadata CSV."""

import pytest

from corpus.errors import MetadataError
from corpus.metadata_csv import read_metadata_csv


@pytest.fixture
def table(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "metadata.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_metadata_csv(path)

    return write


def test_rows_are_found_by_file_or_id(table):
    assert table("\ufefffile,id,title\na.md,,A\n./b/c.md,c,\n,d,D\n") == {
        "a.md": {"title": "A"},
        "b/c.md": {"id": "c"},
        "d": {"id": "d", "title": "D"},
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("title,owner\nA,B\n", "line 1: neither a column file nor a column id"),
        ("file,colour\na,red\n", "line 1: unknown columns 'colour'"),
        ("file,id,id\na,b,c\n", "named twice: id"),
        ("file,title\na.md,A\na.md,B\n", "line 3: 'a.md' already stands on line 2"),
        ("file,title\na.md,A\n./b/../a.md,B\n", "line 3: 'a.md' already stands on line 2"),
        ("file,id\na.md,x\nb.md,x\n", "line 3: document 'x' with no version already stands on"),
        ("file,id,version\na,x,2\nb,x,2\n", "line 3: document 'x' with version '2' already"),
        ("file,title\n,A\n", "line 2: the row names no file and no id"),
        ("file,title\na.md,A,B\n", "line 2: 3 fields for 2 columns"),
        ('file,title\na.md,"A\n', "not CSV"),
        (b"file,title\na.md,\xff\n", "line 2: not UTF-8"),
        (b"PK\x03\x04\x00", "CSV"),
    ],
)
def test_each_fault_is_one_sentence_with_its_line(table, content, reason):
    with pytest.raises(MetadataError) as error:
        table(content)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_two_versions_of_one_document_are_no_contradiction(table):
    rows = table("file,id,version\na.md,x,\nb.md,x,2\nc.md,x,3\nd.md,,\ne.md,,\n")
    assert [row.get("version") for row in rows.values()] == [None, "2", "3", None, None]


def test_an_apostrophe_before_a_formula_is_not_part_of_the_value(table):
    assert table("id,title,owner\na,'=1+1,'Me'\n")["a"] == {
        "id": "a",
        "title": "=1+1",
        "owner": "'Me'",
    }


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(MetadataError, match="not a file"):
        read_metadata_csv(tmp_path / "absent.csv")
