"""Two documents in force give different doses: both are seen side by side, on paper too."""

import pytest

from tests.browser.accessibility import serious
from tests.browser.serving import Visit, build_home, serving
from tests.documents import DEMONSTRATION, METADATA

pytestmark = pytest.mark.browser

QUESTION = "Calcium gluconate dose in adult hyperkalaemia?"
CHANGES = (
    ("id: hyperkalaemia-adult", "id: hyperkalaemia-emergency"),
    ('title: "Hyperkalaemia in adults"', 'title: "Hyperkalaemia in the emergency department"'),
    ("| Calcium gluconate 10% | 30 mL |", "| Calcium gluconate 10% | 20 mL |"),
)
SMALL = """() => [...document.querySelectorAll("#ca-result button, #ca-new-topic, .ca-tools a")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.innerText)"""


@pytest.fixture(scope="module")
def address(chromium, tmp_path_factory):
    """A server of a protocol and of another that has one dose otherwise."""
    first = DEMONSTRATION / "approved" / "hyperkalaemia-adult.md"
    words = first.read_text(encoding="utf-8")
    for before, after in CHANGES:
        assert before in words
        words = words.replace(before, after)
    second = tmp_path_factory.mktemp("written") / "hyperkalaemia-emergency.md"
    second.write_text(words, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    build_home(home, [first, second], METADATA)
    with serving(home) as address:
        yield address


@pytest.fixture
def asked(chromium, address):
    """The answer to a question about that dose: colour scheme and width can be chosen."""
    opened = []

    def ask(**settings):
        opened.append(chromium.new_context(**settings))
        visit = Visit(opened[-1], address)
        visit.ask(QUESTION)
        return visit

    yield ask
    for context in opened:
        context.close()


def test_the_two_doses_stand_side_by_side_and_are_lit(asked, screenshot):
    seen = asked(viewport={"width": 1280, "height": 900})
    sides = seen.page.locator(".notice .sides li")
    assert sides.locator("mark").all_inner_texts() == ["30 mL", "20 mL"]
    boxes = [side.bounding_box() for side in sides.all()]
    assert len(boxes) == 2
    assert boxes[0]["y"] == boxes[1]["y"]
    screenshot(seen, "ask-conflict")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_conflict(asked, scheme):
    assert serious(asked(color_scheme=scheme).page) == []


def test_on_a_phone_a_conflict_fits_and_its_buttons_are_large_enough(asked, screenshot):
    seen = asked(viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 390
    assert seen.page.evaluate(SMALL) == []
    screenshot(seen, "ask-conflict-phone")


def test_on_paper_a_table_is_a_table(asked):
    seen = asked(viewport={"width": 794, "height": 1123})
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".group tr td").first.evaluate(
        "one => getComputedStyle(one).display"
    ) == ("table-cell")
    assert not seen.page.locator(".ca-tools").is_visible()
