"""The report a curator reads before publishing."""

from datetime import date, timedelta

import pytest

from assistant.curate.checking import check
from assistant.curate.duplicates import Likeness
from assistant.curate.quoting import Quoter
from assistant.snapshot.publish import publish
from corpus.catalogue import Catalogue
from corpus.errors import StorageError
from corpus.intake import add_files
from corpus.library import Library
from corpus.page_quality import Fault
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder

TODAY = date(2026, 6, 1)
FLUIDS = (
    "Give an adult with septic shock 500 mL of balanced crystalloid over fifteen minutes, "
    "then look at the patient again. Do not give more than 2000 mL without a senior opinion."
)
ANTIBIOTIC = "Give amoxicillin {} orally every 8 hours for 5 days to adults with pneumonia."


class Desk:
    """One home and what is checked in it."""

    def __init__(self, folder):
        self.folder = folder
        self.home = folder / "home"
        self.catalogue = Catalogue(self.home)
        self.library = Library(self.home)
        self.steps = 0

    def add(self, id, body, *, approved=True, **stated):
        """Bring in one Markdown protocol."""
        version = stated.get("version", "1")
        file = self.folder / f"{id}-{version}.md"
        file.write_text(protocol(id, f"# {id.capitalize()}\n\n## Treatment\n\n{body}", **stated))
        return self.add_file(file, approved=approved)

    def add_file(self, file, *, approved=True):
        """Bring in a file as it is."""
        by = "Committee" if approved else ""
        intake = add_files([file], self.catalogue, self.library, by="Author", approved_by=by)
        assert not intake.refused

    def publish(self):
        """Build a snapshot of what is approved."""
        publish(self.home, self.catalogue, self.library, HashingEmbedder(), by="Tester")

    def check(self, *names):
        """The report."""
        return check(
            self.catalogue.versions(),
            self.home,
            self.library,
            names=names,
            today=TODAY,
            progress=self._step,
        )

    def quoter(self):
        """Quotes what the report found."""
        return Quoter(self.library, self.catalogue.versions(), TODAY)

    def _step(self):
        self.steps += 1


@pytest.fixture
def desk(tmp_path):
    """An empty home."""
    return Desk(tmp_path)


def test_an_empty_catalogue_has_nothing_to_report(desk):
    report = desk.check()
    assert not report.pages
    assert report.publication.snapshot is None
    assert not (report.metadata or report.reviews or report.duplicates or report.conflicts)


def test_every_page_of_every_version_is_in_the_report(desk):
    desk.add("sepsis", FLUIDS)
    desk.add("falls", "Lower the bed of the resident.")
    report = desk.check()
    assert {key: [page.page for page in pages] for key, pages in report.pages.items()} == {
        "sepsis@1": [None],
        "falls@1": [None],
    }
    assert desk.steps == 4


def test_what_the_reader_left_out_is_said_again(desk):
    desk.add("sepsis", f"{FLUIDS}\n\n![a flow chart](chart.png)")
    [page] = desk.check().pages["sepsis@1"]
    assert [finding.fault for finding in page.findings] == [Fault.REPORTED]
    assert "picture" in page.findings[0].detail


def test_missing_metadata_are_named_and_doses_without_patients_stand_out(desk):
    file = desk.folder / "dosed.md"
    file.write_text(f"# Dosed\n\n{FLUIDS}\n")
    desk.add_file(file, approved=False)
    plain = desk.folder / "plain.md"
    plain.write_text("---\nowner: Ward\ntype: policy\n---\n# Plain\n\nLower the bed.\n")
    desk.add_file(plain, approved=False)
    desk.add("sepsis", FLUIDS)
    dosed, undosed, complete = desk.check().metadata
    assert (dosed.version, dosed.doses_for_whom) == ("dosed@1", True)
    assert (undosed.version, undosed.doses_for_whom) == ("plain@1", False)
    assert dosed.missing == (
        "owner", "type", "specialty", "population", "effective", "review", "source", "licence",
    )  # fmt: skip
    assert "owner" not in undosed.missing
    assert "population" in undosed.missing
    assert (complete.version, complete.missing) == ("sepsis@1", ("specialty",))


@pytest.mark.parametrize(
    ("review", "days"),
    [
        (TODAY - timedelta(days=1), -1),
        (TODAY, 0),
        (TODAY + timedelta(days=90), 90),
        (TODAY + timedelta(days=91), None),
    ],
)
def test_reviews_overdue_or_due_within_ninety_days_are_named(desk, review, days):
    desk.add("sepsis", FLUIDS, review=review.isoformat())
    found = [(one.version, one.owner, one.days) for one in desk.check().reviews]
    assert found == ([] if days is None else [("sepsis@1", "Test Committee", days)])


def test_the_longest_overdue_review_comes_first(desk):
    desk.add("sepsis", FLUIDS, review="2026-05-01")
    desk.add("falls", "Lower the bed of the resident.", review="2026-01-01")
    assert [one.version for one in desk.check().reviews] == ["falls@1", "sepsis@1"]


def test_what_is_approved_but_not_published_is_named(desk):
    desk.add("sepsis", FLUIDS)
    desk.publish()
    desk.add("falls", "Lower the bed of the resident.")
    desk.add("later", "Raise the bed.", effective="2027-01-01")
    desk.add("idea", "Remove the bed.", approved=False)
    found = desk.check().publication
    assert found.snapshot
    assert found.unpublished == ("falls@1", "later@1")
    assert found.drafts == ("idea@1",)
    assert found.ended == ()


def test_what_was_published_and_is_no_longer_in_force_is_named(desk):
    desk.add("sepsis", FLUIDS)
    desk.add("falls", "Lower the bed of the resident.")
    desk.publish()
    desk.catalogue.retire("sepsis", "Tester", "wrong", TODAY)
    desk.add("falls", "Lower the bed.", version="2", effective="2026-05-01")
    assert desk.check().publication.ended == ("sepsis@1", "falls@1")


def test_a_damaged_snapshot_is_said_and_ends_nothing(desk):
    desk.add("sepsis", FLUIDS)
    desk.publish()
    [manifest] = desk.home.glob("snapshots/*/manifest.json")
    manifest.write_bytes(manifest.read_bytes() + b" ")
    found = desk.check().publication
    assert "was changed" in found.fault


def test_an_unapproved_copy_with_another_dose_is_seen(desk):
    desk.add("sepsis", FLUIDS)
    desk.add("copied", FLUIDS.replace("500 mL", "5000 mL"), approved=False)
    [duplicate] = desk.check().duplicates
    assert duplicate.likeness is Likeness.ALTERED
    [record] = desk.check().to_json(desk.quoter())["duplicates"]
    assert [passage["document"] for passage in record["passages"]] == ["copied", "sepsis"]
    assert record["passages"][0]["section"] == ["Copied", "Treatment"]
    [difference] = record["differences"]
    assert "5000 mL" in difference["first"]["quote"]
    assert difference["findings"] == [
        {"aspect": "quantity", "before": ["5000 mL"], "after": ["500 mL"]}
    ]


def test_superseded_and_retired_versions_are_looked_at_only_when_named(desk):
    desk.add("sepsis", FLUIDS)
    desk.add("sepsis", "Call for help.", version="2", effective="2026-01-01")
    desk.add("copied", FLUIDS)
    assert desk.check().duplicates == ()
    assert "sepsis@1" not in desk.check().pages
    report = desk.check("sepsis@1")
    assert [place.version for place in report.duplicates[0].places] == ["copied@1", "sepsis@1"]


def test_with_names_only_what_touches_them_is_reported(desk):
    desk.add("one", FLUIDS)
    desk.add("two", FLUIDS)
    desk.add("three", "Lower the bed of the resident.", review="2026-01-01")
    report = desk.check("three@1")
    assert list(report.pages) == ["three@1"]
    assert report.duplicates == ()
    assert [one.version for one in report.reviews] == ["three@1"]
    assert len(desk.check("one@1").duplicates) == 1


def test_documents_that_contradict_each_other_are_quoted_side_by_side(desk):
    title = "Pneumonia"
    desk.add("pneumonia", ANTIBIOTIC.format("500 mg"), title=title)
    desk.add("respiratory", f"Sit up. {ANTIBIOTIC.format('1 g')}", title=title)
    report = desk.check()
    assert report.conflicts
    record = report.to_json(desk.quoter())["conflicts"][0]
    assert record["drug"] == "amoxicillin"
    assert [side["document"] for side in record["sides"]] == ["pneumonia", "respiratory"]
    stated = [side["stated"] for side in record["sides"]]
    assert ("500 mg" in stated[0], "1 g" in stated[1]) == (True, True)
    assert all("Give amoxicillin" in side["quote"] for side in record["sides"])


def test_a_text_that_is_gone_ends_the_check_with_its_name(desk):
    desk.add("sepsis", FLUIDS)
    [text] = desk.home.glob("library/texts/*.json")
    text.unlink()
    desk.library = Library(desk.home)
    with pytest.raises(StorageError, match=text.name):
        desk.check()


def test_a_quotation_says_where_it_stands(desk):
    desk.add("sepsis", FLUIDS)
    text = desk.library.text(desk.catalogue.version("sepsis").text_sha256)
    start = text.content.index("Do not")
    quotation = desk.quoter().quote("sepsis@1", start, len(text.content))
    assert quotation.quote.startswith("Do not give more than 2000 mL")
    assert quotation.place == "sepsis@1: Sepsis › Treatment"


def test_a_quotation_says_where_its_version_stands(desk):
    desk.add("sepsis", FLUIDS, approved=False)
    assert desk.quoter().quote("sepsis@1", 0, 6).place == "sepsis@1 (draft): Sepsis"
