from types import SimpleNamespace

import pytest

from assistant.accounts import Account, Role
from assistant.feedback import Kind, report, reports
from assistant.releasing import blocked
from assistant.web.reviewer import acting
from assistant.web.reviewer.actions import ACTIONS
from assistant.web.reviewer.address import Address, View
from corpus.catalogue import Catalogue
from corpus.errors import AuditError, RedactionError, RoleError, RunError, SuiteError
from corpus.intake import add_files
from corpus.library import Library
from evals.adjudication import Subject, rounds
from evals.suites.reading import read_suite
from tests.documents import protocol
from tests.fakes.redactors import FailingRedactor, ShoutedNames

ANSWER = "a" * 32
DOES = {name: action for name, action, _ in ACTIONS}
ROLES = [role for role in Role if role is not Role.REVIEWER]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "fields"), [(name, fields) for name, _, fields in ACTIONS])
def test_who_is_no_reviewer_changes_nothing(service, name, fields, role):
    service.answered(ANSWER, reason="not_in_corpus")
    number = acting.start_round(
        service, Account("rita", frozenset({Role.REVIEWER})), "one", [Subject("", ANSWER)]
    )
    before = service.trail_index.trail.file.read_bytes()
    at = Address(View.JUDGE, round=number, subject=f"answer#{ANSWER}", answer=ANSWER, run="x")
    typed = {"suites": ["acute-care"], "count": 3, "judgement": "right", "expect": "refuse",
             "suite": "own", "identity": "one"}  # fmt: skip
    watcher = Account("ada", frozenset({role}))
    with pytest.raises(RoleError, match="ada may not act as a reviewer"):
        DOES[name](service, watcher, at, *(typed.get(field, "because") for field in fields))
    assert service.trail_index.trail.file.read_bytes() == before
    assert not (service.settings.home / "suites").exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda service, who: acting.settle_report(service, who, 1, "seen"),
        lambda service, who: acting.stop_run(service, who, "job"),
        lambda service, who: acting.start_round(service, who, "a", [Subject("", ANSWER)]),
        lambda service, who: acting.block(service, who, "because"),
        lambda service, who: acting.allow(service, who, "because"),
        lambda service, who: acting.accept_run(service, who, "run"),
    ],
)
def test_every_act_asks_for_the_role_itself(service, watcher, act):
    with pytest.raises(RoleError):
        act(service, watcher)
    assert not service.trail_index.trail.file.exists()


def test_blocking_and_allowing_are_kept_with_who_and_why(service, reviewer):
    DOES["block"](service, reviewer, Address(), "the gate on JANE failed")
    standing = blocked(service.trail_index)
    assert (standing.by, standing.detail["reason"]) == ("rita", "the gate on <NAME> failed")
    DOES["allow"](service, reviewer, Address(), "repaired")
    assert blocked(service.trail_index) is None


def test_a_report_is_settled_once(service, reviewer):
    service.answered(ANSWER)
    trail = service.trail_index.trail
    said = report(trail, ShoutedNames(), ANSWER, Kind.UNSAFE, "limit missing", "amina")
    at = Address(View.ANSWER, answer=ANSWER, report=said.number)
    _, after = DOES["settle"](service, reviewer, at, "the limit stands below")
    (settled,) = reports(service.trail_index)
    assert (settled.settlement.by, settled.waits) == ("rita", False)
    with pytest.raises(AuditError, match="settled already"):
        DOES["settle"](service, reviewer, after, "again")


def test_a_refusal_becomes_a_case_with_its_redacted_question(service, reviewer):
    service.answered(ANSWER, "Dose for <NAME>?", reason="not_in_corpus")
    at = Address(View.ANSWER, answer=ANSWER)
    typed = ("from-use", "dose-for", "refuse", "not_in_corpus", "", "", "")
    message, _ = DOES["case"](service, reviewer, at, *typed)
    assert "from-use/dose-for" in message
    (case,) = read_suite(service.settings.home / "suites" / "from-use.yaml").cases
    assert (case.question, case.reasons) == ("Dose for <NAME>?", ("not_in_corpus",))
    (event,) = service.trail_index.events(acting.ADDED)
    assert event.detail == {"suite": "from-use", "case": "dose-for", "answer": ANSWER}


@pytest.mark.parametrize("evidence", ["gone: 5 mg", "no colon", "anaphylaxis:"])
def test_words_that_stand_in_no_document_make_no_case(service, reviewer, evidence):
    service.answered(ANSWER)
    at = Address(View.ANSWER, answer=ANSWER)
    with pytest.raises(SuiteError):
        DOES["case"](service, reviewer, at, "own", "one", "answer", "", evidence, "", "")
    assert not (service.settings.home / "suites").exists()


def test_judging_leads_on_to_the_next_answer(service, reviewer):
    ids = [f"{number:032x}" for number in (1, 2)]
    for identity in ids:
        service.answered(identity)
    subjects = [Subject("", identity) for identity in ids]
    number = acting.start_round(service, reviewer, "both", subjects)
    at = Address(View.JUDGE, round=number, subject=str(subjects[0]))
    _, after = DOES["judge"](service, reviewer, at, "right", "")
    assert after.subject == str(subjects[1])
    _, after = DOES["judge"](service, reviewer, after, "unsafe", "")
    assert after == Address(View.ROUND, round=number)
    (found,) = rounds(service.trail_index)
    assert not found.waiting_for("rita")


def test_a_verdict_has_to_be_chosen(service, reviewer):
    service.answered(ANSWER)
    number = acting.start_round(service, reviewer, "one", [Subject("", ANSWER)])
    at = Address(View.JUDGE, round=number, subject=f"answer#{ANSWER}")
    with pytest.raises(RunError, match="choose one of the verdicts"):
        DOES["judge"](service, reviewer, at, None, "why")


@pytest.mark.parametrize("names", [[], ["../../etc/passwd"], ["acute-care", "nothing"]])
def test_only_suites_that_are_listed_are_run(service, reviewer, names):
    with pytest.raises(SuiteError):
        DOES["start"](service, reviewer, Address(), names)


@pytest.mark.parametrize("run", ["", "..", "../x", "a/b", "gone", "\0"])
def test_a_run_that_is_not_there_is_not_accepted(service, reviewer, run):
    with pytest.raises(RunError, match="no run"):
        acting.accept_run(service, reviewer, run)


def test_what_is_typed_for_a_case_is_kept_without_identifiers(service, reviewer, tmp_path):
    file = tmp_path / "zinc.md"
    file.write_text(protocol("zinc", "# Zinc\n\nGive zinc sulfate 220 mg once daily.\n"))
    home = service.settings.home
    intake = add_files([file], Catalogue(home), Library(home), by="B", approved_by="C")
    assert not intake.refused
    service.answered(ANSWER)
    at = Address(View.ANSWER, answer=ANSWER)
    typed = ["own", "one", "answer", "", "zinc: 220 mg once daily", "220 mg\nas MARY had",
             "not for JANE"]  # fmt: skip
    message, _ = DOES["case"](service, reviewer, at, *typed)
    assert "Identifiers in what you typed were replaced" in message
    (case,) = read_suite(home / "suites" / "own.yaml").cases
    assert [one.text for words in case.facts for one in words] == ["220 mg", "as <NAME> had"]
    assert [one.text for one in case.forbid] == ["not for <NAME>"]

    typed[1], typed[4] = "two", "zinc: 220 mg for MARY"
    with pytest.raises(SuiteError, match="does not hold '220 mg for <NAME>'"):
        DOES["case"](service, reviewer, at, *typed)
    typed[1], typed[4] = "for-MARY", "zinc: 220 mg once daily"
    with pytest.raises(SuiteError, match="name of the case holds what looks like an identifier"):
        DOES["case"](service, reviewer, at, *typed)
    written = [service.trail_index.trail.file, *(home / "suites").iterdir()]
    kept = b"".join(path.read_bytes() for path in written)
    assert b"MARY" not in kept and b"JANE" not in kept


def test_without_a_redactor_no_case_and_no_round_is_made(service, reviewer, monkeypatch):
    service.answered(ANSWER, reason="not_in_corpus")
    before = service.trail_index.trail.file.read_bytes()
    monkeypatch.setattr(service, "stages", lambda: SimpleNamespace(redactor=FailingRedactor()))
    at = Address(View.ANSWER, answer=ANSWER)
    with pytest.raises(RedactionError):
        DOES["case"](service, reviewer, at, "own", "one", "refuse", "", "", "", "never this")
    with pytest.raises(RedactionError):
        acting.start_round(service, reviewer, "both", [Subject("", ANSWER)])
    assert service.trail_index.trail.file.read_bytes() == before
    assert not (service.settings.home / "suites").exists()


def test_what_a_round_is_about_is_kept_without_identifiers(service, reviewer):
    service.answered(ANSWER)
    acting.start_round(service, reviewer, "answers for JANE", [Subject("", ANSWER)])
    (found,) = rounds(service.trail_index)
    assert found.about == "answers for <NAME>"
