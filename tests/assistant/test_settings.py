"""Where settings come from."""

import pytest

from assistant.settings import load_settings
from corpus.errors import SettingsError


def test_the_file_of_the_home_is_read_and_the_environment_stands_over_it(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text("evidence = 5\ncandidates = 50\n")
    monkeypatch.setenv("ASSISTANT_EVIDENCE", "6")
    settings = load_settings(tmp_path)

    assert (settings.evidence, settings.candidates) == (6, 50)
    assert settings.home == tmp_path


@pytest.mark.parametrize("variable", ["", "lenient.yaml"])
def test_the_environment_cannot_take_away_the_gate_of_the_file(tmp_path, monkeypatch, variable):
    (tmp_path / "settings.toml").write_text('publish_gate = "gates.yaml"\n')
    assert load_settings(tmp_path).publish_gate == "gates.yaml"
    monkeypatch.setenv("ASSISTANT_PUBLISH_GATE", variable)
    with pytest.raises(SettingsError, match=r"take away the gate 'gates\.yaml'"):
        load_settings(tmp_path)


def test_the_environment_may_ask_for_a_gate_where_the_file_asks_for_none(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_PUBLISH_GATE", "gates.yaml")
    assert load_settings(tmp_path).publish_gate == "gates.yaml"


def test_the_home_comes_from_the_argument_then_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "environment"))
    assert load_settings().home == tmp_path / "environment"
    assert load_settings(tmp_path / "argument").home == tmp_path / "argument"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("evidence = 0", "evidence"),
        ("unknown = 1", "unknown"),
        ("generator = 'oracle'", "generator"),
        ("port = 'x'\nevidence = 99", "port"),
        ("[[", "settings.toml"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, line, named):
    (tmp_path / "settings.toml").write_text(line)
    with pytest.raises(SettingsError, match=named):
        load_settings(tmp_path)


def test_every_wrong_setting_is_named_at_once(tmp_path):
    (tmp_path / "settings.toml").write_text("port = 'x'\nevidence = 99")
    with pytest.raises(SettingsError, match=r"(?s)evidence.*port|port.*evidence"):
        load_settings(tmp_path)


def test_what_is_chosen_on_the_command_line_is_checked(tmp_path):
    settings = load_settings(tmp_path)
    assert settings.choose(port=8000).port == 8000
    with pytest.raises(SettingsError, match=r"oracle|generator"):
        settings.choose(generator="oracle")
