"""Whether words limit a treatment: how much, for whom, with what beside it, watched by whom."""

import re

_AMOUNT = (
    r"\d[\d,.]*(?: ?(?:to|[-–]) ?\d[\d,.]*)? ?(?:mg|micrograms?|mcg|µg|g|units?|mmol|mL|tablets?"
    r"|puffs?|boluses|doses|vials?|ampoules?)\b(?! ?/ ?(?:L|dL|mL|min)\b)"
)
_FORBIDS = (
    r"\bcontra-?indicat|\bavoid|\bnever\b|\bunsuitable\b|\bprohibited\b"
    r"|\b(?:do(?:es)?|must|should|may|can|is|are)n't\b|\b(?:do(?:es)?|must|should) not\b"
    r"|\bnot (?:to )?(?:be )?(?:\w+ly )?(?:give|given|use|used|exceed|recommended|suitable|licensed"
    r"|advised|indicated|appropriate|safe|repeat|repeated|start|started|mix|mixed|add|added"
    r"|tolerated|continue|continued|take|taken|restarted)"
    r"|\bnot (?:for|after|with|within|before|until|above|below|under|beyond|alongside)\b"
    r"|\bnot in (?:children|adults|people|patients|pregnan|severe)|\b(?:un)?licensed\b"
    r"|\bno (?:\w+ ){1,3}(?:is|are) given\b|\bgive no\b"
)
_LIMITS_AMOUNT = (
    r"\bmax(?:imum|imal|\.)?\b|\bexceed|\b(?:no|not) (?:more|faster|longer|oftener) (?:often )?than"
    r"|\bat most\b|\bup to a (?:total|limit|max)|\bceiling\b|\bcapped\b|\ba (?:limit|total) of"
    rf"|\b(?:above|over|beyond|more than|greater than|after(?: a total of)?) {_AMOUNT}"
    r"|\b(?:ideal|lean|adjusted|actual|current|booking)(?: body)? weight\b"
)
_CHANGES = (
    # The rate of a heart is none of what is given.
    r"\b(?:halv|omit|withh[eo]ld)\w*|\bhalf (?:the|of the|this)\b|\b(?:hold|held|discontinued?)\b"
    r"|\b(?:reduc|lower|adjust|decreas|lengthen|titrat)\w*\b.{0,40}\b(?:dos\w+|infusion|interval"
    r"|(?<!heart )rate|volume|amount|level|load)\b"
    r"|\b(?:dos\w+|infusion|(?<!heart )rate|interval)\b.{0,40}"
    r"\b(?:reduc|lower|adjust|decreas|lengthen)"
    r"|\bstop(?:ped)?\b.{0,40}\b(?:if|when|until|unless|after|at)\b"
)
_ONLY = (
    r"\bunless\b|\bcaution|\bcare is needed\b"
    r"|\bonly (?:with|when|if|for|under|by|after|on|in|as|to|at|once|where|while"
    r"|from|above|over|below)\b"
    r"|\b(?:with|under|on|needs?|requires?|without|ask|consult|discuss|seek)\b.{0,50}"
    r"\b(?:advice|agreement|approval|supervision|guidance|consultant|specialist|expert|senior"
    r"|haematologist|cardiologist|pharmacist|nephrologist|anaesthetist)\b"
)
_HARMS = (
    r"\bdanger|\bhazard|\bfatal|\bkills?\b|\bharm|\btoxic|\btoxicity\b"
    r"|\brisks?\b|\baccumulat|\bprecipitat|\bside effects?\b|\badverse\b|\bcausing\b"
    r"|(?<!the )(?<!underlying )(?<!common )(?<!possible )\bcauses? (?!of\b|and\b|is\b|\()"
    r"|\b(?:tissue )?damage|\bextravasat|\bworsens?\b|\bprolongs?\b|\baggravat"
)
_WATCHING = (
    r"\bmonitor|\bwatch(?:ed)? for\b|\bobserve\b|\bcounsel|\bwarn\b"
    r"|\b(?:correct|exclude|rule out)\w*\b.{0,40}\b(?:first|before)\b"
    r"|\b(?:check|measure|record)\w*\b.{0,60}\b(?:before|after|during|daily|weekly"
    r"|every|regularly)\b"
)
_PATIENTS = (
    r"\b(?:renal|kidneys?|hepatic|liver)\b(?: (?:and|or) (?:renal|kidney|hepatic|liver))?"
    r" (?:impair|disease|fail|function|injury|insufficien|dysfunction|adjust)"
    r"|\b(?:renal|hepatic)(?::| dos)|\be?gfr\b|\bcreatinine clearance|\bcrcl\b|\bdialysis"
    r"|\bin cirrhosis\b|\bin heart (?:failure|block)\b|\bpregnant\b"
    r"|\b(?:in|during|throughout|and|or|if|by)(?: \w+){0,2} pregnan"
    r"|\bpregnancy(?::| test)|\bbreast-?feed|\blactat(?:ing|ion)|\belderly|\bfrail"
    r"|\bold(?:er)? (?:people|patients|adults)|\bin obes|\bobese\b"
    r"|\b(?:under|below|less than) \d+ ?kg\b"
    r"|\ballerg|\bhypersensitiv|\banaphyla\w+ (?:to|after)|\bG6PD\b|\binstead\b(?! of)"
)
_TOGETHER = (
    r"\binteractions?\b|\binteracts? with\b(?!.{0,60}\breceptor)|\bpotentiat|\bconcomitant"
    r"|\bconcurrent\b|\b(?:given|taken|used) together\b"
    r"|\b(?:increas|reduc|enhanc)\w* the (?:effect|level)"
    r"|\bwith alcohol\b"
)

_ROW = re.compile(f"{_FORBIDS}|{_LIMITS_AMOUNT}", re.IGNORECASE)
"""What makes a table row a caution: merely naming kidneys or an age is what dose rows do."""
_STRICT = re.compile(
    f"{_FORBIDS}|{_LIMITS_AMOUNT}|{_CHANGES}|{_ONLY}|{_PATIENTS}|{_TOGETHER}", re.IGNORECASE
)
_ANY = re.compile(f"{_STRICT.pattern}|{_HARMS}|{_WATCHING}", re.IGNORECASE)


def limits_treatment(kind: str, words: str) -> bool:
    """Whether a sentence of that kind (`table_row` or another) forbids, caps, or names patients."""
    return bool((_ROW if kind == "table_row" else _STRICT).search(words))


def limits_or_warns(kind: str, words: str) -> bool:
    """Whether it limits a treatment, or says what harm it does and what to watch for."""
    return bool((_ROW if kind == "table_row" else _ANY).search(words))
