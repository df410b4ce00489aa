"""The pages that somebody sees who is not, or not yet, let in."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from assistant.accounts import Account, Role
from assistant.web.shell import render_header, templates

HERE = Path(__file__).parent / "templates"
DOES = {
    Role.CLINICIAN: "asks questions",
    Role.CURATOR: "brings documents in and publishes",
    Role.APPROVER: "approves what another brought in",
    Role.REVIEWER: "tests answers and blocks releases",
    Role.ADMIN: "manages accounts, sees figures of use",
}
"""What to try as one of the demonstration's accounts."""
_SHEET = Markup('<link rel="stylesheet" href="/static/sign-in.css">')


def render_sign_in(
    banner: str,
    back: str,
    *,
    demonstration: Sequence[Account] = (),
    empty: bool = False,
    passwords: bool = True,
    provider: str = "",
    problem: str = "",
    name: str = "",
) -> str:
    """The page to sign in on; `back` is the address to go on to, `empty` that there is no account.

    `provider` is the address of the way to sign in with an identity provider; empty without one.
    """
    values = {
        "header": Markup(render_header(banner, None, None, "sign-in")),
        "sheet": _SHEET,
        "back": back,
        "demonstration": demonstration,
        "does": {one.name: DOES[min(one.roles)] for one in demonstration},
        "empty": empty,
        "passwords": passwords,
        "provider": provider,
        "problem": problem,
        "name": name,
    }
    return templates(HERE).get_template("sign_in.html").render(values)


def render_turned_away(banner: str, account: Account, message: str) -> str:
    """The page for somebody whose roles do not include what they asked for."""
    values = {
        "header": Markup(render_header(banner, None, account, "")),
        "sheet": _SHEET,
        "message": message,
    }
    return templates(HERE).get_template("turned_away.html").render(values)
