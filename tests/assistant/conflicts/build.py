"""Makes facts and conflicts from a few lines of Markdown."""

from assistant.conflicts.comparison import find_conflicts
from assistant.conflicts.facts import facts_of
from corpus.readers.markdown import read_markdown
from corpus.splitting import split_passages


def text_of(markdown):
    return read_markdown(markdown).text


def facts(markdown, title="Protocol", population=()):
    """The facts of the Markdown that are compared beyond the same words."""
    return tuple(
        fact for fact in all_facts(markdown, title, population).facts if fact.unit[0] != "="
    )


def all_facts(markdown, title="Protocol", population=()):
    text = text_of(markdown)
    passages = split_passages(text, title, lambda lines: [len(x.split()) for x in lines], 200)
    return facts_of(passages, text, title, population)


def conflicts(one, other, title="Pneumonia", other_title=None, population=(), other_population=()):
    """What is in conflict between two documents, as pairs of figures in the order given."""
    found = find_conflicts(
        {
            ("a", "1"): all_facts(one, title, population),
            ("b", "1"): all_facts(other, other_title or title, other_population),
        }
    )
    return [(c.what, c.sides[0].stated, c.sides[1].stated) for c in found]
