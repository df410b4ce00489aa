"""Figures as a committee reads them."""

_ENDS = (".", ".”", "!”", "?”")


def percent(value: float, digits: int = 1) -> str:
    """A rate such as `97.5 %`; never rounded to 100 % or 0 % when it is not."""
    text = f"{100 * value:.{digits}f}"
    if text == f"{100:.{digits}f}" and value < 1:
        return f"> {100 - 10**-digits:.{digits}f} %"
    if text == f"{0:.{digits}f}" and value > 0:
        return f"< {10**-digits:.{digits}f} %"
    return f"{text.removesuffix('.0')} %"


def points(value: float) -> str:
    """A difference of rates in percentage points, with its sign."""
    return f"{100 * value:+.1f}".replace("-", "−")


def number(value: float) -> str:
    """A count, or a sum of shares."""
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def moment(at: str | None) -> str:
    """A time of a manifest, to the minute."""
    return f"{at[:16].replace('T', ' ')} UTC" if at else "not finished"


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    end = "" if words.endswith(_ENDS) else "."
    return f"{words[:1].upper()}{words[1:]}{end}"
