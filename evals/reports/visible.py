"""Text that was written by others, made safe to show: nothing in it is obeyed or hidden."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, those that turn the direction of writing, and those without a width."""


def visible(text: str) -> str:
    """The text with every unseen character spelled out, such as `⟨U+202E⟩`.

    Tabs, line breaks and no-break spaces stay; carriage returns do not.
    """
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text.replace("\r\n", "\n"))
