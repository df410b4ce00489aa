"""Accounts: who they are, what ends their access, and that every change is on the trail."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from assistant.accounts import Account, Accounts, Role, Sessions
from assistant.audit import TrailIndex
from corpus.errors import AccountError, AuditError
from corpus.schema import sessions, tokens
from tests.assistant.accounts.conftest import PASSWORD

HOUR = timedelta(hours=1)


def add(accounts, name="ann", roles=(Role.CLINICIAN,)):
    return accounts.add(name, PASSWORD, roles, "admin")


def test_an_account_is_known_by_its_password(accounts):
    added = add(accounts, "Ann.Smith")
    assert added == Account("ann.smith", frozenset({Role.CLINICIAN}))
    assert accounts.check("ANN.smith ", PASSWORD) == added
    assert accounts.check("ann.smith", PASSWORD + " ") is None
    assert accounts.check("bob", PASSWORD) is None
    assert accounts.check("ann.smith", "") is None


@pytest.mark.parametrize("name", ["", "\x00", "a\x00b", "\ud800", "ann'--", "a" * 10_000])
def test_what_can_be_no_name_is_nobody(accounts, name):
    assert accounts.check(name, PASSWORD) is None
    assert accounts.find(name) is None


def test_what_two_keyboards_write_differently_is_one_password(accounts):
    accounts.add("zoe", "caf\u00e9 au lait noir", {Role.CURATOR}, "admin")
    assert accounts.check("zoe", "cafe\u0301 au lait noir")


def test_neither_passwords_nor_secrets_are_kept(accounts, tmp_path):
    add(accounts)
    secret = Sessions(accounts, HOUR, HOUR).begin(accounts.find("ann"))
    token = accounts.issue_token("ann", "admin", 1)
    with accounts.database.reading() as connection:
        kept = [
            str(row)
            for table in ("accounts", "sessions", "tokens")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert len(kept) == 3
    assert "$argon2id$" in kept[0]
    trail = accounts.trail.file.read_text()
    for one in (PASSWORD, secret, token):
        assert one not in "".join(kept) + trail


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "eleven char",
        "a" * 12,
        "abab" * 6,
        "long enough for ANN to guess",
        "x1y2z" * 60,
    ],
)
def test_an_easy_password_is_refused(accounts, password):
    with pytest.raises(AccountError, match="password"):
        accounts.add("ann", password, {Role.CLINICIAN}, "admin")
    assert accounts.all() == ()


@pytest.mark.parametrize(
    "name", ["", " ", "ann smith", "änn", "аnn", "a\nb", "-ann", "a" * 65, "<b>"]
)
def test_a_name_that_could_be_mistaken_is_refused(accounts, name):
    with pytest.raises(AccountError, match="cannot name an account"):
        accounts.add(name, PASSWORD, {Role.CLINICIAN}, "admin")


def test_an_account_without_a_role_a_second_of_its_name_or_by_nobody_is_refused(accounts):
    add(accounts)
    with pytest.raises(AccountError, match="needs a role"):
        add(accounts, "bob", ())
    with pytest.raises(AccountError, match="already"):
        add(accounts, "ANN")
    with pytest.raises(AccountError, match="name yourself"):
        accounts.disable("ann", " ")
    with pytest.raises(AccountError, match="no account 'bob'"):
        accounts.disable("bob", "admin")


def test_somebody_of_the_provider_has_one_account(accounts):
    accounts.add("ann", None, {Role.CLINICIAN}, "provider", subject="https://id.example ann-1")
    with pytest.raises(AccountError, match="'ann' already"):
        accounts.add("ann2", None, {Role.ADMIN}, "provider", subject="https://id.example ann-1")
    assert accounts.of_subject("https://id.example ann-1").name == "ann"
    assert accounts.of_subject("") is None
    assert accounts.check("ann", "") is None


def test_disabling_ends_sessions_and_tokens_at_once(accounts):
    account = add(accounts)
    kept = Sessions(accounts, HOUR, HOUR)
    secret, token = kept.begin(account), accounts.issue_token("ann", "admin", 1)
    assert kept.of(secret) == accounts.bearer(token) == account

    accounts.disable("ann", "admin")
    assert kept.of(secret) is None and accounts.bearer(token) is None
    assert accounts.check("ann", PASSWORD) is None
    with pytest.raises(AccountError, match="no enabled account"):
        accounts.issue_token("ann", "admin", 1)

    accounts.enable("ann", "admin")
    assert accounts.check("ann", PASSWORD) == account
    assert kept.of(secret) is None and accounts.bearer(token) is None


def test_a_new_password_ends_what_the_old_one_began(accounts):
    account = add(accounts)
    kept = Sessions(accounts, HOUR, HOUR)
    secret = kept.begin(account)
    accounts.set_password("ann", "a quite different sentence", "admin")
    assert kept.of(secret) is None
    assert accounts.check("ann", PASSWORD) is None
    assert accounts.check("ann", "a quite different sentence") == account


def test_new_roles_count_from_the_next_request_on(accounts):
    account = add(accounts)
    kept = Sessions(accounts, HOUR, HOUR)
    secret, token = kept.begin(account), accounts.issue_token("ann", "admin", 1)
    accounts.set_roles("ann", {Role.REVIEWER}, "admin")
    assert kept.of(secret).roles == accounts.bearer(token).roles == {Role.REVIEWER}


def test_another_process_sees_what_changed(accounts, tmp_path):
    """As the command line disables while a server runs."""
    if accounts.database.file is None:
        pytest.skip("a server is shared by its nature")
    add(accounts)
    Accounts(tmp_path).disable("ann", "admin")
    assert accounts.find("ann").disabled


def test_sessions_end_when_idle_and_after_their_longest_time(accounts):
    account = add(accounts)
    kept = Sessions(accounts, idle=HOUR, longest=3 * HOUR)

    def back(secret, **ages):
        now = datetime.now(UTC)
        with accounts.database.changing() as connection:
            connection.execute(update(sessions).values({k: now - v for k, v in ages.items()}))
        return kept.of(secret)

    secret = kept.begin(account)
    assert back(secret, begun_at=HOUR, seen_at=0.9 * HOUR) == account
    assert back(secret, begun_at=HOUR, seen_at=1.1 * HOUR) is None
    assert back(secret, begun_at=2.9 * HOUR, seen_at=0 * HOUR) == account
    assert back(secret, begun_at=3.1 * HOUR, seen_at=0 * HOUR) is None
    kept.begin(account)
    with accounts.database.reading() as connection:
        assert len(connection.execute(sessions.select()).all()) == 1


def test_using_a_session_keeps_it(accounts):
    account = add(accounts)
    kept = Sessions(accounts, idle=HOUR, longest=3 * HOUR)
    secret = kept.begin(account)
    then = datetime.now(UTC) - 0.9 * HOUR
    with accounts.database.changing() as connection:
        connection.execute(update(sessions).values(seen_at=then))
    assert kept.of(secret) == account
    with accounts.database.reading() as connection:
        [row] = connection.execute(sessions.select()).all()
    assert row.seen_at.replace(tzinfo=UTC) > then + 0.8 * HOUR


def test_a_session_that_was_ended_is_over(accounts):
    kept = Sessions(accounts, HOUR, HOUR)
    secret, other = kept.begin(add(accounts)), kept.begin(accounts.find("ann"))
    kept.end(secret)
    assert kept.of(secret) is None
    assert kept.of(other) is not None
    assert kept.of("") is None


def test_tokens_expire(accounts):
    account = add(accounts)
    token = accounts.issue_token("ann", "admin", 1)
    assert accounts.bearer(token) == account
    for wrong in ("", token[:-1], token + "x", "\ud800"):
        assert accounts.bearer(wrong) is None
    with accounts.database.changing() as connection:
        connection.execute(update(tokens).values(expires_at=datetime.now(UTC)))
    assert accounts.bearer(token) is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_no_token_holds_for_ever(accounts, days):
    add(accounts)
    with pytest.raises(AccountError, match="days"):
        accounts.issue_token("ann", "admin", days)


def test_every_change_is_on_the_trail(accounts):
    add(accounts)
    accounts.issue_token("ann", "root", 7)
    accounts.set_roles("ann", {Role.REVIEWER}, "root")
    accounts.disable("ann", "root")
    found = [(one.kind, one.by) for one in TrailIndex(accounts.trail).events("account")]
    assert found == [
        ("account.added", "admin"),
        ("account.token", "root"),
        ("account.roles", "root"),
        ("account.disabled", "root"),
    ]


def test_what_cannot_be_recorded_is_not_done(accounts, tmp_path):
    add(accounts)
    accounts.trail.file.write_bytes(b"no record\n")
    with pytest.raises(AuditError):
        accounts.disable("ann", "admin")
    with pytest.raises(AuditError):
        add(accounts, "bob")
    assert [(one.name, one.disabled) for one in accounts.all()] == [("ann", False)]


def test_tokens_are_listed_without_their_secrets_and_ended_one_by_one(accounts):
    add(accounts)
    first, second = (accounts.issue_token("ann", by, 7) for by in ("root", "boss"))
    assert [one.issued_by for one in accounts.tokens("ANN")] == ["boss", "root"]
    assert first not in str(accounts.tokens("ann"))
    [mine] = [one for one in accounts.tokens("ann") if one.issued_by == "root"]

    assert accounts.end_token("ann", mine.id.upper(), "root") == mine
    assert accounts.bearer(first) is None
    assert accounts.bearer(second)
    assert [one.issued_by for one in accounts.tokens("ann")] == ["boss"]
    [event] = TrailIndex(accounts.trail).events("account.token_ended")
    assert (event.by, event.detail) == ("root", {"account": "ann", "token": mine.id})


def test_a_token_that_is_not_there_cannot_be_ended(accounts):
    add(accounts), add(accounts, "bob")
    accounts.issue_token("bob", "root", 7)
    [other] = accounts.tokens("bob")
    for wrong in (other.id, "", "%", "a" * 64):
        with pytest.raises(AccountError, match="user tokens ann"):
            accounts.end_token("ann", wrong, "root")
    with pytest.raises(AccountError, match="no account 'eve'"):
        accounts.tokens("eve")
    with pytest.raises(AccountError, match="name yourself"):
        accounts.end_token("bob", other.id, " ")
    assert accounts.tokens("bob") == [other]


def test_when_a_token_was_used_last_is_known_to_some_minutes(accounts):
    add(accounts)
    token = accounts.issue_token("ann", "root", 7)
    assert accounts.tokens("ann")[0].used_at is None
    accounts.bearer(token)
    first = accounts.tokens("ann")[0].used_at
    accounts.bearer(token)
    assert accounts.tokens("ann")[0].used_at == first
    long_ago = datetime.now(UTC) - 2 * HOUR
    with accounts.database.changing() as connection:
        connection.execute(update(tokens).values(used_at=long_ago))
    accounts.bearer(token)
    assert accounts.tokens("ann")[0].used_at > long_ago + HOUR


def test_past_tokens_are_not_listed(accounts):
    add(accounts)
    accounts.issue_token("ann", "root", 7)
    with accounts.database.changing() as connection:
        connection.execute(update(tokens).values(expires_at=datetime.now(UTC)))
    assert accounts.tokens("ann") == []


def test_how_somebody_signs_in_is_known(accounts):
    add(accounts)
    accounts.add("bob", None, {Role.CLINICIAN}, "admin", subject="https://id.example bob")
    accounts.add("program", None, {Role.CLINICIAN}, "admin")
    accounts.add("curator", None, {Role.CURATOR}, "admin", demonstration=True)
    ways = [accounts.way_in(name).value for name in ("ann", "bob", "program", "curator")]
    assert ways == ["password", "provider", "token", "click"]


def test_other_sessions_of_an_account_are_seen_and_ended(accounts):
    account, bob = add(accounts), add(accounts, "bob")
    kept = Sessions(accounts, HOUR, 3 * HOUR)
    here, there, other = kept.begin(account), kept.begin(account), kept.begin(bob)
    assert [one.own for one in kept.all_of(account, here)] == [False, True]
    kept.end_others(account, here)
    assert [kept.of(one) for one in (here, there, other)] == [account, None, bob]
    assert len(kept.all_of(account, here)) == 1


def test_an_account_of_the_provider_gets_no_password_of_its_own(accounts):
    accounts.add("ann", None, {Role.CLINICIAN}, "provider", subject="https://id.example ann")
    with pytest.raises(AccountError, match="identity provider"):
        accounts.set_password("ann", PASSWORD, "admin")
    assert accounts.check("ann", PASSWORD) is None
