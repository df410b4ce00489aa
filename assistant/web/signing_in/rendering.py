"""The pages about signing in: that to sign in on, that of who is turned away, one's account."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from markupsafe import Markup

from assistant.accounts import Account, Role, Session, Token, WayIn
from assistant.accounts.passwords import LONGEST, SHORTEST
from assistant.web.shell import render_header, templates

HERE = Path(__file__).parent / "templates"
DOES = {
    Role.CLINICIAN: "asks questions",
    Role.CURATOR: "brings documents in and publishes",
    Role.APPROVER: "approves what another brought in",
    Role.REVIEWER: "tests answers and blocks releases",
    Role.ADMIN: "manages accounts, sees figures of use",
}
"""What a role is for, in a few words."""


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
        "message": message,
    }
    return templates(HERE).get_template("turned_away.html").render(values)


def render_own_account(
    banner: str,
    account: Account,
    way_in: WayIn,
    sessions: Sequence[Session],
    tokens: Sequence[Token],
    *,
    provider: str = "",
    done: str = "",
    problem: str = "",
) -> str:
    """What somebody sees of his account; `done` and `problem` say what came of an act.

    `provider` is the host of the identity provider.
    """
    values = {
        "header": Markup(render_header(banner, None, account, "account")),
        "account": account,
        "roles": [(role, DOES[role]) for role in Role if role in account.roles],
        "way_in": way_in.value,
        "provider": provider,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "here": [one for one in sessions if one.own],
        "elsewhere": [one for one in sessions if not one.own],
        "tokens": tokens,
        "moment": _moment,
        "done": done,
        "problem": problem,
    }
    return templates(HERE).get_template("own_account.html").render(values)


def _moment(at: datetime) -> Markup:
    """A time to the minute, for people and for programs."""
    utc = at.astimezone(UTC)
    return Markup('<time datetime="{}">{}</time>').format(
        utc.isoformat(timespec="minutes"), f"{utc.day} {utc:%b %Y, %H:%M} UTC"
    )
