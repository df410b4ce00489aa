"""One spelling for words that Britain and America write differently."""

import re

# These rules also reach words that need no change ("exercise" becomes "exercize"): harmless,
# because passages and questions pass through the same rules and nobody reads the result.
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"practise", "practice"),
        (r"ae(?!r)", "e"),
        (r"oe(?=dem|soph|str|tus|tal|liac|bi|niz)|(?<=pn)oe(?=a|i)|(?<=rrh)oe|(?<=hom)oe", "e"),
        (r"manoeuv(re|er)", "maneuver"),
        (r"(tum|col|lab|behavi|fav|hum|od|vap|neighb|rum|flav|hon|rig|end?eav)our", r"\1or"),
        (r"(?<=\w{2})is(e|ed|es|ing|er|ers|ation|ations|ational)\Z", r"iz\1"),
        (r"ys(e|ed|es|ing|er|ers)\Z", r"yz\1"),
        (r"(lit|cent|met|fib|calib|tit|theat|goit)re(s|d)?\Z", r"\1er\2"),
        (r"sulph", "sulf"),
        (r"\Aceph(?=al[eo]|azo|rad)", "cef"),
        (r"leuco(?!v)", "leuko"),
        (
            r"(label|travel|model|counsel|signal|fuel|cancel|channel|level|tunnel)l(?=ed|ing|er)",
            r"\1",
        ),
        (r"(enrol|fulfil|instil)(?=ment|\Z|s\Z)", r"\1l"),
        (r"ogue(s?)\Z", r"og\1"),
        (r"(defen|offen|licen)ce", r"\1se"),
        (r"programme(?!r|d)", "program"),
        (r"ageing", "aging"),
        (r"judgem", "judgm"),
        (r"neurones?\Z", "neuron"),
        (r"distent", "distens"),
        (r"orientated", "oriented"),
        (r"preventative", "preventive"),
    )
)
_MAY_DIFFER = re.compile(
    r"ae|oe|our|is[eai]|ys[ei]|re[sd]?\Z|sulph|ceph|leuco|ll|rol|fil|til|ogue|ence|ice|ise|ramme"
    r"|geing|gem|rone|tent|tated|tative"
)


def american(word: str) -> str:
    """The American spelling of a folded word, or what the rules make of it."""
    if _MAY_DIFFER.search(word):
        for pattern, replacement in _RULES:
            word = pattern.sub(replacement, word)
    return word
