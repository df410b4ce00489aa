"""Whether other computers reach the server, and what it needs to start when they do."""

from ipaddress import ip_address
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from assistant.accounts import Accounts
from assistant.accounts.demonstration import enabled_demonstration
from assistant.settings import Settings
from corpus.errors import SettingsError


def is_exposed(settings: Settings) -> bool:
    """Whether it listens on more than loopback, or a proxy passes on what comes from elsewhere."""
    return bool(settings.behind_proxy) or not _is_loopback(settings.host)


def check_exposure(settings: Settings, accounts: Accounts) -> None:
    """Refuse what must not be reached from elsewhere: SettingsError says what to do."""
    certificate, key = settings.tls_certificate, settings.tls_key
    if bool(certificate) != bool(key):
        raise SettingsError(
            "only one of tls_certificate and tls_key is set: a certificate needs its key"
        )
    if certificate and key:
        _check_certificate(certificate, key)
    if not is_exposed(settings):
        return
    if not certificate and not settings.behind_proxy:
        raise SettingsError(
            f"{settings.host} is reached by other computers, and passwords would travel in the "
            "clear: set tls_certificate and tls_key, or behind_proxy to the address of the proxy "
            "that adds https, or listen on 127.0.0.1"
        )
    open_to_all = enabled_demonstration(accounts.all())
    if open_to_all:
        names = ", ".join(one.name for one in open_to_all)
        raise SettingsError(
            "other computers would reach the demonstration accounts, which need no password "
            f"({names}): run `assistant user disable NAME --by YOU` for each, or listen on "
            "127.0.0.1 without a proxy"
        )


def _check_certificate(certificate: Path, key: Path) -> None:
    try:
        # A password would be asked for at the terminal, where nobody is.
        SSLContext(PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the certificate {certificate} and the key {key} cannot be used ({error}): correct "
            "tls_certificate and tls_key, both PEM files, the key without a password"
        ) from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
