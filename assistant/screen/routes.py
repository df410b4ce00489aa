"""Whom to turn to, beside what is refused or urgent; a site sets its own words."""

from collections.abc import Mapping
from enum import StrEnum


class Route(StrEnum):
    """When somebody is to be turned to."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    HARMFUL_REQUEST = "harmful_request"
    INDIVIDUAL_DECISION = "individual_decision"
    OUT_OF_SCOPE = "out_of_scope"


NEUTRAL: Mapping[Route, str] = {
    Route.EMERGENCY: "Follow your site's emergency procedure now.",
    Route.CRISIS: (
        "Please speak to someone now: the emergency department, a crisis line, occupational "
        "health, or a person you trust."
    ),
    Route.HARMFUL_REQUEST: (
        "If anyone may be at risk, follow your site's safeguarding procedure, and tell the senior "
        "person on duty."
    ),
    Route.INDIVIDUAL_DECISION: "For this patient, turn to the senior clinician on duty.",
    Route.OUT_OF_SCOPE: "For anything else, turn to your site's usual contacts.",
}
"""What is said where a site has set nothing."""


def routes(site: Mapping[str, str]) -> dict[Route, str]:
    """The words for every route: the site's where it has some, on one line; raises ValueError."""
    return {**NEUTRAL, **{Route(name): " ".join(words.split()) for name, words in site.items()}}
