"""The metadata contract: who owns a document, for whom, where and when it holds."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.errors import MetadataError
from corpus.text import BlockKind, Text

KEYS = (
    "id", "title", "version", "owner", "type", "specialty", "population", "site", "effective",
    "review", "source", "licence", "supersedes",
)  # fmt: skip
"""The keys of front matter and metadata CSV, in the order they are shown."""

ASKED = ("owner", "type", "specialty", "population", "effective", "review", "source", "licence")
"""The keys nobody but the curator can fill; `site` empty means everywhere, `supersedes` none."""

_NEEDED = ("id", "title", "version")
_Faults = list[tuple[str, str]]
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAX_CHARACTERS = 1000
# Names that Windows reserves: a folder of that name could not be copied there.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


class Population(StrEnum):
    """Whom a document is about."""

    ADULT = "adult"
    PAEDIATRIC = "paediatric"
    NEONATAL = "neonatal"
    OBSTETRIC = "obstetric"
    ALL = "all"


_SPELLINGS = {
    Population.ADULT: "adult adults grown-up grown-ups elderly geriatric",
    Population.PAEDIATRIC: "paediatric pediatric paediatrics pediatrics child children infant "
    "infants adolescent adolescents",
    Population.NEONATAL: "neonatal neonate neonates newborn newborns",
    Population.OBSTETRIC: "obstetric obstetrics pregnancy pregnant maternity maternal antenatal "
    "postpartum postnatal",
    Population.ALL: "all everyone any",
}
_POPULATIONS = {word: kind for kind, words in _SPELLINGS.items() for word in words.split()}


@dataclass(frozen=True)
class Metadata:
    """The metadata of one document version."""

    id: str
    """Stays the same over the document's versions."""
    title: str
    version: str
    owner: str = ""
    type: str = ""
    """Guideline, protocol, policy, formulary …"""
    specialty: tuple[str, ...] = ()
    population: tuple[Population, ...] = ()
    """Empty when nobody has said; that is not the same as `all`."""
    site: tuple[str, ...] = ()
    """Empty when it holds everywhere."""
    effective: date | None = None
    review: date | None = None
    source: str = ""
    licence: str = ""
    supersedes: str = ""
    """The id of the document it replaces, if that had another id, or one version of it as
    document@version; several are separated by commas or semicolons."""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise MetadataError(f"the id {self.id[:130]!r} is not usable: {_ID_RULE}")
        if not self.title or not self.version:
            raise MetadataError(f"document {self.id} needs a title and a version: state both")
        if self.effective and self.review and self.review <= self.effective:
            raise MetadataError(_review_fault(self.review, self.effective))

    @property
    def superseded(self) -> tuple[str, ...]:
        """What `supersedes` names: documents, or single versions as document@version."""
        return _items(self.supersedes)

    def values(self) -> dict[str, str]:
        """The same as text by key, as `parse_metadata` reads it; keys without a value left out."""
        values: dict[str, str] = {}
        for key in KEYS:
            value = getattr(self, key)
            if isinstance(value, tuple):
                value = "; ".join(value)
            if value:
                values[key] = value.isoformat() if isinstance(value, date) else str(value)
        return values


_ID_RULE = (
    "use 1 to 120 lower-case letters, digits, dots, hyphens and underscores, "
    "beginning with a letter or digit"
)


def metadata_faults(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is wrong with values of one document, in sentences, each with its key.

    A key that is missing is no fault here; one without a value is, where it needs one.
    """
    known = _known(values)
    unknown = [key for key in values if key not in KEYS]
    faults = [(key, f"{key!r} is not a key (known: {', '.join(KEYS)})") for key in unknown]
    for key, value in known.items():
        if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in value):
            faults.append((key, f"{key} {value[:60]!r} holds control or hidden characters"))
        elif len(value) > _MAX_CHARACTERS:
            faults.append((key, f"{key} has {len(value)} characters, more than {_MAX_CHARACTERS}"))
    faults += [(key, f"{key} is empty") for key in _NEEDED if key in known and not known[key]]
    if known.get("id") and not _ID.fullmatch(known["id"]):
        faults.append(("id", f"id {known['id'][:130]!r} is not usable ({_ID_RULE})"))
    for name in _items(known.get("supersedes", "")):
        # A document as a whole, or one of its versions as document@version.
        if not _ID.fullmatch(name.partition("@")[0]):
            faults.append(("supersedes", f"supersedes {name[:130]!r} is not an id ({_ID_RULE})"))
    _populations(known.get("population", ""), faults)
    effective = _date("effective", known, faults)
    review = _date("review", known, faults)
    if effective and review and review <= effective:
        faults.append(("review", _review_fault(review, effective)))
    return tuple(faults)


def parse_metadata(values: Mapping[str, str]) -> Metadata:
    """Check the values of one document; keys may be missing except id, title and version.

    Raises MetadataError that lists every bad field at once.
    """
    known = _known(values)
    faults = metadata_faults({**dict.fromkeys(_NEEDED, ""), **values})
    if faults:
        name = known.get("id") or known.get("title") or "a document"
        said = "; ".join(said for _, said in faults)
        raise MetadataError(f"metadata of {name[:130]!r}: {said}: correct the file")
    return Metadata(
        id=known["id"],
        title=known["title"],
        version=known["version"],
        owner=known.get("owner", ""),
        type=known.get("type", ""),
        specialty=_items(known.get("specialty", "")),
        population=_populations(known.get("population", ""), []),
        site=_items(known.get("site", "")),
        effective=_date("effective", known, []),
        review=_date("review", known, []),
        source=known.get("source", ""),
        licence=known.get("licence", ""),
        supersedes=known.get("supersedes", ""),
    )


def derive_metadata(
    stated: Mapping[str, str], file_name: str, text: Text
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Fill in id, title and version where nobody stated them, and name what is still missing.

    Returns the values for `parse_metadata` and the keys to ask the curator for.
    """
    values = {key: value for key, value in stated.items() if value.strip()}
    name = re.split(r"[/\\]", file_name)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    values.setdefault("id", slug(stem))
    heading = next(
        (text[b] for b in text.blocks if b.kind is BlockKind.HEADING and b.level == 1), ""
    )
    readable = " ".join(_visible(stem).replace("_", " ").split())
    title = values.get("title") or heading[:300] or readable[:300] or values["id"]
    values["title"] = " ".join(_visible(title).split()) or values["id"]
    values.setdefault("version", "1")
    return values, tuple(key for key in ASKED if key not in values)


def slug(name: str) -> str:
    """An id made from any name whatever: always valid, and the same for the same name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:120].strip("-")
    if not made:
        return "document"
    return f"document-{made}" if made in _RESERVED else made


def _visible(text: str) -> str:
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _known(values: Mapping[str, str]) -> dict[str, str]:
    """The values of keys that there are, each on one line."""
    return {key: " ".join(values[key].split(" ")).strip() for key in KEYS if key in values}


def _items(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in re.split("[;,]", value) if item.strip()))


def _populations(value: str, faults: _Faults) -> tuple[Population, ...]:
    found: list[Population] = []
    for item in _items(value):
        population = _POPULATIONS.get(item.casefold())
        if population is None:
            told = f"population {item[:60]!r} is not one of {', '.join(Population)}"
            faults.append(("population", told))
        elif population not in found:
            found.append(population)
    return tuple(found)


def _date(key: str, values: Mapping[str, str], faults: _Faults) -> date | None:
    value = values.get(key, "")
    if not value:
        return None
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        faults.append((key, f"{key} {value[:60]!r} is not an ISO 8601 date such as 2026-01-31"))
        return None


def _review_fault(review: date, effective: date) -> str:
    return f"review {review} is not after effective {effective}"
