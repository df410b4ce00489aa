"""No name of a file leads out of the folder it is put into."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.web.api.uploads import LONGEST_NAME, safe_name


@settings(max_examples=100)
@given(st.text(max_size=400))
@example("../../etc/passwd")
@example("..")
@example("C:\\temp\\guideline.pdf")
@example("a" * 500 + ".pdf")
@example("." + "b" * 500)
def test_a_name_is_the_last_part_and_nothing_that_is_obeyed(name):
    safe = safe_name(name)
    assert len(safe) <= LONGEST_NAME
    assert not set(safe) & set("/\\\x00<>\n\r\u202e")
    assert not safe.startswith((".", "-"))


def test_an_ordinary_name_stays_as_it_is():
    for name in ("Sepsis (adult), v3.pdf", "übersicht.md", "NICE_NG51.docx"):
        assert safe_name(name) == name
        assert safe_name(f"C:\\folder/{name}") == name


def test_a_long_name_keeps_its_ending():
    assert safe_name("a" * 500 + ".pdf").endswith(".pdf")
