"""Phrases of somebody who has no time to read: the site's emergency route is shown first.

They change nothing else: the question is answered or refused as it would be without them. A phrase
tells of something that happens now; the name of a condition alone ("cardiac arrest drugs") is
what protocols are read for.
"""

import re

from assistant.answers import Notice, NoticeKind

_WHO = (
    r"(?:pt|patient|he|she|they|baby|child|kid|boy|girl|man|woman|lady|mum|mother|dad|father|son|"
    r"daughter|husband|wife|infant|newborn|neonate|toddler|colleague|visitor|relative|<NAME>)"
)
_NOW = r"(?:now|just|suddenly|right now|in front of me|currently|already|still)"
_STATE = (
    r"(?:unconscious|unresponsive|collapsed|fitting|seizing|convulsing|blue|choking|arrested|"
    r"gasping|bleeding out|hanging)"
)
_TENFOLD = (
    r"(?:\d{0,2}0 ?(?:x|×|times|fold)|(?:x|×) ?\d{0,2}0\b|ten[- ]?(?:times|fold|x)|hundredfold)"
)

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:not|isn'?t|stopped|stop(?:s|ping)?|no longer) breathing\b(?! exercises?)",
        r"\b(?:can(?:no|')?t|cannot) (?:breathe|intubate|oxygenate|ventilate)\b|\bcico\b",
        r"\bno (?:pulse|cardiac output|signs of life)\b(?! deficit)",
        rf"(?<!\w){_WHO}(?:'?s| has| have| is| are)? (?:\w+ )?arrest(?:ed|ing)\b(?! (?:by|at|dev))",
        r"\b(?:has|have|just|he'?s|she'?s) (?:cardiac )?arrest(?:ed|ing)\b(?! (?:by|at|dev))",
        r"\bin (?:cardiac |respiratory )?arrest (?:now|in)\b|\bperi-?arrest(?:ing)? now\b",
        rf"(?<!\w){_WHO}(?:'s|s| is| are)? choking\b|\bchoking (?:now|right now|on)\b|^choking\W*$",
        rf"(?<!\w){_WHO}(?:'s|s| is| are| has| went| gone| found)?(?: \w+)? {_NOW} {_STATE}\b",
        rf"\b{_STATE} {_NOW}\b|\b(?:gone|going|turning|turned|went) blue\b",
        r"\b(?:just|suddenly|has|have) collapsed\b",
        rf"(?<!\w){_WHO}(?:'s| is|) (?:unresponsive|unconscious|crashing|fitting|seizing)\b",
        r"\b(?:will not|won'?t|not) wak(?:e|ing)(?: up)?\b(?! (?:at|in the) night)",
        r"\bbleeding (?:out|to death)\b|\bblood (?:is )?(?:pouring|spurting|everywhere)\b",
        r"\bbleeding (?:won'?t|will not|does not|doesn'?t) stop\b",
        r"\b(?:about|going|trying|want) to (?:give|inject|push|run|hang)\b"
        rf"[^.?!]{{0,40}}{_TENFOLD}",
        rf"\b(?:gave|given|giving|got|had|received)\b[^.?!]{{0,40}}{_TENFOLD}",
        r"\b(?:about to give|just gave|just given|i gave|we gave|i'?ve given|just injected)\b"
        r"[^.?!]{0,40}\bwrong\b",
        r"\b(?:anaphylaxis|anaphylactic|crashing|fitting|seizing|arrest) (?:right )?now\b",
        r"\b(?:about to|going to|threatening to) (?:jump|stab|shoot|hang)\b",
        r"\bi (?:have |'ve |just )*(?:took|taken|swallowed)\b[^.?!]{0,30}\b(?:\d{2,}|all|whole|"
        r"overdose|packet|box)\b",
        r"\b(?:help|emergency|crash call)\b[^.?!]{0,30}\bnow\b|^help\W*$",
    )
)


def emergency_notice(question: str, route: str) -> tuple[Notice, ...]:
    """The site's emergency route, where a question tells of something urgent that happens now."""
    plain = question.replace("’", "'")
    if not any(pattern.search(plain) for pattern in PATTERNS):
        return ()
    message = f"If this is happening now, do not wait for an answer here. {route}"
    return (Notice(NoticeKind.EMERGENCY, message),)
