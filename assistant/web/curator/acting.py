"""What a curator does with a click: the functions of the command line, by the account signed in."""

from collections.abc import Callable, Mapping
from datetime import date

from assistant.accounts import Account
from assistant.curate.amending import amend
from assistant.curate.approving import approve
from assistant.feedback import settle
from assistant.publishing import rollback
from assistant.web.access import APPROVING, CURATING, REVIEWING
from assistant.web.checking import start_check
from assistant.web.curator.address import Place, Queue, Tab, View, version_at
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import day
from assistant.web.curator.showing import Said
from assistant.web.curator.versions import find
from assistant.web.publishing import start_publish
from assistant.web.requiring import require
from corpus.errors import CatalogueError, MetadataError
from corpus.versions import Version

Outcome = tuple[Place, Said]
"""What is shown next, and what is told above it."""
Act = Callable[..., Outcome]
"""`act(curation, account, place, *written)`; raises RoleError, and the family of AssistantError."""


def approve_draft(curation: Curation, account: Account, place: Place, effective: str) -> Outcome:
    """Approve the draft as the desk showed it to this account; only approvers may."""
    require(account, APPROVING, "approve")
    draft = _version(curation, place)
    read = curation.reading.shown(account.name, draft)
    if read is None:
        raise CatalogueError(
            f"you were not shown {draft.key} yet: read its changes, then approve it"
        )
    done = approve(
        curation.catalogue,
        curation.library,
        read,
        account.name,
        _day(effective, "first day in force") if effective.strip() else None,
        second_person=curation.settings.second_person,
    )
    said = Said(
        f"{done.version.key} is approved, in force from {day(done.version.effective)}. "
        "No question finds it before it is published.",
        notes=done.told,
        next=[("Publish", Place(View.PUBLISH))],
    )
    return version_at(done.version.key, Tab.DECIDE), said


def record_review(curation: Curation, account: Account, place: Place, until: str) -> Outcome:
    """Say that the version still holds until its next review."""
    require(account, CURATING, "review a version")
    version = _version(curation, place)
    reviewed = curation.catalogue.review(
        version.document, version.metadata.version, account.name, _day(until, "next review")
    )
    reviews = Place(View.QUEUE, queue=Queue.REVIEWS)
    return version_at(reviewed.key, Tab.DECIDE), Said(
        f"{reviewed.key} is reviewed; the next review is due on {day(reviewed.metadata.review)}.",
        next=[("Other reviews", reviews)],
    )


def withdraw(curation: Curation, account: Account, place: Place, reason: str) -> Outcome:
    """Withdraw the version from this moment on."""
    require(account, CURATING, "withdraw a version")
    version = _version(curation, place)
    if not reason.strip():
        raise MetadataError("a reason is empty: say why the version is withdrawn")
    changed = curation.catalogue.retire(
        version.document, account.name, reason.strip(), date.today(), version.metadata.version
    )
    key = changed[0].key
    return version_at(key, Tab.DECIDE), Said(
        f"{key} is withdrawn: from now on no question finds, cites or quotes it.",
        next=[("Past answers that cited it", version_at(key, Tab.ANSWERS))],
    )


def save_metadata(
    curation: Curation, account: Account, place: Place, values: Mapping[str, str]
) -> Outcome:
    """Give a draft these metadata."""
    require(account, CURATING, "amend a draft")
    draft, changed = amend(
        curation.catalogue,
        place.document,
        _version(curation, place).metadata.version,
        values,
        account.name,
        second_person=curation.settings.second_person,
    )
    told = "has these metadata now" if changed else "had these metadata already"
    second = " Somebody else has to approve it." if curation.settings.second_person else ""
    return version_at(draft.key, Tab.METADATA), Said(
        f"{draft.key} {told}.{second if changed else ''}",
        next=[("Decide", version_at(draft.key, Tab.DECIDE))],
    )


def publish_now(curation: Curation, account: Account, place: Place) -> Outcome:
    """Begin to publish; the page then shows how far it is."""
    require(account, CURATING, "publish")
    start_publish(curation.jobs, curation.settings, account.name)
    return Place(View.PUBLISH), Said(
        "Publishing has begun. What is served now stays until the new snapshot is whole."
    )


def roll_back(curation: Curation, account: Account, place: Place) -> Outcome:
    """Serve an earlier snapshot again."""
    require(account, CURATING, "roll back")
    target = rollback(curation.settings, account.name, place.snapshot or None)
    return Place(View.PUBLISH), Said(
        f"Snapshot {target} is published again. What was withdrawn stays withdrawn."
    )


def check_now(curation: Curation, account: Account, place: Place) -> Outcome:
    """Begin to check the whole corpus."""
    require(account, CURATING, "have the corpus checked")
    start_check(curation.jobs, curation.settings, account.name)
    return place, Said("The check has begun; its findings come here.")


def settle_report(curation: Curation, account: Account, place: Place, note: str) -> Outcome:
    """Say what came of a report; that an answer is unsafe only a reviewer settles."""
    by = require(account, CURATING, "settle a report")
    redactor, reviewer = curation.service.stages().redactor, account.may(REVIEWING)
    done = settle(curation.index, redactor, place.report, by, note, reviewer=reviewer)
    return Place(View.QUEUE, queue=Queue.FEEDBACK), Said(
        f"The report “{done.kind}” of {done.by or 'a reader'} is settled."
    )


def _version(curation: Curation, place: Place) -> Version:
    return find(curation, place).version


def _day(written: str, what: str) -> date:
    try:
        if len(written.strip()) != len("2026-01-31"):
            raise ValueError
        return date.fromisoformat(written.strip())
    except ValueError:
        raise MetadataError(
            f"the {what} {written.strip()[:40]!r} is no date such as 2026-01-31: correct it"
        ) from None
