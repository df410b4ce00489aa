"""Which differences between two words are slips of a typist, and which make another word."""

import re

_SHORT = 8
"""Letters below which a lost or added consonant usually makes another word ("stoma", "stroma")."""
_LONG_DRUG = 9
# One such ending or beginning for another is another procedure or the opposite finding.
_TELLING_ENDS = re.compile(
    r"(?:ectomy|ostomy|otomy|oscopy|ography|ogram|plasty|pexy|ase|ine|one|ol|mab|nib)\Z"
)
_TELLING_STARTS = re.compile(
    r"\A(?:hyper|hypo|inter|intra|infra|supra|super|sub|ab|ad|pre|pro|per)"
)
_VOWEL_LETTERS = "aeiouy"
_VOWELS = re.compile(r"(?!^)[aeiouyh]")
_SOUNDS = (("ph", "f"), ("ck", "k"), ("qu", "k"), ("z", "s"), ("x", "ks"), ("c", "k"))
_DOUBLE = re.compile(r"(.)\1+")
_SUFFIX = re.compile(r"(?:est|ers?|y|ish|ster|ness|able|ic|al|n|ors?|ists?|ly|less|like|wards?)\Z")
_PREFIX = re.compile(r"\A(?:un|in|re|non|pre|post|anti|over|under|multi|out|mis)")


def bases(word: str) -> set[str]:
    """What is left of a word without its ending or beginning, where a word can be left."""
    found = set()
    for pattern, least in ((_SUFFIX, 4), (_PREFIX, 5)):
        base = pattern.sub("", word)
        if base != word and len(base) >= least:
            found |= {base, base + "e", _DOUBLE.sub(r"\1", base)}
    return found


def _skeleton(word: str) -> str:
    """The consonants as they sound, doubled ones once: what a bad speller still gets right."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))


def sounds_alike(typed: str, meant: str) -> bool:
    """Only vowels, doubled letters, like-sounding letters or the order differ."""
    return sorted(typed) == sorted(meant) or _skeleton(typed) == _skeleton(meant)


def _opposed(telling: re.Pattern[str], typed: str, meant: str) -> bool:
    """Whether both words have a telling beginning or ending, and not the same one."""
    one, other = telling.search(typed), telling.search(meant)
    return bool(one and other and one[0] != other[0])


def _same_start(typed: str, meant: str) -> bool:
    return typed[0] == meant[0] or typed[:2] == meant[1::-1]


def believable(typed: str, meant: str, distance: int, common: bool) -> bool:
    """Whether `typed` is a slip for `meant` rather than another word, drugs apart.

    `common` says that `meant` is an everyday word, in English or in the index.
    """
    if not _same_start(typed, meant) or _opposed(_TELLING_STARTS, typed, meant):
        return False
    if typed[:-1] == meant and typed[-1] in _VOWEL_LETTERS:
        # "Combo" is short for something, not a slip for "comb".
        return False
    if sounds_alike(typed, meant):
        return True
    shorter, longer = sorted((typed, meant), key=len)
    # One consonant for another, or only an ending more or less, usually makes another word.
    if distance > 1 or len(typed) == len(meant) or longer.startswith(shorter):
        return False
    if _opposed(_TELLING_ENDS, typed, meant):
        return False
    return len(typed) >= _SHORT or (common and len(typed) < len(meant))


def believable_drug(typed: str, meant: str, distance: int) -> bool:
    """Whether `typed` is a slip for the drug `meant` rather than a drug not on our list."""
    if not _same_start(typed, meant) or len(meant) < 6:
        return False
    if distance == 1:
        return len(typed) >= _SHORT or sounds_alike(typed, meant)
    return len(typed) >= _LONG_DRUG and sounds_alike(typed, meant)
