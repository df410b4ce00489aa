"""The rules by which somebody certainly speaks of harming themselves: the crisis route comes first.

Most who ask this way use none of the words a protocol has for it ("how many would end it for me?").
Whoever speaks of a patient or of another person breaks none of these rules.
"""

from assistant.screen.model import Kind
from assistant.screen.rule import rule

_SOMEBODY_ELSE = (
    r"\b(?:patients?|pts?|clients?|residents?|says?|said|told|tells|states?|expresses|threatens?|"
    r"quote|asks|asked|mother|father|mum|dad|gran\w*|relatives?|baby|child|children|son|daughter|"
    r"wife|husband|sister|brother|friend|colleague|he|she|they|him|her|them|somebody|someone)\b"
)
_HOW_MUCH = (
    r"\b(?:how (?:many|much|long|fast|quickly|soon|deep|high)|what(?:'s| is)? (?:the |a |an )?(?:"
    r"\w+ )?(?:dose|amount|number|quantity|height|way)|which|would|will|could|is|are|enough|"
    r"(?:quick|easi|fast|sur)est|best|what from)\b"
)
_END = (
    r"(?:(?:end|finish|do) it(?: all)? for (?:me|myself)\b|end it all\b|"
    r"(?:end|finish) it for good\b|over for me\b|"
    r"(?:finish|end|ends|finishes|kills?|killing|off) (?:me|myself)\b|"
    r"do the job for me\b|enough for me (?:to (?:die|go|end|never)|not to)\b|"
    r"to sleep for good\b|(?:sleep|gone|disappear|go) for ?ever\b|make (?:sure|certain)[^.?!]{0,30}"
    r"\b(?:save|find|rescue|revive) me\b|(?:pass away|go|die) in my sleep\b|for me to (?:die|"
    r"be (?:gone|dead)|go(?=[?.,! ]*$))\b|way out for me\b|"
    r"(?:never|me (?:to )?not) (?:to )?wake up\b|(?:would|will) i be (?:gone|dead)\b|"
    r"(?:lethal|fatal|deadly|certain) (?:dose )?(?:for|to) "
    r"(?:me|someone like me)\b)"
)

RULES = (
    rule(
        Kind.SELF_HARM,
        "ending one's own life",
        r"\b(?:kill(?:ing)?|hang(?:ing)?|harm(?:ing)?|hurt(?:ing)?|cut(?:ting)?|starv(?:e|ing)|"
        r"drown(?:ing)?|gas(?:sing)?|burn(?:ing)?|poison(?:ing)?|shoot(?:ing)?|suffocat(?:e|ing)|"
        r"stab(?:bing)?|overdos(?:e|ing)) myself\b|\b(?:end(?:ing)?|take|taking) my (?:own )?"
        r"(?:life|existence|misery|suffering)\b|"
        r"\bmy (?:own )?(?:suicide|death)\b|\b(?:can|do|should|to) (?:i )?commit suicide\b|"
        r"\bi(?:'m| am| feel) suicidal\b|\bi (?:want|wish|plan|have decided|need) to "
        r"(?:die|overdose|end (?:it|everything))\b|\bhow (?:many|much)\b[^.?!]{0,40}\b(?:"
        r"would |will |to )kill me\b|"
        r"\bi(?:'ve|'m|'d)?\b[^.?!]{0,60}\b(?:to die|(?:never|not) (?:to )?wake up|so i die|"
        r"be dead)\b|"
        r"\b(?:do myself in|top myself|better off dead|(?:had|have) enough of (?:life|living)|"
        r"(?:not|\w+n't|dont) (?:want to |wanna )?(?:be here|live|exist|go on) (?:any ?more|any "
        r"longer))\b",
        _SOMEBODY_ELSE,
    ),
    rule(
        Kind.SELF_HARM,
        "how much would be the end of the asker",
        rf"{_HOW_MUCH}[^.?!]{{0,80}}\b{_END}",
        _SOMEBODY_ELSE,
    ),
    rule(
        Kind.SELF_HARM,
        "whether what the asker has at hand would do",
        r"\bi (?:have|have got|'ve got|got|saved(?: up)?)\b[^?!]{0,60}\b(?:would|will|could|is|"
        r"are) (?:that|it|this|those)\b[^?!]{0,15}\b(?:do it|enough|lethal|fatal|kill)\b",
        _SOMEBODY_ELSE,
    ),
    rule(
        Kind.SELF_HARM,
        "injuring or starving oneself, and hiding it",
        r"\b(?:how|which|best|where)\b[^.?!]{0,40}\b(?:cut|cutting|burn|slit|slash|slice) "
        r"(?:into )?my (?:own )?(?:wrists?|arms?|skin|thighs?|throat|veins?)\b|"
        r"\bhow (?:do|can|could|to) (?:i )?hide\b[^.?!]{0,30}\b(?:my|i)\b[^.?!]{0,20}\b(?:purging|"
        r"vomiting|(?:do not|don't|not) eat\w*|cutting|bing(?:e|ing)\w*|laxatives|starving)\b|"
        r"\b(?:building|bridge|height|floor)\b[^.?!]{0,20}\b(?:to jump (?:from|off)|if i jump)\b",
        _SOMEBODY_ELSE,
    ),
)
