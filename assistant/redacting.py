"""Opens the redactor in use, which leaves what the site itself is called in place."""

from datetime import date

from assistant.redact import Redactor
from assistant.settings import Settings
from corpus.catalogue import Catalogue


def open_redactor(settings: Settings, catalogue: Catalogue) -> Redactor:
    """The redactor, which leaves the site's own name in place. Raises ModelError."""
    from assistant.redact.presidio import PresidioRedactor

    return PresidioRedactor(own_places=lambda: own_places(settings, catalogue))


def own_places(settings: Settings, catalogue: Catalogue) -> frozenset[str]:
    """What the site itself is called: in its settings, and by its documents in force today."""
    in_force = catalogue.in_force(date.today()).values()
    sites = {site for version in in_force for site in version.metadata.site}
    return frozenset({*settings.own_places, *sites} - {"all"})
