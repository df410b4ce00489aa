"""Files of a browser become drafts, and nothing of them is left behind."""

import pytest

from assistant.web.curator.intaking import check_form, sent, take_in
from corpus.errors import DocumentError, MetadataError
from tests.assistant.web.curator.conftest import CORA
from tests.documents import protocol

IRON = "# Iron\n\n## Dose\n\nGive ferrous sulfate 200 mg once daily.\n"


def uploaded(folder, name, content):
    """A file where Gradio would put it, in a folder of its own."""
    file = folder / "upload" / f"{len(list(folder.glob('upload/*')))}" / name
    file.parent.mkdir(parents=True)
    file.write_text(content) if isinstance(content, str) else file.write_bytes(content)
    return str(file)


def read(curation, paths, values=None, document=""):
    """The last thing that is shown."""
    *_, last = take_in(curation, sent(paths), values or {}, CORA, document)
    return last


def test_a_file_becomes_a_draft_with_what_the_form_says(curation, tmp_path):
    shown = read(curation, [uploaded(tmp_path, "iron.md", IRON)], {"owner": "Pharmacy"})
    draft = curation.catalogue.version("iron")
    assert draft.is_draft
    assert draft.metadata.owner == "Pharmacy"
    assert "iron@1" in shown
    assert curation.catalogue.events("iron")[0]["by"] == CORA.name


def test_nothing_of_an_upload_is_left(curation, tmp_path):
    paths = [uploaded(tmp_path, "iron.md", IRON), uploaded(tmp_path, "bad.pdf", b"%PDF-1.7 no")]
    shown = read(curation, paths)
    assert "not added" in shown
    assert str(tmp_path) not in shown
    assert list((tmp_path / "upload").rglob("*")) == []


def test_the_form_names_the_version_of_a_new_version(curation, tmp_path):
    paths = [uploaded(tmp_path, "whatever.md", protocol("other", IRON, version="9"))]
    read(curation, paths, {"version": "3", "title": "Zinc"}, "zinc")
    assert curation.catalogue.version("zinc", "3").is_draft


def test_a_table_says_what_files_are(curation, tmp_path):
    table = uploaded(tmp_path, "metadata.csv", "file,id,title\niron.md,iron-oral,Iron by mouth\n")
    read(curation, [uploaded(tmp_path, "iron.md", IRON), table])
    assert curation.catalogue.version("iron-oral").metadata.title == "Iron by mouth"


def test_two_files_of_one_name_are_both_read(curation, tmp_path):
    first = uploaded(tmp_path, "iron.md", IRON)
    second = uploaded(tmp_path, "iron.md", IRON.replace("Iron", "Iron again"))
    shown = read(curation, [first, second])
    assert shown.count("Added as a draft") == 2


@pytest.mark.parametrize(
    ("names", "document", "says"),
    [
        ((), "", "no file is chosen"),
        (("a.csv",), "", "only a metadata table"),
        (("a.csv", "b.csv", "c.md"), "", "2 metadata tables"),
        (("a.md", "b.md"), "zinc", "send one"),
    ],
)
def test_what_cannot_be_read_together_is_said(curation, tmp_path, names, document, says):
    with pytest.raises((DocumentError, MetadataError), match=says):
        read(curation, [uploaded(tmp_path, name, "x") for name in names], {}, document)


def test_a_form_says_which_field_is_wrong():
    found = check_form({"population": "giants", "review": "soon", "owner": "", "id": "zinc"})
    assert set(found) == {"population", "review"}
    assert "'soon' is not an ISO 8601 date" in found["review"]
