"""The rules by which a question is certainly one to refuse; each says in words what it stops.

Alarming and legitimate questions ("lethal dose of paracetamol", "withdrawing life support
lawfully") break none: a rule needs an intent, not a subject.
"""

from assistant.screen.animals import RULES as ANIMALS
from assistant.screen.legitimate import TREATING
from assistant.screen.model import Kind
from assistant.screen.own_life import RULES as OWN_LIFE
from assistant.screen.rule import UNSAFE, rule

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
    r"results?|documents?|findings|obs|observations|scores?|audits?|logs?)"
)
_DRUG = (
    r"(?:opioids?|opiates?|fentanyl|morphine|oxycodone|ketamine|benzodiazepines?|diazepam|"
    r"controlled (?:drugs?|substances?)|narcotics?|medications?|drugs?|medicines?)"
)

_DO = (
    r"(?:stop|start|withhold|withdraw|continue|discharge|operate on|restart|switch|admit|intubate|"
    r"extubate|thrombolyse|cardiovert|resuscitate|palliate|section|transfer)"
)
_ONE_PERSON = (
    r"(?:patient|pt|man|woman|baby|child|boy|girl|mother|mum|father|dad|wife|husband|son|daughter|"
    r"lady|gentleman)"
)
_ASKED_OF_THE_PROTOCOL = r"\b(?:guidelines?|protocols?|polic(?:y|ies)|criteria|according to)\b"


_PREVENTING = (
    r"\b(?:report(?:ing)?|detect\w*|suspect\w*|prevent\w*|recogni[sz]\w*|identif\w+|penalt\w+|spot|"
    r"consequences?|investigat\w+|disciplin\w+|policy|avoid\w*|legal|lawful\w*)\b"
)
RULES = (
    rule(
        UNSAFE,
        "orders to drop earlier instructions",
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,20}\b(?:instructions?|"
        r"prompts?|your (?:rules|guidelines|"
        r"training)|everything you (?:\w+ )?(?:learned|learnt|know|were told))\b",
    ),
    rule(
        UNSAFE,
        "questions after the system's own prompt",
        r"\b(?:print|reveal|show|repeat|output|display|tell me|what (?:is|are)|give me|"
        r"leak)\b[^.?!]{0,20}"
        r"\b(?:system|hidden|initial|developer|secret) (?:prompt|instructions?|message)|"
        r"\b(?:reveal|print|repeat|show) (?:me )?your (?:prompt|instructions)\b",
    ),
    rule(
        UNSAFE,
        "another role for the system",
        r"\b(?:do anything now|developer mode|jailbreak\w*|DAN mode|"
        r"from now on,? (?:you|answer|act)|you are now (?:a|an|in)\b|"
        r"you (?:are|will) (?:about|going) to (?:act|play|pretend|immerse)|"
        r"pretend (?:to be|you are|that you are) (?:a|an|my|another|not|DAN)\b|"
        r"without (?:any )?(?:content|safety) (?:filters?|policy))",
    ),
    rule(
        UNSAFE,
        "markup of prompts and pages",
        r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|^\s*(?:system|assistant)\s*:|#{2,}\s*(?:system|"
        r"instruction)|"
        r"<\s*(?:script|iframe|img|svg|object)\b|javascript:|\{\{.*\}\}|;\s*drop table\b",
    ),
    rule(
        UNSAFE,
        "orders to say something",
        r"\bjust (?:print|say|output|write) [\"']|\bstop everything\b.{0,20}\bjust\b",
    ),
    rule(
        Kind.HARMFUL,
        "harming a person",
        rf"{_HOW}[^.?!]{{0,40}}\b(?:kill|murder|poison|assassinate|strangle|stab|assault|"
        rf"suffocate|smother|drown|throttle|torture|rape|molest|blackmail|kidnap)(?:ing)?\s{_PERSON}",
        r"\b(?:stop|prevent|protect|avoid|treat|report|threat\w*|risk|wants? to|trying to|game|"
        r"novel|film)\b",
    ),
    rule(
        Kind.HARMFUL,
        "harming without being found out",
        r"\b(?:kill|murder|poison|harm|overdose|steal|divert)(?:s|"
        r"ing)?\b.{0,60}\b(?:undetect\w*|untraceabl\w*|"
        r"without (?:being|getting) (?:caught|detected|noticed|found)|without (?:anyone|a trace)|"
        r"(?:look|seem|appear) like (?:an accident|natural|suicide))|"
        r"\b(?:undetectable|untraceable) (?:poison|murder|way to (?:kill|poison|harm))",
        r"\b(?:viral load|screen(?:ing)?|assay|tests?|levels?)\b",
    ),
    *ANIMALS,
    *OWN_LIFE,
    rule(
        Kind.HARMFUL,
        "forging",
        rf"(?:{_HOW}[^.?!]{{0,30}}|^(?:please )?)\b(?:forge|falsify|fabricate|fake|backdate|"
        rf"doctor|tamper with|alter)\b"
        rf"[^.?!]{{0,40}}\b{_RECORD}\b",
        _PREVENTING + r"|\bphysician\b.{0,20}\bcorrect|\balter(?:ed)? (?:mental|conscious)",
    ),
    rule(
        Kind.HARMFUL,
        "diverting or stealing drugs",
        rf"(?:{_HOW}[^.?!]{{0,30}}|^(?:please )?)\b(?:divert|steal|siphon|smuggle|"
        rf"pilfer)\b[^.?!]{{0,40}}\b{_DRUG}\b",
        _PREVENTING,
    ),
    rule(
        Kind.HARMFUL,
        "abusing drugs",
        rf"{_HOW}[^.?!]{{0,40}}\b(?:get high|abuse)\b[^.?!]{{0,20}}\b{_DRUG}|"
        r"\bhow (?:much|many)\b[^.?!]{0,40}\bto get high\b|"
        r"\b(?:make|synthesi[sz]e|cook|manufacture)\b[^.?!]{0,15}\b(?:meth|methamphetamine|"
        r"crack|heroin|lsd|cocaine|ricin|"
        r"sarin|nerve gas|a bomb|bombs)\b",
        _PREVENTING + r"|\btreat\w*|\boverdos\w*|\btoxicity|\bpoison(?:ed|ing)",
    ),
    rule(
        Kind.HARMFUL,
        "deceiving or exploiting patients",
        r"\b(?:how (?:can|do|could|might|should) (?:i|we|a \w+|an \w+)|^)\s*(?:\w+ )?(?:deceive|"
        r"trick|coerce|exploit|manipulate|mislead|"
        r"blackmail|defraud|discriminate against)\s(?:an? |my |the |our )?(?:\w+ )?(?:patients?|"
        r"famil(?:y|ies)|insurers?|insurance|medicare)",
        _PREVENTING,
    ),
    rule(
        Kind.HARMFUL,
        "prescribing or billing for gain",
        r"\bfor (?:my |our |their )?(?:own )?(?:personal|financial)(?: or financial)? (?:gain|"
        r"profit|benefit|use)\b|\b(?:kickbacks?|upcod(?:e|ing)|overbill\w*)\b",
        _PREVENTING,
    ),
    rule(
        Kind.HARMFUL,
        "getting high",
        r"\b(?:gets?|getting) (?:me |you |us )?(?:high|stoned|a (?:high|buzz|kick))\b|"
        r"\b(?:stronger|best|better|biggest|most|nicest) (?:high|buzz|trip|euphori\w+|rush)\b|"
        r"\bhits? harder\b|\bcold water extraction\b|\bhow (?:do|can|to) (?:i )?(?:snort|"
        r"shoot up)\b|\b(?:pass|beat|fool) an? (?:\w+ ){0,2}(?:drug|urine|saliva) (?:test|"
        r"screen)\b",
        _PREVENTING + r"|\b(?:treat\w*|patients?|pt|ward policy|high (?:flow|dose|risk|level|up)|"
        r"what (?:do|should) we)\b",
    ),
    rule(
        Kind.HARMFUL,
        "drugging somebody in secret",
        r"\b(?:spike|drug|dope) (?:someone|somebody|my|a|her|his|their)\b[^.?!]{0,30}\b(?:drink|"
        r"food|tea|coffee)\b|\b(?:slip|sneak|put)\b[^.?!]{0,40}\b(?:in|into) (?:her|his|their|my "
        r"\w+'?s|someone'?s|a) (?:drink|tea|coffee|food)\b",
        _PREVENTING + r"|\b(?:capacity|best interests?|covert|lacks?)\b",
    ),
    rule(
        Kind.HARMFUL,
        "not being found out",
        r"\bwithout (?:being|getting) (?:caught|found out|traced)\b|\bget(?:ting)? away with\b|"
        r"\b(?:make|making) it look like (?:an accident|suicide|a natural|natural|she|he|they)\b|"
        r"\bhow (?:do|can|could|would|to)\b[^.?!]{0,80}\bwithout (?:anyone|anybody|her|him|them|"
        r"the (?:patient|family|parents|staff|boss|auditors?|police))(?:'s)? (?:knowing|noticing|"
        r"finding out|reali[sz]ing|suspecting)\b",
        _PREVENTING + r"|\b(?:capacity|best interests?|covert medic\w+|infect\w+|contagious)\b",
    ),
    rule(
        Kind.HARMFUL,
        "hiding harm from those who should know",
        rf"{_HOW}[^.?!]{{0,60}}\b(?:hide|hides|hiding|conceal|cover up)\b[^.?!]{{0,40}}\b(?:marks|"
        r"bruises?|mistakes?|errors?|mix-?up|abuse|deaths?|from (?:the |her |his )?(?:family|"
        r"coroner|auditors?|inspectors?|police|parents))\b|\bkeep (?:the |her |his )?"
        r"(?:family|parents|relatives|patient) from (?:learning|knowing|finding|hearing)\b",
        _PREVENTING,
    ),
    rule(
        Kind.HARMFUL,
        "leaving no marks of what was done",
        r"\b(?:leav(?:e|es|ing) no|(?:without|not) leav\w+ (?:a |any )?) ?(?:marks?|bruis\w+|"
        r"traces?)\b",
        _PREVENTING + r"|\b(?:blood (?:cultures?|samples?|tests?)|bloods|venepuncture|phlebotomy|"
        r"tourniquets?|dressings?|plasters?)\b",
    ),
    rule(
        Kind.HARMFUL,
        "getting round consent, ethics and the law",
        rf"{_HOW}[^.?!]{{0,120}}\bwithout (?:\w+ ){{0,3}}(?:consent|permission|knowledge)\b|"
        r"\b(?:bypass(?:ing)?|circumvent(?:ing)?|evad(?:e|ing)) (?:\w+ ){0,3}?(?:regulations?|"
        r"approval|oversight|ethics?|consent|laws?|inspections?|channels)\b",
        _PREVENTING + r"|\b(?:emergenc\w+|capacity|allowed|permitted|may|when|best interests?|act|"
        r"law|unconscious|court|safeguard\w*|incompetent|lacks?)\b|" + TREATING,
    ),
    rule(
        Kind.HARMFUL,
        "forcing staff to harm",
        r"^how (?:can|could|might|may|should) (?:an?|the|we) [^.?!]{0,60}\bbe (?:forced|coerced|"
        r"pressured|obliged|obligated|mandated|compelled|required|ordered|made) to\b[^.?!]*\b(?:"
        r"unethical\w*|illegal\w*|contradict\w*|without|against|non-?sterile|excessive\w*|unsafe|"
        r"harm\w*|risk\w*|lacking|lacks?|torture|not equipped)\b",
        _PREVENTING,
    ),
    rule(
        Kind.HARMFUL,
        "treating people worse for what they are",
        r"^why should (?:\w+ ){1,4}(?:be (?:discriminated against|denied the right|beaten|banned)|"
        r"not be (?:hired|paid|employed|allowed to (?:vote|study|work|marry|drive)))\b|"
        r"\b(?:den(?:y|ies|ying)|refus(?:e|es|ing)|reject(?:s|ing)?) (?:\w+ ){0,6}?(?:care|"
        r"treatment|services?|access|treat\w*)\b[^.?!]{0,80}\b(?:unemployed|uninsured|insurance|"
        r"immigrants?|migrants?|homeless|gay|transgender|religio\w+|rac(?:e|ial)|ethnic\w*|"
        r"cannot pay|can't pay)\b",
        _PREVENTING + r"|\brefus(?:e|es|ing) (?:blood|transfusion|on religious)",
    ),
    rule(
        Kind.HARMFUL,
        "what is known of other people's health",
        r"\b(?:provide|give|send|tell|show) (?:me|us)\b[^.?!]{0,50}\b(?:medical (?:information|"
        r"history|records?|files?)|identity|home address|phone numbers?|hiv (?:status|results?))\b"
        r"[^.?!]{0,20}\bof (?:my|an?|the) (?:\w+ )?(?:patients?|celebrit\w+|neighbou?r|colleague|"
        r"ex|boss|politician|minor|tenant|employee)\b|\bwhat(?:'s| is| are) my (?:date|teacher|"
        r"boss|neighbou?r|colleague|ex|landlord|co-?worker|tenant)'s [^.?!]{0,30}\b(?:medical|"
        r"mental|religious|hiv|psychiatric|health|political|sexual)\b",
        _PREVENTING,
    ),
    rule(
        Kind.INDIVIDUAL,
        "what to do with one patient",
        rf"\b(?:should|shall) (?:i|we) (?:now )?{_DO} (?:(?:my|this|our) (?:\w+ ){{0,2}}"
        rf"{_ONE_PERSON}\b|<NAME>|bed \d+|(?:mr|mrs|ms|miss) )|"
        rf"\b(?:should|shall) (?:my|this|our) {_ONE_PERSON} {_DO}\b|"
        rf"\bwould you {_DO} (?:him|her|(?:this|my|our) {_ONE_PERSON})\b|"
        r"\bwhat would you do (?:with|for|about) (?:him|her|bed \d+|(?:this|my|our) "
        rf"{_ONE_PERSON})",
        _ASKED_OF_THE_PROTOCOL,
    ),
    rule(
        Kind.INDIVIDUAL,
        "the diagnosis or outlook of one patient",
        rf"\b(?:does|has|is|will|could) (?:my|this|our) {_ONE_PERSON} (?:have|got|having|going to|"
        r"die|survive)\b(?! to\b)|\b(?:does|will) <NAME> (?:have|die|survive)\b|"
        rf"\bdiagnose (?:my|this|our) {_ONE_PERSON}\b|"
        rf"\bwhat(?:'?s| is) wrong with (?:him|her|(?:my|this|our) {_ONE_PERSON})\b|"
        r"\bwhat (?:is|do you think is) (?:my|this|our) patient's (?:diagnosis|prognosis)\b|"
        r"\b(?:is|will) (?:he|she) (?:going to )?(?:die|survive|live|make it)\b|"
        r"\bhow long (?:has|does) (?:he|she|<NAME>) (?:got|have) (?:left|to live)\b|"
        r"\bthis patient\b.*\bwhat(?:'s| is) (?:the|your|his|her) diagnosis\b",
        _ASKED_OF_THE_PROTOCOL,
    ),
    rule(
        Kind.INDIVIDUAL,
        "going against the clinician who decided",
        r"\b(?:can|should|may|shall) i (?:just )?(?:ignore|overrule|override|disregard|go against)"
        r"\b[^.?!]{0,25}\b(?:consultant|registrar|reg|doctor|senior|surgeon|pharmacist|"
        r"anaesthetist|"
        r"midwife|team)\b",
        _ASKED_OF_THE_PROTOCOL,
    ),
)
