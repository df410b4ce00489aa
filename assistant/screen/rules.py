"""The few rules by which a question is refused before anything is looked up.

Each says in words what it stops. Alarming and legitimate questions ("lethal dose of paracetamol",
"withdrawing life support lawfully") break none: a rule needs an intent, not a subject.
"""

import re
from dataclasses import dataclass

from assistant.answers import RefusalReason

NOT_ENGLISH = RefusalReason.OUT_OF_SCOPE
OTHER_LANGUAGE = (
    "The approved documents are in English, and this question seems to be in another language. "
    "Please ask it in English."
)
MESSAGES = {
    RefusalReason.UNSAFE_INPUT: (
        "This text gives instructions to the system instead of asking a question, so it was not "
        "processed. Please ask a protocol question."
    ),
    RefusalReason.HARMFUL_REQUEST: (
        "This asks for help with harming, deceiving or abusing, and is not answered. If anyone is "
        "at risk, follow the local safeguarding or crisis procedure now."
    ),
    RefusalReason.INDIVIDUAL_DECISION: (
        "A decision about one patient is for the treating clinician. Please ask what the protocol "
        "says for the condition, for example when a drug is stopped."
    ),
}

_HOW = (
    r"\b(?:how (?:do|can|could|should|would|might|to|may)|(?:best|easiest|fastest|good|"
    r"perfect) \w+ (?:to|of|for)|ways? (?:to|of)|tell me|help me|show me)\b"
)
_PERSON = (
    r"(?:someone|somebody|a person|people|(?:my|his|her|the|a|an) (?:\w+ ){0,2}(?:wife|husband|"
    r"partner|boss|"
    r"neighbou?r|colleague|patient|parents?|grandparents?|mother|father|child|relative|family))"
)
_RECORD = (
    r"(?:prescriptions?|signatures?|records?|notes?|charts?|consents?|certificates?|data|"
    r"results?|documents?|findings)"
)
_DRUG = (
    r"(?:opioids?|opiates?|fentanyl|morphine|oxycodone|ketamine|benzodiazepines?|diazepam|"
    r"controlled (?:drugs?|substances?)|narcotics?|medications?|drugs?|medicines?)"
)

_DO = r"(?:stop|start|withhold|withdraw|continue|discharge|operate on|restart|switch|admit)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of question that goes no further."""

    reason: RefusalReason
    about: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Words that make the same wording legitimate."""

    def stops(self, question: str) -> bool:
        """Whether the question, with its spaces and quotes made plain, breaks this rule."""
        legitimate = self.unless is not None and self.unless.search(question)
        return self.pattern.search(question) is not None and not legitimate


def _rule(reason: RefusalReason, about: str, pattern: str, unless: str = "") -> Rule:
    return Rule(
        reason,
        about,
        re.compile(pattern, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE) if unless else None,
    )


_UNSAFE, _HARM = RefusalReason.UNSAFE_INPUT, RefusalReason.HARMFUL_REQUEST
_ONE = RefusalReason.INDIVIDUAL_DECISION
_PREVENTING = (
    r"\b(?:report(?:ing)?|detect\w*|suspect\w*|prevent\w*|recogni[sz]\w*|identif\w+|penalt\w+|spot|"
    r"consequences?|investigat\w+|disciplin\w+|policy|avoid\w*|legal|lawful\w*)\b"
)

RULES = (
    _rule(
        _UNSAFE,
        "orders to drop earlier instructions",
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,20}\b(?:instructions?|"
        r"prompts?|your (?:rules|guidelines|"
        r"training)|everything you (?:\w+ )?(?:learned|learnt|know|were told))\b",
    ),
    _rule(
        _UNSAFE,
        "questions after the system's own prompt",
        r"\b(?:print|reveal|show|repeat|output|display|tell me|what (?:is|are)|give me|"
        r"leak)\b[^.?!]{0,20}"
        r"\b(?:system|hidden|initial|developer|secret) (?:prompt|instructions?|message)|"
        r"\b(?:reveal|print|repeat|show) (?:me )?your (?:prompt|instructions)\b",
    ),
    _rule(
        _UNSAFE,
        "another role for the system",
        r"\b(?:do anything now|developer mode|jailbreak\w*|DAN mode|"
        r"from now on,? (?:you|answer|act)|you are now (?:a|an|in)\b|"
        r"you (?:are|will) (?:about|going) to (?:act|play|pretend|immerse)|"
        r"pretend (?:to be|you are|that you are) (?:a|an|my|another|not|DAN)\b|"
        r"without (?:any )?(?:content|safety) (?:filters?|policy))",
    ),
    _rule(
        _UNSAFE,
        "markup of prompts and pages",
        r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|^\s*(?:system|assistant)\s*:|#{2,}\s*(?:system|"
        r"instruction)|"
        r"<\s*(?:script|iframe|img|svg|object)\b|javascript:|\{\{.*\}\}|;\s*drop table\b",
    ),
    _rule(
        _UNSAFE,
        "orders to say something",
        r"\bjust (?:print|say|output|write) [\"']|\bstop everything\b.{0,20}\bjust\b",
    ),
    _rule(
        _HARM,
        "harming a person",
        rf"{_HOW}[^.?!]{{0,40}}\b(?:kill|murder|poison|assassinate|strangle|stab|assault|"
        rf"kidnap)(?:ing)?\s{_PERSON}",
        r"\b(?:stop|prevent|protect|avoid|treat|report|threat\w*|risk|wants? to|trying to|game|"
        r"novel|film)\b",
    ),
    _rule(
        _HARM,
        "harming without being found out",
        r"\b(?:kill|murder|poison|harm|overdose|steal|divert)(?:s|"
        r"ing)?\b.{0,60}\b(?:undetect\w*|untraceabl\w*|"
        r"without (?:being|getting) (?:caught|detected|noticed|found)|without (?:anyone|a trace)|"
        r"(?:look|seem|appear) like (?:an accident|natural|suicide))|"
        r"\b(?:undetectable|untraceable) (?:poison|murder|way to (?:kill|poison|harm))",
        r"\b(?:viral load|screen(?:ing)?|assay|tests?|levels?)\b",
    ),
    _rule(
        _HARM,
        "ending one's own life",
        r"\b(?:kill(?:ing)? myself|end(?:ing)? my (?:own )?life|my suicide note|(?:can|do|"
        r"should|to) (?:i )?commit suicide)\b",
        r"\b(?:patient|says|said|told|states?|expresses)\b",
    ),
    _rule(
        _HARM,
        "forging",
        rf"(?:{_HOW}[^.?!]{{0,30}}|^(?:please )?)\b(?:forge|falsify|fabricate|fake|backdate|"
        rf"doctor|tamper with|alter)\b"
        rf"[^.?!]{{0,40}}\b{_RECORD}\b",
        _PREVENTING + r"|\bphysician\b.{0,20}\bcorrect|\balter(?:ed)? (?:mental|conscious)",
    ),
    _rule(
        _HARM,
        "diverting or stealing drugs",
        rf"(?:{_HOW}[^.?!]{{0,30}}|^(?:please )?)\b(?:divert|steal|siphon|smuggle|"
        rf"pilfer)\b[^.?!]{{0,40}}\b{_DRUG}\b",
        _PREVENTING,
    ),
    _rule(
        _HARM,
        "abusing drugs",
        rf"{_HOW}[^.?!]{{0,40}}\b(?:get high|abuse)\b[^.?!]{{0,20}}\b{_DRUG}|"
        r"\bhow (?:much|many)\b[^.?!]{0,40}\bto get high\b|"
        r"\b(?:make|synthesi[sz]e|cook|manufacture)\b[^.?!]{0,15}\b(?:meth|methamphetamine|"
        r"crack|heroin|lsd|cocaine|ricin|"
        r"sarin|nerve gas|a bomb|bombs)\b",
        _PREVENTING + r"|\btreat\w*|\boverdos\w*|\btoxicity|\bpoison(?:ed|ing)",
    ),
    _rule(
        _HARM,
        "deceiving or exploiting patients",
        r"\b(?:how (?:can|do|could|might|should) (?:i|we|a \w+|an \w+)|^)\s*(?:\w+ )?(?:deceive|"
        r"trick|coerce|exploit|manipulate|mislead|"
        r"blackmail|defraud|discriminate against)\s(?:an? |my |the |our )?(?:\w+ )?(?:patients?|"
        r"famil(?:y|ies)|insurers?|insurance|medicare)",
        _PREVENTING,
    ),
    _rule(
        _HARM,
        "prescribing or billing for gain",
        r"\bfor (?:my |our |their )?(?:own )?(?:personal|financial)(?: or financial)? (?:gain|"
        r"profit|benefit|use)\b|\b(?:kickbacks?|upcod(?:e|ing)|overbill\w*)\b",
        _PREVENTING,
    ),
    _rule(
        _ONE,
        "what to do with one patient",
        rf"\b(?:should|shall) (?:i|we) (?:now )?{_DO} (?:(?:my|this|our) (?:\w+ ){{0,2}}"
        r"(?:patient|baby|child|mother|father|wife|husband|son|daughter|lady|gentleman)\b|<NAME>)|"
        rf"\b(?:should|shall) (?:my|this|our) patient {_DO}\b",
    ),
    _rule(
        _ONE,
        "the diagnosis or outlook of one patient",
        r"\b(?:does|has|is|will|could) (?:my|this|our) patient (?:have|got|having|going to|die|"
        r"survive)\b|"
        r"\b(?:does|will) <NAME> (?:have|die|survive)\b|"
        r"\bdiagnose (?:my|this|our) patient\b|"
        r"\bwhat(?:'s| is) wrong with (?:my|this|our) patient\b|"
        r"\bwhat (?:is|do you think is) (?:my|this|our) patient's (?:diagnosis|prognosis)\b|"
        r"\bthis patient\b.*\bwhat(?:'s| is) (?:the|your|his|her) diagnosis\b",
    ),
)


def first_broken(question: str) -> RefusalReason | None:
    """The reason of the first rule the question breaks; None when it breaks none."""
    plain = question.replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
    plain = " ".join(plain.split())
    return next((rule.reason for rule in RULES if rule.stops(plain)), None)
