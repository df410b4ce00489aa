"""A server that other computers reach needs https, and no account that anybody may take."""

import subprocess

import pytest

from assistant.accounts import Accounts
from assistant.accounts.demonstration import add_demonstration, enabled_demonstration
from assistant.settings import load_settings
from assistant.web.exposure import check_exposure, is_exposed
from assistant.web.server import run
from corpus.errors import SettingsError


@pytest.fixture
def accounts(tmp_path):
    return Accounts(tmp_path)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    files = folder / "certificate.pem", folder / "key.pem"
    options = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=test"
    command = ["openssl", "req", *options.split(), "-out", files[0], "-keyout", files[1]]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl makes the certificate to test with")
    return {"tls_certificate": files[0], "tls_key": files[1]}


def settings(home, **chosen):
    return load_settings(home).choose(**chosen)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_on_loopback_nothing_is_needed(accounts, tmp_path, host):
    add_demonstration(accounts, "test")
    chosen = settings(tmp_path, host=host)
    assert not is_exposed(chosen)
    check_exposure(chosen, accounts)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "assistant.hospital.example"])
def test_reached_from_elsewhere_it_needs_https(accounts, tmp_path, host, certificate):
    with pytest.raises(SettingsError, match=r"tls_certificate.*behind_proxy.*127\.0\.0\.1"):
        check_exposure(settings(tmp_path, host=host), accounts)
    check_exposure(settings(tmp_path, host=host, behind_proxy=("10.0.0.5",)), accounts)
    check_exposure(settings(tmp_path, host=host, **certificate), accounts)


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_demonstration_accounts_are_not_served_to_others(accounts, tmp_path, host):
    """Behind a proxy on this computer either."""
    add_demonstration(accounts, "test")
    chosen = settings(tmp_path, host=host, behind_proxy=("127.0.0.1",))
    with pytest.raises(SettingsError, match="user disable"):
        check_exposure(chosen, accounts)
    for one in enabled_demonstration(accounts.all()):
        accounts.disable(one.name, "test")
    check_exposure(chosen, accounts)


def test_the_server_does_not_start_for_others_without_https(tmp_path):
    with pytest.raises(SettingsError, match="in the clear"):
        run(settings(tmp_path, host="0.0.0.0"))


@pytest.mark.parametrize("missing", ["tls_certificate", "tls_key"])
def test_a_certificate_and_its_key_go_together(accounts, tmp_path, certificate, missing):
    half = {**certificate, missing: None}
    with pytest.raises(SettingsError, match="only one"):
        check_exposure(settings(tmp_path, **half), accounts)


def test_files_that_are_no_certificate_are_told(accounts, tmp_path, certificate):
    other = tmp_path / "other.pem"
    for text in (None, "no certificate"):
        if text:
            other.write_text(text)
        wrong = {**certificate, "tls_key": other}
        with pytest.raises(SettingsError, match="PEM"):
            check_exposure(settings(tmp_path, **wrong), accounts)


@pytest.mark.parametrize("everybody", ["0.0.0.0/0", "::/0", "*", "proxy"])
def test_everybody_is_no_proxy(tmp_path, everybody):
    with pytest.raises(SettingsError, match="behind_proxy"):
        settings(tmp_path, behind_proxy=(everybody,))
