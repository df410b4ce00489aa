"""Whether words limit a treatment: how much, for whom, with what beside it, watched by whom."""

import re

_AMOUNT = (
    r"\d[\d,.]*(?: ?(?:to|[-–]) ?\d[\d,.]*)? ?(?:mg|micrograms?|mcg|µg|g|units?|mmol|mL|tablets?"
    r"|puffs?|boluses|doses|vials?|ampoules?)\b(?! ?/ ?(?:L|dL|mL|min)\b)"
)
_FORBIDS = (
    r"\bcontra-?indicat|\bavoid|\bcannot\b|\bnever\b|\bunsuitable\b|\bprohibited\b"
    r"|\b(?:do(?:es)?|must|should|may|can|is|are)n't\b|\b(?:do(?:es)?|must|should|may|can) not\b"
    r"|\bnot (?:to )?(?:be )?(?:\w+ly )?(?:give|given|use|used|exceed|recommended|suitable|licensed"
    r"|advised|indicated|appropriate|safe|repeat|repeated|start|started|mix|mixed|add|added"
    r"|needed|required|routine|tolerated|continue|continued|take|taken|restarted)"
    r"|\bno (?:\w+ ){1,3}(?:is|are) given\b|\bgive no\b"
)
_LIMITS_AMOUNT = (
    r"\bmax(?:imum|imal|\.)?\b|\bexceed|\b(?:no|not) (?:more|faster|longer|oftener) (?:often )?than"
    r"|\bat most\b|\bup to a (?:total|limit|max)|\bceiling\b|\bcapped\b|\ba (?:limit|total) of"
    rf"|\b(?:above|over|beyond|more than|greater than|after(?: a total of)?) {_AMOUNT}"
    r"|\b(?:ideal|lean|adjusted|actual|current|booking)(?: body)? weight\b"
)
_CHANGES = (
    r"\b(?:reduc|halv|lower|adjust|omit|withh[eo]ld|decreas|lengthen|delay|defer)\w*"
    r"|\bhalf (?:the|of the|this)\b|\b(?:hold|held|pause[ds]?|discontinue[ds]?)\b"
    r"|\bstop(?:ped)?\b.{0,40}\b(?:if|when|until|unless|after|at)\b"
)
_ONLY = (
    r"\bunless\b|\bonly (?:with|when|if|for|under|by|after|on|in|as|to|at|once|where|while)\b"
    r"|\b(?:with|under|on|needs?|requires?|without|ask|consult|discuss|seek)\b.{0,50}"
    r"\b(?:advice|agreement|approval|supervision|guidance|consultant|specialist|expert|senior"
    r"|haematologist|cardiologist|pharmacist|nephrologist|anaesthetist)\b"
)
_HARMS = (
    r"\bcaution|\bcare is needed\b|\bdanger|\bhazard|\bfatal|\bkills?\b|\bharm|\btoxic|\btoxicity\b"
    r"|\brisks?\b|\baccumulat|\bcaus(?:es?|ing)\b|\bprecipitat|\bside effects?\b|\badverse\b"
    r"|\b(?:tissue )?damage|\bextravasat|\bworsens?\b|\bprolongs?\b|\baggravat"
)
_WATCHING = (
    r"\bmonitor|\bwatch(?:ed)? for\b|\bobserve\b|\bcounsel|\bwarn\b"
    r"|\b(?:correct|exclude|rule out)\w*\b.{0,40}\b(?:first|before)\b"
    r"|\b(?:check|measure|record|repeat)\w*\b.{0,60}\b(?:before|after|during|daily|weekly"
    r"|every|regularly)\b"
)
_PATIENTS = (
    r"\brenal\b|\bkidney|\be?gfr\b|\bcreatinine clearance|\bcrcl\b|\bdialysis|\bhepatic|\bliver\b"
    r"|\bcirrho|\bpregnan|\bbreast-?feed|\blactat(?:ing|ion)|\belderly|\bfrail"
    r"|\bold(?:er)? (?:people|patients|adults)\b|\bobes"
    r"|\bunder \d+|\bless than \d+ (?:kg|years|months)"
    r"|\ballerg|\bhypersensitiv|\banaphyla\w+ (?:to|after)|\bG6PD\b|\bheart (?:failure|block)\b"
    r"|\bhistory of\b|\binstead\b(?! of)"
)
_TOGETHER = (
    r"\binteract|\bpotentiat|\bconcomitant|\bconcurrent|\btogether with\b|\bgiven together\b"
    r"|\b(?:increas|reduc|enhanc)\w* the (?:effect|risk|level)|\bwith alcohol\b"
)

_ROW = re.compile(f"{_FORBIDS}|{_LIMITS_AMOUNT}", re.IGNORECASE)
"""What makes a table row a caution: merely naming kidneys or an age is what dose rows do."""
_STRICT = re.compile(
    f"{_FORBIDS}|{_LIMITS_AMOUNT}|{_CHANGES}|{_ONLY}|{_PATIENTS}|{_TOGETHER}", re.IGNORECASE
)
_ANY = re.compile(f"{_STRICT.pattern}|{_HARMS}|{_WATCHING}", re.IGNORECASE)


def limits_treatment(kind: str, words: str) -> bool:
    """Whether a sentence of that kind (`table_row` or another), so read, is worded as a caution."""
    return bool((_ROW if kind == "table_row" else _ANY).search(words))


def limits_strictly(kind: str, words: str) -> bool:
    """Whether it forbids, caps, changes or names patients: what goes before advice to watch."""
    return bool((_ROW if kind == "table_row" else _STRICT).search(words))
