"""Whom to turn to."""

from typing import get_args

import pytest

from assistant.answers import RefusalReason
from assistant.screen import Screening, routes, screen
from assistant.screen.model import Kind
from assistant.screen.routes import NEUTRAL, Route
from assistant.settings import Route as Setting
from assistant.settings import load_settings
from corpus.errors import SettingsError


class FixedReader:
    """Takes every question for the same."""

    identity = "fixed@1"

    def __init__(self, kind):
        self._kind = kind

    def kind(self, question):
        return self._kind


def refusal(kind, **site):
    return screen("what about the potassium?", Screening(FixedReader(kind), routes(site)))


def test_the_settings_know_every_route():
    assert set(get_args(Setting)) == {str(route) for route in Route} == set(map(str, NEUTRAL))


@pytest.mark.parametrize(
    ("kind", "reason", "route"),
    [
        (Kind.HARMFUL, RefusalReason.HARMFUL_REQUEST, Route.HARMFUL_REQUEST),
        (Kind.SELF_HARM, RefusalReason.HARMFUL_REQUEST, Route.CRISIS),
        (Kind.INDIVIDUAL, RefusalReason.INDIVIDUAL_DECISION, Route.INDIVIDUAL_DECISION),
        (Kind.ELSEWHERE, RefusalReason.OUT_OF_SCOPE, Route.OUT_OF_SCOPE),
    ],
)
def test_each_kind_has_its_reason_its_message_and_its_route(kind, reason, route):
    neutral = refusal(kind)
    own = refusal(kind, **{str(route): "Ring  Jo\non 5."})

    assert neutral.reason is own.reason is reason
    assert NEUTRAL[route] in neutral.message
    assert "Ring Jo on 5." in own.message
    assert NEUTRAL[route] not in own.message


def test_no_message_accuses():
    messages = [refusal(kind).message for kind in Kind if kind is not Kind.LEGITIMATE]

    assert len(set(messages)) == 4
    assert not [m for m in messages if "your question" in m.lower() or "you want" in m.lower()]


def test_in_a_crisis_whom_to_turn_to_comes_first():
    assert refusal(Kind.SELF_HARM).message.startswith(NEUTRAL[Route.CRISIS])


def test_a_legitimate_question_is_not_refused():
    assert refusal(Kind.LEGITIMATE) is None


@pytest.mark.parametrize(
    "table",
    ['nowhere = "x"', 'emergency = ""', f'emergency = "{"x" * 301}"', "emergency = 2222"],
)
def test_a_wrong_route_in_the_settings_is_named(tmp_path, table):
    (tmp_path / "settings.toml").write_text(f"[routes]\n{table}\n")
    with pytest.raises(SettingsError, match="routes"):
        load_settings(tmp_path)


def test_a_site_sets_its_own(tmp_path):
    (tmp_path / "settings.toml").write_text('[routes]\nemergency = "Call 2222."\n')

    assert load_settings(tmp_path).routes == {"emergency": "Call 2222."}
