"""From a matplotlib figure to SVG inside a page: its colours, no style of its own, same bytes.

matplotlib writes a style sheet that would apply to the whole page, style attributes that a strict
content security policy forbids, and ids that repeat from chart to chart; none of them is left.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evals.reports.visible import visible

COLOURS = {
    "ink": "#010101", "quiet": "#020202", "line": "#030303", "card": "#040404",
    "blue": "#050505", "orange": "#060606", "red": "#070707",
}  # fmt: skip
"""What a figure is drawn in; each stands for the page's variable of that name."""
WIDTH = 4.9
"""Inches; 353 units of the view box, about what a phone shows, so that text keeps its size."""
_SETTINGS = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 10,
    "font.family": "DejaVu Sans",
    "text.color": COLOURS["ink"],
    "axes.edgecolor": COLOURS["line"],
    "axes.labelcolor": COLOURS["quiet"],
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": COLOURS["line"],
    "ytick.color": COLOURS["line"],
    "xtick.labelcolor": COLOURS["quiet"],
    "ytick.labelcolor": COLOURS["ink"],
    "grid.color": COLOURS["line"],
    "grid.linewidth": 0.6,
    "figure.facecolor": "none",
    "legend.frameon": False,
    "legend.fontsize": 9,
}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+(?=\))")
_FONT = re.compile(r"^font(-family)?$")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with the words that say what it shows."""

    name: str
    """Begins its ids; unique in the page."""
    title: str
    says: str
    """What a reader who does not see it is told."""
    svg: Markup


@contextmanager
def figure(height: float) -> Iterator[Any]:
    """An empty figure of the page's width, `height` inches high."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A tag may hold characters that the measuring font lacks; the page's fonts draw them.
        warnings.filterwarnings("ignore", message="Glyph")
        yield Figure(figsize=(WIDTH, height), layout="constrained")


def chart(drawn: Any, name: str, title: str, says: str) -> Chart:
    """The figure as SVG for inside a page; call it while the figure is open."""
    import matplotlib as mpl

    written = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": name}):
        drawn.savefig(written, format="svg", metadata=_NO_METADATA)
    return Chart(name, title, says, _inside_a_page(written.getvalue(), name, title, says))


def _inside_a_page(svg: bytes, name: str, title: str, says: str) -> Markup:
    from lxml import etree

    parser = etree.XMLParser(
        remove_comments=True, remove_blank_text=True, resolve_entities=False, no_network=True
    )
    root = etree.fromstring(svg, parser)
    for element in list(root.iter()):
        local = etree.QName(element).localname
        if local in {"metadata", "style"}:
            element.getparent().remove(element)
            continue
        element.tag = local
        _plain_attributes(element.attrib, name)
    for unwanted in ("width", "height", "version"):
        root.attrib.pop(unwanted, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-says")
    for place, (tag, words) in enumerate((("title", title), ("desc", says))):
        child = etree.Element(tag, id=f"{name}-{'says' if place else 'title'}")
        child.text = visible(words)
        root.insert(place, child)
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))


def _plain_attributes(attributes: Any, name: str) -> None:
    """Styles as attributes, colours as the page's variables, ids under the chart's name."""
    for declaration in filter(str.strip, attributes.pop("style", "").split(";")):
        key, _, value = declaration.partition(":")
        attributes[key.strip()] = value.strip()
    for key in list(attributes):
        value = attributes.pop(key)
        local = key.rpartition("}")[2]
        if local == "font":
            # As in "600 10px 'DejaVu Sans', sans-serif": weight and size; the page has the family.
            for part in value.split(" '")[0].split():
                attributes["font-size" if part.endswith("px") else "font-weight"] = part
            continue
        if _FONT.match(local):
            continue
        if local == "id":
            value = f"{name}-{value}"
        elif local == "href":
            value = f"#{name}-{value.removeprefix('#')}"
        attributes[local] = _REFERENCE.sub(lambda found: f"{name}-{found[0]}", _themed(value))


def _themed(value: str, names: Mapping[str, str] | None = None) -> str:
    names = names or {colour: variable for variable, colour in COLOURS.items()}
    return f"var(--{names[value]})" if value in names else value
