"""Files read through the readers of llama-index."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DocumentError, SettingsError
from corpus.parallel_reading import read_files
from corpus.readers import read
from corpus.readers.llama_index import open_reader
from corpus.text import BlockKind
from tests.documents import HOSTILE, protocol

pytest.importorskip("llama_index.core", reason="llama-index, the extra `readers`, is not installed")

FAKES = "tests.fakes.readers."


def reader(name):
    return open_reader("site", {"site": name if "." in name else FAKES + name})


@pytest.fixture
def file(tmp_path):
    def write(content, name="sepsis.abc"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_documents_without_pages_become_one_text(file):
    reading = reader("LazyReader")(file("Sepsis kills.\n\n- Give oxygen.\n- Give fluid."))

    assert reading.text.content == "Sepsis kills.\n\nGive oxygen.\nGive fluid."
    assert reading.text.pages == ()
    assert [b.kind for b in reading.text.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM,
    ]  # fmt: skip


def test_page_labels_become_pages(file):
    reading = reader("PagedReader")(file("iv: Foreword.\n1: Give oxygen.\n1: Give fluid.\n2: "))

    text = reading.text

    assert [(page.number, page.label, text[page].strip()) for page in text.pages] == [
        (1, "iv", "Foreword."), (2, "1", "Give oxygen.\n\nGive fluid."), (3, "2", ""),
    ]  # fmt: skip
    assert [p.page for p in reading.problems] == [None, 3]


def test_markdown_reads_as_our_own_reader_reads_it(file):
    source = protocol(
        "sepsis", "# Sepsis\n\n## Dose\n\n| Drug | Dose |\n|---|---|\n| A | **1 g** |"
    )
    ours = read(file(source, "sepsis.md"))
    theirs = reader("WholeReader")(file(source))

    assert theirs.text.to_json() == ours.text.to_json()
    assert theirs.metadata == ours.metadata


def test_tables_of_several_pages_stay_tables_of_their_own(file):
    page = "# Doses/## Adults//| Drug | Dose |/|---|---|/| A | 1 g |"
    text = reader("PagedReader")(file(f"7: {page}\n8: {page}")).text
    rows = [block for block in text.blocks if block.kind is BlockKind.TABLE_ROW]

    assert [text[row] for row in rows] == ["A | 1 g", "A | 1 g"]
    assert [row.table for row in rows] == [1, 2]
    assert [text.page_at(row.start) for row in rows] == [1, 2]
    assert [text[cell] for cell in rows[1].cells] == ["A", "1 g"]


@pytest.mark.parametrize(
    "source",
    ["# of patients: 5 < 6 * 7\n\n_x_ <b>1 g</b>", "<script>alert(1)</script> 5 * 3 [a](b)"],
)
def test_what_is_not_surely_markdown_keeps_every_sign(file, source):
    assert reader("WholeReader")(file(source)).text.content == source


def test_hostile_text_comes_out_as_data(file):
    theirs = reader("WholeReader")(file(HOSTILE))
    ours = read(file(HOSTILE, "ferritin.md"))

    assert theirs.text.content == ours.text.content
    assert "\x1b" not in theirs.text.content
    assert any("hidden characters" in problem.reason for problem in theirs.problems)


def test_a_page_label_cannot_carry_control_characters(file):
    reading = reader("PagedReader")(file("\x1b[31m1" + "9" * 90 + ": Give oxygen."))
    assert reading.text.pages[0].label == ("[31m1" + "9" * 90)[:40]


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_whatever_a_reader_yields_is_canonical_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "a.abc"
    path.write_bytes(content.encode("utf-8", "surrogatepass") or b" ")
    try:
        reading = reader("WholeReader")(path)
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        assert reading.text.content.strip() == reading.text.content
        reading.text.to_json().encode()


def test_the_curator_is_told_who_read_it(file):
    [problem] = reader("WholeReader")(file("Give oxygen.")).problems
    assert (
        problem.reason == "read by tests.fakes.readers.WholeReader: compare its text with the file"
    )


def test_what_the_reader_could_not_decode_is_told(file):
    reading = reader("WholeReader")(file("Give 5 \ufffdg."))
    assert "1 characters could not be decoded" in reading.problems[1].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("FailingReader", "bad", r"the reader site failed \(ValueError: cannot read \[31mbad\)"),
        ("LeavingReader", "a", r"failed \(SystemExit: 3\)"),
        ("SilentReader", "a", "found no text in it"),
        ("WholeReader", " \n\n ", "found no text in it"),
        ("WholeReader", "\u200b", "found nothing in it that can be read"),
        ("CountingReader", "a", "returned int, not text"),
        ("WholeReader", b"Give 5 \xb5g", "returned bytes it could not decode"),
        ("WholeReader", "", "it is empty"),
    ],
)
def test_each_failure_is_one_sentence_with_the_file(file, name, content, reason):
    with pytest.raises(DocumentError, match=reason) as error:
        reader(name)(file(content))
    assert str(error.value).startswith("sepsis.abc: ")
    assert "\n" not in str(error.value) and "\x1b" not in str(error.value)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere.at.All", r"cannot be imported \(ModuleNotFoundError"),
        ("tests.fakes.readers.Nobody", r"cannot be imported \(AttributeError"),
        ("Reader", "cannot be imported"),
        ("pathlib.Path", "is no llama-index reader"),
        ("tests.fakes.readers", "is no llama-index reader"),
        (FAKES + "DemandingReader", "needs api_key to be made"),
        (FAKES + "WebReader", "reads urls, not files"),
    ],
)
def test_a_class_that_reads_no_files_is_refused_before_any_file(path, reason):
    with pytest.raises(SettingsError, match=reason) as error:
        open_reader("site", {"site": path})
    assert "'site'" in str(error.value) and "\n" not in str(error.value)


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(SettingsError, match=r"no reader 'word' \(known: pages, site\)"):
        open_reader("word", {"site": FAKES + "WholeReader", "pages": FAKES + "PagedReader"})


@pytest.mark.parametrize("found", [None, ModuleNotFoundError("No module named 'llama_index'")])
def test_without_llama_index_the_extra_is_named(monkeypatch, found):
    def find_spec(name):
        if found:
            raise found

    monkeypatch.setattr("corpus.readers.llama_index.find_spec", find_spec)
    with pytest.raises(SettingsError, match=r"pip install 'clinical-assistant\[readers\]'"):
        reader("WholeReader")


def test_what_a_reader_prints_is_not_printed(file, capfd):
    assert reader("TalkingReader")(file("Give oxygen.")).text.content == "Give oxygen."
    assert capfd.readouterr() == ("", "")


def test_worker_processes_can_call_it_and_other_files_go_on(file):
    bad, good = file("bad", "a.abc"), file("good", "b.abc")
    failing = reader("FailingReader")

    assert pickle.loads(pickle.dumps(failing)) == failing
    (_, first), (_, second) = read_files([bad, good], failing)
    assert isinstance(first, DocumentError)
    assert second[0] == b"good" and second[1].text.content == "good"


def test_a_reader_that_is_given_its_files_when_made_drops_nothing_it_cannot_decode(file):
    pytest.importorskip("llama_index.readers.file", reason="llama-index-readers-file is missing")
    directory = reader("llama_index.core.SimpleDirectoryReader")

    assert directory(file("Give 5 µg.", "a.txt")).text.content == "Give 5 µg."
    with pytest.raises(DocumentError, match="UnicodeDecodeError"):
        directory(file("Give 5 µg.".encode("cp1252"), "a.txt"))
