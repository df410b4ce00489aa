"""Generators that do what a faulty or deceived model would do."""

from dataclasses import replace

from assistant.evidence import Draft, DraftStatement


class ChangingGenerator:
    """Lets a real generator draft, then changes every statement."""

    identity = "changing/1"

    def __init__(self, generator, change):
        self.generator = generator
        self.change = change

    def draft(self, question, evidence, rarity, asked):
        drafted = self.generator.draft(question, evidence, rarity, asked)
        return Draft(tuple(self.change(statement) for statement in drafted.statements))


class InventingGenerator:
    """Says what it likes, with no source."""

    identity = "inventing/1"

    def draft(self, question, evidence, rarity, asked):
        return Draft((DraftStatement("Give adrenaline 5 mg intravenously at once.", ()),))


class SilentGenerator:
    """Finds nothing to say."""

    identity = "silent/1"

    def draft(self, question, evidence, rarity, asked):
        return Draft()


class OnlyCautionsGenerator:
    """Says the cautions, and loses what they belong to."""

    identity = "cautions/1"

    def __init__(self, generator):
        self.generator = generator

    def draft(self, question, evidence, rarity, asked):
        drafted = self.generator.draft(question, evidence, rarity, asked)
        return Draft(tuple(replace(statement, caution=True) for statement in drafted.statements))


class CrashingGenerator:
    """Crashes with the question in its message, as libraries do."""

    identity = "crashing/1"

    def draft(self, question, evidence, rarity, asked):
        raise RuntimeError(f"cannot answer {question.text}")


class RememberingGenerator:
    """Lets a real generator draft once for each question; for tests of what happens after."""

    def __init__(self, generator):
        self.generator = generator
        self.identity = generator.identity
        self._drafts = {}

    def draft(self, question, evidence, rarity, asked):
        key = (question.text, tuple((one.version.key, one.passage.start) for one in evidence))
        if key not in self._drafts:
            self._drafts[key] = self.generator.draft(question, evidence, rarity, asked)
        return self._drafts[key]


class InterruptedGenerator:
    """Lets something happen after it drafted, as it may while a slow model writes."""

    def __init__(self, generator, meanwhile):
        self.generator = generator
        self.identity = generator.identity
        self.meanwhile = meanwhile

    def draft(self, question, evidence, rarity, asked):
        drafted = self.generator.draft(question, evidence, rarity, asked)
        self.meanwhile()
        return drafted
