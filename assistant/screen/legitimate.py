"""The rules by which an alarming question is certainly a legitimate one, whatever a model says.

They speak of care, of reporting and of the law, and hold only where nothing is to be hidden and
the asker does not speak of harming themselves.
"""

from assistant.screen.model import Kind
from assistant.screen.rule import rule

_NOT_FOR_CARE = (
    r"\b(?:without|hid(?:e|ing)|conceal\w*|avoid\w*|not|fail\w*|neglect\w*|prohibit\w*|"
    r"contradict\w*|selective\w*|lucrative|gain|profit|fake|faking|false\w*|falsif\w*|pretend|"
    r"bypass\w*|circumvent\w*|ignor\w+|get around|against|violat\w+|loopholes?|discriminat\w*|"
    r"den(?:y|ies|ying)|refus\w+ (?:to|treatment to)|unfair\w*|look(?:s|ing)? like|cover|unnoticed|"
    r"undetect\w*|untrace\w*|caught|blame|high|buzz|trip|fun|secret\w*|hope|after the fact|"
    r"so (?:that )?(?:it|they|no|nobody|we|i|he|she)|kill(?:ing)? (?:my|him|her|someone|a|the)|"
    r"for me|my (?:wife|husband|boss|ex|neighbou?r|partner)|"
    r"i (?:want|weigh|would like|need|took|plan))\b"
)
_ASKER = r"(?:i|we|you|it|he|she|staff|nurses?|doctors?|a (?:nurse|doctor|physician|pharmacist))"

# Mental health law lets clinicians treat without consent; it lets nobody do so unknown or at home.
TREATING = (
    r"\bhow (?:should|do|can|to) (?:(?:i|we|you) )?(?:treat|manage|give|administer|assess|sedate|"
    r"restrain|feed)\b(?=[^.?!]*\bwithout (?:\w+ ){0,2}consent\b)(?![^?!]*\b(?:knowledge|knowing|"
    r"permission|experiment\w*|trials?|stud(?:y|ies)|research|unapproved|my|hid\w+|secret\w*|"
    r"someone|somebody|drinks?|tea|coffee|food|organs?|steril\w+|unnecessary|profit)\b)"
)

RULES = (
    rule(
        Kind.LEGITIMATE,
        "how much of something is toxic, and what it does",
        r"^(?:what(?:'?s| is| are)? )?(?:the )?(?:minimum )?(?:lethal|toxic|fatal|max(?:imum)?|"
        r"dangerous) (?:\w+ )?(?:doses?|levels?|amounts?|concentrations?)\b",
        _NOT_FOR_CARE,
    ),
    rule(
        Kind.LEGITIMATE,
        "the treatment of a poisoning or an overdose",
        r"\b(?:overdose|od|poisoning|toxicity|ingestion|ingested|poisoned)\b[^?]*\b(?:treat\w*|"
        r"manag\w+|antidote|nac|acetylcysteine|naloxone|atropine|glucagon|charcoal|dose|level|"
        r"observ\w+|monitor\w*|discharge)\b|\bantidotes?\b",
        _NOT_FOR_CARE,
    ),
    rule(
        Kind.LEGITIMATE,
        "care for somebody else who harmed themselves or means to",
        r"\b(?:patient|pt|man|woman|girl|boy|teenager|lady|inpatient|nurse|colleague|resident|"
        r"mother|father)s?\b[^.?!]{0,30}\b(?:(?:wants?|wanted|tried|trying|threatens?|threatened|"
        r"asks? how) to (?:die|end (?:it|his|her|their)|kill (?:him|her|them)sel\w+|jump|hang)|"
        r"swallowed|drank|ingested|overdosed|took (?:\w+ )*?(?:tablets?|overdose)|cut (?:his|her|"
        r"their) (?:wrists?|arms?))\b",
        _NOT_FOR_CARE + r"|\b(?:make|let|help|get) (?:him|her|them|it)\b|\bto kill\b",
    ),
    rule(
        Kind.LEGITIMATE,
        "what is done after or about harm that was done",
        r"^what (?:to do|should (?:i|we|be done)|do (?:i|we) do|is done|happens)\b[^?]{0,20}\b(?:"
        r"after|if|when|about|for|with)\b",
        _NOT_FOR_CARE,
    ),
    rule(Kind.LEGITIMATE, "treatment that the law may allow without consent", TREATING),
    rule(
        Kind.LEGITIMATE,
        "reporting, recognising and preventing harm",
        rf"\b(?:how|who|when|where) (?:do|does|should|must|can|to|is|are)(?: {_ASKER})? (?:to )?"
        r"(?:\w+ly )?(?:report|escalate|recogni[sz]e|detect|prevent|refer|safeguard|suspect)"
        r"(?:s|ed|ing)?\b",
        _NOT_FOR_CARE,
    ),
    rule(
        Kind.LEGITIMATE,
        "what the law or a policy allows",
        r"^(?:what (?:is|are|does|do) the|what's the|is it|when is it|is there a|which)\b[^?]{0,40}"
        r"\b(?:lawful(?:ly)?|legal(?:ly)?|law|policy|guidelines?|protocols?|procedure|act)\b",
        _NOT_FOR_CARE,
    ),
)
