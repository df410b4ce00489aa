"""What DOC[@VERSION] and --by name on the command line."""

import getpass
from collections.abc import Set

from assistant.accounts import Accounts, Role
from assistant.accounts.acting import acting as account_for
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, MetadataError
from corpus.versions import Version


def named_parts(named: str) -> tuple[str, str | None]:
    """The document, and the version if one is named; CatalogueError when either is left empty.

    What is left empty is a slip, or a variable of a script: it must not mean all or any.
    """
    document, at, version = named.partition("@")
    if not document.strip() or (at and not version.strip()):
        raise CatalogueError(
            f"{named!r} names no document or no version: write DOC or DOC@VERSION, "
            "as `assistant corpus list` shows them"
        )
    return document, version or None


def find_version(catalogue: Catalogue, named: str) -> Version:
    """The version named, or the one in force, or else the last one added; CatalogueError."""
    return catalogue.version(*named_parts(named))


def find_draft(catalogue: Catalogue, named: str) -> Version:
    """The version named, whatever it is, or the only draft of the document; CatalogueError."""
    document, version = named_parts(named)
    return catalogue.version(document, version) if version else catalogue.draft(document)


def acting(settings: Settings, by: str, roles: Set[Role]) -> str:
    """Who does this, by an account with one of the roles where the home has accounts.

    Raises AccountError for anybody else, and MetadataError where nobody is named.
    """
    return account_for(Accounts(settings.home, settings.catalogue), person(by), roles)


def person(by: str) -> str:
    """Who does this: the name given, or that of the user of this machine; MetadataError."""
    if by:
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # As in a container that runs under a bare number.
        raise MetadataError(
            "this machine has no name for its user: say who does this with --by NAME"
        ) from None
