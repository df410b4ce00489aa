"""Words in a document that speak to the software that answers, and not to whoever reads it.

A guideline tells clinicians what to do with patients. A sentence that tells something to answer, to
drop its instructions or to take another role was planted: it is never quoted, and curators see it.
What is planted and merely false ("give ten times the dose") reads like any other guidance; only the
people who approve a document can tell that.
"""

import re
import textwrap
import unicodedata
from functools import lru_cache

from corpus.prose import sentence_spans
from corpus.text import Span, Text

_MOST = 4_000
"""Characters of a sentence that are looked at; no sentence of a guideline has so many."""

_MACHINE = (
    r"(?:ai|artificial intelligence|chat ?bots?|(?:large )?language models?|llms?|chatgpt|"
    r"gpt-?\d\w*|(?:ai|clinical|knowledge|virtual|digital|automated|answering|search|question[- ]"
    r"answering|retrieval|summari[sz]ation) (?:assistant|engine|software|bot|agent|model)s?)"
)
_NAMED = rf"(?:{_MACHINE}|assistants?|bots?|models?|systems?|software)"
_ANSWER = r"(?:answers?|responses?|repl(?:y|ies)|outputs?|completions?)"
_SAY = (
    r"(?:answer|say|reply|respond|output|print|write|state|claim|repeat|recommend|ignore|"
    r"disregard|forget|begin|start|end|finish|add|append|include|confirm|mention|cite|quote|"
    r"tell|return|insist|pretend)"
)
_BEFORE = (
    r"(?:previous|prior|earlier|preceding|above|foregoing|original|initial|system|hidden|all|any|"
    r"every|your|these|those|other|further)"
)

PATTERNS = tuple(
    (about, re.compile(pattern, re.IGNORECASE))
    for about, pattern in (
        (
            "drops instructions",
            r"\b(?:ignore|ignoring|disregard|disregarding|forget|override|overrule|bypass|discard|"
            rf"supersede)\b(?: \w+){{0,2}}? {_BEFORE}\b(?: \w+){{0,3}}? (?:instructions?|prompts?|"
            r"commands?|directives?|context)\b|"
            r"\b(?:ignore|disregard|forget|override)(?: \w+){0,3}? (?:instructions?|prompts?|"
            r"commands?|rules) (?:above|before|below|given|you)\b|"
            r"\b(?:forget|ignore|disregard) (?:everything|all|anything|what)(?: that| of what)? "
            r"(?:you|was said|came|stands|above|before)\b|"
            r"\b(?:ignore|disregard|forget|override|bypass) your (?:\w+ )?(?:rules|guidelines|"
            r"training|safeguards|sources|safety|limits)\b",
        ),
        (
            "drops what the document says, and says what to answer",
            r"(?<!not )(?<!n't )(?<!never )\b(?:ignore|disregard|forget|override|skip)\b"
            r"[^.?!]{3,60}\b(?:and|then|but|instead)[ ,]+(?:\w+ )?(?:answer|say|reply|output|print|"
            r"write|state|claim|respond (?:with|that|only|by saying))\b",
        ),
        (
            "tells what to do with an answer",
            r"(?<!explain )(?<!for )\byour (?:(?:own|next|final|full|whole|entire|following|first|"
            r"last) )?(?:answers?|repl(?:y|ies)|outputs?|completions?|message)\b|"
            # A clinician's response is what they do; software's is begun, ended or worded.
            r"\b(?:begin|start|open|end|close|finish|preface|conclude|complete) your (?:\w+ )?"
            r"responses?\b|\byour (?:own|final|full|whole|entire|following) responses?\b|"
            rf"\bin your (?:\w+ )?responses?,? (?:\w+ly |always |only |never |do not |please |you "
            rf"must )*{_SAY}\b|\b(?:add|append|insert|include|put|write|place|mention|repeat)\b"
            r"[^.?!]{0,80}\b(?:in|into|to|before) your (?:\w+ )?responses?\b|"
            r"\byour (?:\w+ )?responses? (?:must|should|shall|is to|has to|will) (?:\w+ly |always |"
            r"only |not |never )*(?:be(?:gin)?|start|end|say|state|contain|include|omit|mention|"
            r"read|recommend|cite|quote|list|give)\b|"
            r"\b(?:begin|start|open|end|close|finish|sign|prefix|preface|precede|conclude|follow|"
            rf"complete) (?:each|every|all|any|the|an?) (?:\w+ )?{_ANSWER} (?:with|by)\b|"
            r"\b(?:add|append|insert|include|put|write|place|mention|repeat)\b[^.?!]{0,80}\b(?:in|"
            rf"into|to|after|before|of) (?:each|every|all|any) (?:\w+ )?{_ANSWER}\b",
        ),
        (
            "is addressed to software",
            r"\b(?:note|notice|message|instructions?|order|directive|memo|attention|reminder|"
            rf"command|prompt)s? (?:to|for)[ :]+(?:the |any |all |this |an? |our )?{_NAMED}\b"
            r"(?= ?(?:[:,.;–—-]|reading|that|who|which|when|processing))|"
            r"\b(?:dear|hey|hello|attention|ok(?:ay)?)[ ,:]+(?:the |all |any )?"
            rf"(?:{_MACHINE}|assistants?|bots?)\b|"
            rf"(?:^|[.!?:;] )(?:the |this )?{_NAMED}(?: instructions?| note| message| prompt)?"
            r" ?[:,–—-] ?(?:\w+ly |please |now |always |never |do not |don't |must |you )*"
            rf"{_SAY}\b|"
            r"\b(?:assistant|system|ai|model|developer|hidden) (?:instructions?|prompts?|messages?|"
            r"overrides?|commands?) ?:|"
            rf"(?:^|[.!?:;] )to (?:the |any |all |this |an? )?(?:{_MACHINE}|assistants?|bots?|"
            r"models?)\b[^.?!:]{0,60}:|"
            r"\bif (?:you are|you're|this is read by) (?:an? |the )?"
            rf"(?:{_MACHINE}|assistant|bot)\b",
        ),
        (
            "says what software must answer",
            rf"\b(?:{_MACHINE}|(?:the|this|any|an|every) (?:assistant|bot|model|system|software))"
            r"(?: \w+){0,4}? (?:must|should|shall|will|is to|are to|has to|have to|needs? to|may) "
            r"(?:\w+ly |now |always |never |not |only )*"
            r"(?:answer|say|reply|respond with|respond that|output|print|write|claim|repeat|"
            r"ignore|disregard|forget|pretend|cite|quote|tell)\b|"
            rf"\b{_MACHINE}(?: \w+){{0,6}}? (?:must|should|shall|will|is to|are to|may) (?:\w+ly |"
            r"now |always |never |not |only )*(?:report|give|present|return|show|leave|omit|hide|"
            r"suppress|skip|treat|assume|prefer|rank|use|follow|obey|recommend|state)\b|"
            r"\b(?:do not|don't|never|without) (?:\w+ly )?(?:tell|show|inform|warn|reveal|"
            r"mention)(?:ing)?\b[^.?!]{0,40}\b(?:the|any) (?:user|asker|person asking)s?\b",
        ),
        (
            "says what to answer whatever is asked",
            r"\b(?:regardless of|no matter|whatever|irrespective of)(?: what)? (?:the |any |is |"
            r"was |you are |you're |they |users? )*(?:questions?|asked|asks?|query|queries)\b|"
            r"\b(?:if|when|whenever|every time|each time) (?:you are|you're|the user|a user|users|"
            r"anyone|anybody|someone|somebody|a clinician|a nurse|a doctor)(?: \w+)? (?:asks?|"
            r"asked|quer(?:y|ies)|questions)\b[^.?!]{0,80}(?:,|\bthen\b) ?(?:always |only |you "
            r"(?:must|should|will) |please )*(?:answer|say|reply|respond|output|print|write|"
            r"state|recommend|cite|quote|return)\b|"
            r"\banswer (?:all|any|every|each)(?: \w+){0,2}? (?:questions?|quer(?:y|ies))\b[^.?!]"
            r"{0,60}\b(?:with|by saying)\b|(?:^|[.!?:;,] |\b(?:and|then|please) )answer(?: only| "
            r"always)? (?:that|with)\b|\balways (?:reply|output|print)\b|"
            r"\balways answer(?: \w+)? (?:that|with|as|yes|no|in|every|each|all|any|questions?)\b|"
            r"\b(?:respond|reply) (?:only|solely|exclusively) with\b|"
            rf"\bin (?:all|every|each) (?:\w+ )?{_ANSWER}\b|"
            r"\busers? (?:asking|who asks?)\b[^.?!]{0,60}\b(?:told|answered|informed)\b|"
            r"\bwhen (?:summari[sz]ing|answering|quoting|citing|retrieving|processing)\b[^.?!]"
            r"{0,40}\b(?:this|these)\b[^.?!]{0,40}, ?(?:always |do not |never )?(?:leave|omit|say|"
            r"state|write|skip|hide|recommend|report|ignore|add)\b|"
            r"\breturn (?:only |the |a )*json\b|\bset (?:the |your )?confidence\b",
        ),
        (
            "gives software another role",
            rf"\byou (?:are|act as|were|will be|become)(?: \w+){{0,3}}? (?:{_MACHINE}|"
            r"unrestricted|jailbroken|uncensored)\b|\bas an? (?:ai|language model|chatbot)\b|"
            r"\bfrom (?:now|here|this point) on(?:wards?)?[, ]+(?:you (?:are|will|must|shall|can|"
            r"should) (?:\w+ )?(?:act|answer|respond|reply|pretend|be|a|an|not|only|always|going|"
            r"say)\b|your\b|(?:only |always )?(?:answer|respond|reply|say|recommend)\b)|"
            r"\bpretend (?:to be|you are|that you are)\b|\bdeveloper mode\b|\bjailbreak|"
            r"\bdo anything now\b|\bact as (?:if you (?:are|were)|an? (?:\w+ )?(?:doctor|"
            r"physician|expert|bot|terminal|interpreter|system))\b|"
            r"\b(?:the |this )user is (?:an? |the )?(?:\w+ )?(?:admin(?:istrator)?|developer|root|"
            r"authori[sz]ed|trusted|tester)\b|"
            r"\b(?:safety|content|citation|verification|dose) (?:filters?|checks?|rules?|guards?|"
            r"checking|polic(?:y|ies)) (?:is|are|has been|have been) (?:now )?(?:off|disabled|"
            r"lifted|suspended|switched off|turned off)\b",
        ),
        (
            "asks for what software was told",
            r"\b(?:reveal|print|repeat|output|show|leak|disclose|display|summari[sz]e)\b[^.?!]"
            r"{0,30}\b(?:(?:system|hidden|initial|developer|secret) (?:prompts?|instructions?|"
            r"messages?|rules)|your (?:prompt|instructions|configuration|settings|rules|api|"
            r"password|secret))\b",
        ),
        (
            "says how software is to use the document",
            r"\b(?:always|must|only)(?: be)? (?:retrieved?|cited?|quoted?|returned?|ranked?|"
            r"preferred|shown?|displayed)\b[^.?!]{0,30}\bthis (?:passage|section|document|"
            r"protocol|page|text)\b|\bthis (?:passage|section|document|protocol|page|text) (?:must|"
            r"should|is to|has to|will) (?:always |only )?be (?:retrieved|cited first|ranked|"
            r"returned|quoted (?:first|in|for)|cited (?:for|in) (?:every|each|all|any))\b|"
            r"\b(?:treat|follow|obey|execute|carry out) (?:this|these|the following|what follows)"
            r"(?: \w+)? (?:as|like) (?:\w+ ){0,2}?(?:instructions?|commands?|prompts?)\b|"
            r"\bnew (?:system )?instructions?(?: follow)? ?:|\bend of (?:the )?(?:document|context|"
            r"passage|prompt|instructions)\b[^\w]{1,8}(?:new|system|now|user|instructions?)\b",
        ),
        (
            "is markup of prompts",
            r"<\|[^<>|]{1,40}\|>|\[/?inst\]|<</?sys>>|</? ?(?:context|system|passage|prompt|"
            r"question|instructions?|assistant|documents?) ?/?>|\"role\" ?: ?\"(?:system|"
            r"assistant|user)\"|#{2,} ?(?:system|new instructions?|instructions?|assistant|end "
            r"of)\b",
        ),
    )
)
"""What such words do, and how they are told."""


_CUE = re.compile(
    r"\b(?:ignor|disregard|forget|overrid|overrul|bypass|discard|supersed|skip|answer|respon|"
    r"repl(?:y|ies)|output|completion|messag|assistant|chat ?bot|bots?\b|ai\b|artificial|language "
    r"model|llm|chatgpt|gpt|models?\b|systems?\b|software|engines?\b|agents?\b|user|asker|person "
    r"asking|question|asked|asks?\b|quer|summari|quoting|citing|retriev|processing|json|"
    r"confidence|pretend|from (?:now|here|this)|jailbr|unrestricted|uncensored|developer|anything|"
    r"act as|always print|disabled|lifted|suspended|off\b|prompt|instruction|command|directive|"
    r"your (?:rules|configuration|settings|api)|(?:hidden|initial|secret) rules|secret|password|"
    r"this (?:passage|section|document|protocol|page|text)|end of)|[<\[\"]|##",
    re.IGNORECASE,
)
"""Without any of these no pattern holds; most sentences are told by it, in a tenth of the time."""


@lru_cache(maxsize=16_384)
def addresses_software(words: str) -> bool:
    """Whether a sentence, a heading or a row speaks to software."""
    line = plain(words)
    return bool(_CUE.search(line)) and any(pattern.search(line) for _, pattern in PATTERNS)


def addressing(text: Text) -> tuple[Span, ...]:
    """The sentences, headings and rows of a text that speak to software, in source order."""
    found: list[Span] = []
    for block in text.blocks:
        if addresses_software(text[block]):
            spans = sentence_spans(text.content, block.start, block.end)
            said = [Span(*span) for span in spans if addresses_software(text.content[slice(*span)])]
            found += said or [Span(block.start, block.end)]
    return tuple(found)


def warnings_of(title: str, text: Text) -> tuple[str, ...]:
    """What a curator is told of a document with that title, one sentence for each place."""
    told = []
    if addresses_software(title):
        told.append(f"the title speaks to the software, and not to its reader: “{_short(title)}”")
    for span in addressing(text):
        page = text.page_at(span.start)
        told.append(
            f"{f'page {page}: ' if page else ''}words to the software, never quoted; ask who put "
            f"them there: “{_short(text[span])}”"
        )
    return tuple(told)


def _short(words: str) -> str:
    return textwrap.shorten(plain(words), 160, placeholder=" …")


def plain(words: str) -> str:
    """As a reader sees the words: without invisible characters, on one line, in usual letters."""
    line = " ".join(words[:_MOST].split())
    if not line.isprintable():
        line = "".join(c for c in line if c.isprintable())
    if not line.isascii():
        line = " ".join(unicodedata.normalize("NFKC", line).split()).replace("’", "'")
        line = line.replace("“", '"').replace("”", '"')
    return line
