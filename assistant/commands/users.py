"""`user`: who may sign in, and what they may do."""

import sys
from typing import Annotated

import typer

from assistant.accounts import Account, Accounts, Role
from assistant.accounts.demonstration import add_demonstration
from assistant.commands.options import AsJson, By
from assistant.commands.printing import moment, say, say_json, say_table
from assistant.settings import Settings
from corpus.errors import AccountError

Name = Annotated[str, typer.Argument(help="Such as ann.smith.")]
Roles = Annotated[list[Role], typer.Option("--role", help="Give it once for each role.")]
DEMONSTRATION_BY = "demonstration"


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command("list")(list_accounts)
    for command in (
        add, disable, enable, password, roles, token, tokens, end_token, demonstration,
    ):  # fmt: skip
        group.command()(command)


def add(
    context: typer.Context,
    name: Name,
    role: Roles,
    by: By,
    without_password: Annotated[
        bool, typer.Option("--without-password", help="For a program, which gets a token.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add an account. Its password is asked for, or is the first line of stdin."""
    accounts = _accounts(context)
    if accounts.find(name.strip().lower()):
        raise AccountError(f"there is an account {name!r} already: see `assistant user list`")
    chosen = None if without_password else _read_password()
    _say_account(accounts.add(name, chosen, role, by), "added", as_json)


def list_accounts(context: typer.Context, as_json: AsJson = False) -> None:
    """List every account with its roles."""
    found = _accounts(context).all()
    if as_json:
        say_json([_to_json(one) for one in found])
        return
    if not found:
        say("There are no accounts. Next: assistant user add NAME --role clinician --by YOU")
        return
    say_table(
        ("name", "roles", "state", "demonstration"),
        [
            (
                one.name,
                ", ".join(sorted(one.roles)),
                "disabled" if one.disabled else "enabled",
                "yes" if one.demonstration else "",
            )
            for one in found
        ],
    )


def disable(context: typer.Context, name: Name, by: By, as_json: AsJson = False) -> None:
    """Let nobody in by this name any more; sessions and tokens end at once."""
    _say_account(_accounts(context).disable(name, by), "disabled", as_json)


def enable(context: typer.Context, name: Name, by: By, as_json: AsJson = False) -> None:
    """Let a disabled account in again; its tokens stay ended."""
    _say_account(_accounts(context).enable(name, by), "enabled", as_json)


def password(context: typer.Context, name: Name, by: By, as_json: AsJson = False) -> None:
    """Set a new password, asked for or the first line of stdin; sessions and tokens end."""
    accounts = _accounts(context)
    if accounts.find(name.strip().lower()) is None:
        raise AccountError(f"there is no account {name!r}: `assistant user list` shows them")
    changed = accounts.set_password(name, _read_password(), by)
    _say_account(changed, "given a new password", as_json)


def roles(context: typer.Context, name: Name, role: Roles, by: By, as_json: AsJson = False) -> None:
    """Set all the roles of an account, from the next request on."""
    changed = _accounts(context).set_roles(name, role, by)
    _say_account(changed, f"{', '.join(sorted(changed.roles))} from now on", as_json)


def token(
    context: typer.Context,
    name: Name,
    by: By,
    days: Annotated[int, typer.Option(help="How long it holds.")] = 90,
    as_json: AsJson = False,
) -> None:
    """Print a new bearer token for the API; it cannot be shown again."""
    secret = _accounts(context).issue_token(name, by, days)
    if as_json:
        say_json({"account": name.strip().lower(), "token": secret, "days": days})
    else:
        say(secret)


def tokens(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """List the tokens of an account that hold, by the id that `end-token` takes."""
    found = _accounts(context).tokens(name)
    if as_json:
        say_json([one.to_json() for one in found])
        return
    if not found:
        say(f"{name} has no tokens. Next: assistant user token {name} --by YOU")
        return
    say_table(
        ("id", "issued", "by", "until", "last used"),
        [
            (
                one.id,
                moment(one.issued_at),
                one.issued_by,
                moment(one.expires_at),
                moment(one.used_at) if one.used_at else "never",
            )
            for one in found
        ],
    )


def end_token(
    context: typer.Context,
    name: Name,
    token: Annotated[str, typer.Argument(metavar="ID", help="As `user tokens` shows it.")],
    by: By,
    as_json: AsJson = False,
) -> None:
    """End a token at once; what is sent with it gets 401."""
    ended = _accounts(context).end_token(name, token, by)
    if as_json:
        say_json(ended.to_json())
    else:
        say(f"The token {ended.id} of {name} is ended.")


def demonstration(context: typer.Context, as_json: AsJson = False) -> None:
    """Add one account per role that anybody on this computer signs in as with one click.

    Only for a home without other accounts. `serve` keeps them to this computer.
    """
    added = add_demonstration(_accounts(context), DEMONSTRATION_BY)
    if as_json:
        say_json([_to_json(one) for one in added])
    elif added:
        names = ", ".join(one.name for one in added)
        say(f"Demonstration accounts, to be signed in as with one click: {names}.")


def _accounts(context: typer.Context) -> Accounts:
    settings: Settings = context.obj
    return Accounts(settings.home, settings.catalogue)


def _read_password() -> str:
    """From the terminal without showing it, else the first line of stdin.

    Never an argument, which other users of the computer can see.
    """
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _to_json(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "roles": sorted(account.roles),
        "disabled": account.disabled,
        "demonstration": account.demonstration,
    }


def _say_account(account: Account, done: str, as_json: bool) -> None:
    if as_json:
        say_json(_to_json(account))
    else:
        say(f"{account.name} is {done}.")
