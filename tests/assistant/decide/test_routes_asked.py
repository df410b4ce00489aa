"""Routes of administration in questions and texts."""

import pytest

from assistant.decide.routes import routes_in, routes_named, ruled_out


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("5 mg by mouth", {"oral"}),
        ("500 micrograms IM", {"intramuscular"}),
        ("0.1 mg/kg IV or IO", {"intravenous", "intraosseous"}),
        ("PR diazepam", {"rectal"}),
        ("two puffs through a spacer", {"inhaled"}),
        ("salbutamol 5 mg nebs", {"nebulised"}),
        ("2 mg up the nose", {"intranasal"}),
        ("chloramphenicol eye drops", {"to the eye"}),
        ("a prolonged PR interval", set()),
        ("an oral temperature of 38", set()),
        ("oxygen by nasal cannulae", set()),
        ("If there is no IV access give 10 mg buccal", {"buccal"}),
        ("Give it orally, not intravenously", {"oral"}),
    ],
)
def test_a_text_names_its_routes(text, routes):
    assert routes_named(text) == routes


def test_a_form_tells_the_route_only_where_no_words_do():
    assert routes_in("one tablet") == {"oral"}
    assert routes_in("one buccal tablet") == {"buccal"}
    assert routes_in("an infusion over an hour") == {"intravenous"}


@pytest.mark.parametrize(
    ("question", "routes"),
    [
        ("status, no iv access", {"intravenous"}),
        ("cannot get IV access", {"intravenous"}),
        ("no veins, septic", {"intravenous"}),
        ("nil by mouth, usual levodopa", {"oral"}),
        ("unable to swallow", {"oral"}),
        ("no more than 10 mg IV", set()),
    ],
)
def test_a_question_says_which_routes_are_not_to_be_had(question, routes):
    assert ruled_out(question) == routes
