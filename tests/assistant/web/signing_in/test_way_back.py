"""Nobody is led to another site by signing in."""

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.signing_in.way_back import safe_way, way_to_sign_in

HERE = "https://here.example/sign-in"


@pytest.mark.parametrize("way", ["/", "/curate/", "/answers/a-1", "/source?document=a&page=2"])
def test_an_address_here_is_kept(way):
    assert safe_way(way) == way


@pytest.mark.parametrize(
    "way",
    [
        "",
        "https://attacker.example",
        "//attacker.example",
        "/\\attacker.example",
        "\\\\attacker.example",
        "/\t/attacker.example",
        "/\n/attacker.example",
        " //attacker.example",
        "javascript:alert(1)",
        "curate",
        "/a\r\nset-cookie: x=y",
        "/a\\b",
        "/sign-in?next=/sign-in",
        "/sign-out",
        "/é",
        "/" + "a" * 3000,
    ],
)
def test_anything_else_leads_to_the_first_page(way):
    assert safe_way(way) == "/"


@given(st.text(alphabet=st.sampled_from("/\\.:@?#%a \t\n\r\x00"), max_size=12))
def test_whatever_is_stated_a_browser_stays_here(way):
    # As browsers read an address: without tabs and line ends, backslashes as slashes.
    read = safe_way(way).replace("\\", "/")
    assert urlsplit(urljoin(HERE, read)).netloc == "here.example"


@given(st.text(max_size=40), st.text(alphabet="abc=&%20", max_size=20))
def test_the_way_to_the_page_is_always_an_address(path, query):
    way = way_to_sign_in("/" + path, query)
    parts = urlsplit(way)
    assert parts.path == "/sign-in" and not parts.netloc
    back = parse_qs(parts.query).get("next", ["/"])[0]
    assert safe_way(back) == back
