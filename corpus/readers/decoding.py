"""Bytes of a text file become characters."""

import codecs

from corpus.errors import DocumentError
from corpus.readers.reading import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b")) + b"\x7f"


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text, by its byte order mark, as UTF-8, or by the likeliest older encoding.

    Raises DocumentError when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise DocumentError(
                    f"it claims to be {encoding} but byte {error.start} is not: save it as UTF-8"
                ) from None
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > len(sample) * 0.01:
        raise DocumentError("it holds binary data, not text: export it as PDF, DOCX or text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Western European where that is possible: guessing goes wrong on a few signs in English."""
    encoding = "cp1252"
    others = sum(byte > 127 for byte in data[:65536])
    try:
        if others > 0.3 * len(data[:65536]):
            raise ValueError
        text = data.decode(encoding)
    except ValueError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise DocumentError("its encoding is not known: save it as UTF-8") from None
        encoding, text = best.encoding, str(best)
    return text, (
        Problem(
            f"the file is not UTF-8 and was read as {encoding}: "
            "check signs such as µ, ≥ and ½, or save it as UTF-8"
        ),
    )
