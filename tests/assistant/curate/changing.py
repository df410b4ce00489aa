"""A protocol to change, and what becomes visible of the change."""

from assistant.curate.diff import compare
from assistant.curate.edits import marked
from corpus.readers.markdown import read_markdown

PROTOCOL = """
# Anaphylaxis

## Adrenaline

Give adrenaline 500 micrograms intramuscularly. Repeat after 5 minutes if there is no response.

- Lay the patient flat.
- Call for help.

## Do not give

- Beta-blockers.
- Chlorphenamine 10 mg before adrenaline.

## Later treatment

Prednisolone 40 mg orally once daily may be considered for adults. Do not exceed 60 mg in 24 hours.
Monitor blood pressure. Avoid morphine in renal impairment.

| Drug | Dose | Route |
| --- | --- | --- |
| Hydrocortisone | 200 mg | IV |
| Chlorphenamine | 10 mg | IM |
| Salbutamol | 5 mg | nebulised |
"""


def text(source=PROTOCOL):
    return read_markdown(source).text


def after(*swaps):
    """What the protocol becomes with some words in place of others, compared with it."""
    source = PROTOCOL
    for old, new in swaps:
        assert old in source
        source = source.replace(old, new)
    return compare(text(), text(source))


def only(difference):
    [change] = difference.changes
    return change


def marks(change):
    gone = marked(change.before.reading, [e.before for e in change.edits], ("[-", "-]"))
    come = marked(change.after.reading, [e.after for e in change.edits], ("{+", "+}"))
    return gone, come


def found(change, aspect):
    [finding] = [one for one in change.findings if one.aspect is aspect]
    return finding.before, finding.after
