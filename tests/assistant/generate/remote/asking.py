"""Lets the generator ask a server on loopback about a few lines of Markdown."""

from assistant.generate.extractive import ExtractiveGenerator
from assistant.generate.remote import ModelServer, RemoteGenerator
from assistant.screen.language import is_english
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of
from tests.fakes.embedders import HashingEmbedder

SHOCK = """
# Shock

## Fluids

Give crystalloid 500 mL over 15 minutes in shock.

Give no more than 30 mL/kg of crystalloid in shock.
"""
QUESTION = "how much crystalloid in shock"
HEADING = "Fluids: "
FLUID = "Give crystalloid 500 mL over 15 minutes in shock."
LIMIT = "Give no more than 30 mL/kg of crystalloid in shock."


def generator(url, deadline=5.0, **chosen):
    """The generator for a server at `url`, with the extractive one behind it."""
    embedder = HashingEmbedder()
    return RemoteGenerator(
        embedder,
        ModelServer(url, "small", deadline=deadline, **chosen),
        ExtractiveGenerator(embedder, statements=5),
        statements=5,
        is_english=is_english,
    )


def drafted(by, markdown=SHOCK, question=QUESTION, asked=frozenset()):
    """What a generator drafts."""
    return by.draft(expand(question), evidence_of(markdown), lambda term: 5.0, asked)


def extractive():
    """What is drafted without a server."""
    return drafted(ExtractiveGenerator(HashingEmbedder(), statements=5))


def shown(draft):
    """Everything of a draft that a reader could see."""
    return [
        (statement.text, statement.caution, [quote.words for quote in statement.quotes])
        for statement in draft.statements
    ]


def said(text, citation=1, quote=None):
    """One statement of a reply."""
    return {"text": text, "citation": citation, "quote": text if quote is None else quote}
