"""`corpus check`, as a curator runs it."""

from tests.documents import protocol

DOSE = (
    "Give ferrous sulfate {} orally every morning to adults with iron deficiency, and continue "
    "for three months after the haemoglobin is normal."
)


def write(folder, id, dose):
    file = folder / f"{id}.md"
    file.write_text(protocol(id, f"# {id.capitalize()}\n\n## Treatment\n\n{DOSE.format(dose)}"))
    return file


def test_a_poisoned_copy_is_shown_with_both_quotes(assistant, tmp_path):
    assistant.does("corpus", "add", write(tmp_path, "anaemia", "200 mg"), "--approved-by", "Board")
    assistant.does("corpus", "add", write(tmp_path, "copy", "2000 mg"))
    out = assistant.does("corpus", "check").out
    first = out.index("Nearly the same passage, another number")
    assert "quantity: 200 mg | 2000 mg" in out[first:]
    assert out.count("“Give ferrous sulfate") >= 2
    assert "approved, but not in the snapshot: anaemia@1" in out
    assert "drafts: copy@1" in out


def test_the_report_as_json_has_every_page(shared_assistant):
    report = shared_assistant.does("corpus", "check", "--json").json
    assert list(report) == [
        "pages", "metadata", "reviews", "publication", "duplicates", "conflicts",
        "addressed", "addressed_titles",
    ]  # fmt: skip
    pages = [
        page["page"] for page in report["pages"] if page["document"] == "gentamicin-vancomycin"
    ]
    assert pages == list(range(1, len(pages) + 1)) != []
    assert report["publication"]["snapshot"]
    [review] = report["reviews"]
    assert (review["document"], review["version"]) == ("acute-kidney-injury", "1.6")
    assert (review["review"], review["days"] < 0) == ("2026-03-31", True)


def test_a_document_is_checked_by_its_name(shared_assistant):
    report = shared_assistant.does("corpus", "check", "delirium", "--json").json
    assert {page["document"] for page in report["pages"]} == {"delirium"}
    assert report["metadata"][0]["missing"] == ["effective"]


def test_findings_do_not_change_the_exit_code(shared_assistant):
    assert shared_assistant.run("corpus", "check").code == 0


def test_an_empty_home_is_checked_without_complaint(assistant):
    assert "0 read" in assistant.does("corpus", "check").out


def test_an_unknown_document_or_version_is_named(shared_assistant):
    assert shared_assistant.run("corpus", "check", "nosuch").refuses(12, "nosuch")
    assert shared_assistant.run("corpus", "check", "delirium@99").refuses(12, "99")


def test_checking_changes_nothing(own_assistant):
    def contents():
        files = own_assistant.home.rglob("*")
        return {
            file: file.read_bytes()
            for file in files
            if file.is_file() and not file.name.startswith("catalogue.sqlite")
        }

    before = contents()
    own_assistant.does("corpus", "check")
    assert contents() == before
