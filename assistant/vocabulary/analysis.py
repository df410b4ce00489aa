"""The analyzer of the lexical index: the same word forms for passages and questions."""

import re
import unicodedata
from collections.abc import Iterable

from assistant.vocabulary.lists import brands, drug_variants, spellings, stop_words
from assistant.vocabulary.spelling import american

_GREEK = str.maketrans(
    {
        "α": " alpha",
        "β": " beta",
        "γ": " gamma",
        "δ": " delta",
        "ω": " omega",
        "’": "'",
        "‘": "'",
        "µ": "u",
        "μ": "u",
        "\u00ad": "",
        "‐": "-",
        "‑": "-",
        "–": " ",
        "—": " ",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
    }
)
# "10⁹" is not 109 and "2½" is not 21/2: such digits stand apart from the number before them.
_RAISED = re.compile(r"(?<=\d)(?=[⁰¹²³⁴-⁹½¼¾⅓⅔⅛])")
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:\d+(?!\.?\d)[^\W_]*)?(?:['/-][^\W\d_]+\d*(?!\.?\d)|-\d+(?![.\w]))*"
)
_WORD = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_UNITS = re.compile(
    r"[mnku]?g|mcg|[md]?l|kg|m[23]?|[mnp]?mol|units?|iu|u|dose|kcal|kj|m?eq|day|h|hour|minute|week"
)
_MEMO_LIMIT = 400_000


def fold(text: str) -> str:
    """Lower case without accents, ligatures or typographic apostrophes; Greek letters by name."""
    text = text.lower()
    if text.isascii():
        return text
    text = _RAISED.sub(" ", text).translate(_GREEK)
    text = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in text if not unicodedata.combining(c))


class _Forms(dict[str, tuple[str, ...]]):
    """From a raw token to its forms in the index, worked out once for each raw token."""

    def __init__(self) -> None:
        super().__init__()
        # Imported here because the library is only needed once text is analyzed.
        import Stemmer

        self._stem = Stemmer.Stemmer("english").stemWord
        self._spellings = spellings()
        self._drugs = {
            name: generics
            for names in (brands(), drug_variants())
            for name, generics in names.items()
            if " " not in name
        }
        self._brands = brands()
        self._stop_words = stop_words()

    def __missing__(self, raw: str) -> tuple[str, ...]:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        forms = self[raw] = tuple(self._forms(raw))
        return forms

    def _forms(self, raw: str) -> list[str]:
        if raw[0].isdecimal():
            return self._number(raw)
        if raw.endswith("'s"):
            raw = raw[:-2]
        if raw.endswith("n't"):
            # "Don't give" must find "do not give".
            return self._word("not")
        raw = raw.replace("'", "")
        if raw in self._drugs or not ("-" in raw or "/" in raw):
            return self._word(raw)
        parts = [part for part in re.split("[-/]", raw) if part]
        separate = [form for part in parts for form in self._forms(part)]
        if "/" in raw:
            # A rate is more than its units: "mg/kg" must not match "mg" and "kg" apart as well.
            if len(parts) > 1 and all(_UNITS.fullmatch(self._unit(part)) for part in parts):
                rates = ["/".join(map(self._unit, parts[:n])) for n in range(2, len(parts) + 1)]
                return rates + separate
            return separate
        return [*self._word("".join(parts)), *separate]

    def _number(self, raw: str) -> list[str]:
        if "," not in raw:
            return [raw]
        if _THOUSANDS.match(raw):
            return [raw.replace(",", "")]
        return raw.split(",")

    def _unit(self, part: str) -> str:
        return self._spellings.get(part, part)

    def _word(self, word: str) -> list[str]:
        if word in self._stop_words:
            return []
        if word in self._drugs:
            return self._drug(word)
        word = self._spellings.get(word, word)
        word = american(word)
        return [self._stem(self._spellings.get(word, word))]

    def _drug(self, name: str) -> list[str]:
        """The generic names; a brand is kept beside them, since formulations differ."""
        forms = [self._stem(american(name))] if name in self._brands else []
        for generic in self._drugs[name]:
            parts = re.split("[ -]", generic)
            # "Aspart" is part of its own generic name: "insulin" must not stand in for it.
            forms += [self._stem(american(p)) for p in ([name] if name in parts else parts)]
        return forms


_forms: list[_Forms] = []


def tokens(text: str) -> list[str]:
    """The index terms of a text, in order; every digit of the text is in one of them.

    Spelling is American, drug names are one per drug, stop words are left out and words are
    stemmed. A hyphenated word gives its joined form and its parts, a rate ("mg/kg/day") its
    prefixes from two units on and its parts.
    """
    if not _forms:
        _forms.append(_Forms())
    forms = _forms[0]
    found: list[str] = []
    for raw in _TOKEN.findall(fold(text)):
        found += forms[raw]
    return found


def tokens_batch(texts: Iterable[str]) -> list[list[str]]:
    """The index terms of each text."""
    return [tokens(text) for text in texts]


def words(text: str) -> list[str]:
    """The raw words of a text, folded but neither respelled nor stemmed; no numbers."""
    return _WORD.findall(fold(text))
