"""presidio's analyzer engine, loaded with no more than redaction needs."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from assistant.answers import Redaction
from corpus.errors import ModelError

UNUSED_PIPES = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
LABELS = {"PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION"}
IGNORED = [
    *("CARDINAL", "DATE", "EVENT", "FAC", "LANGUAGE", "LAW", "MONEY", "NORP", "ORDINAL", "ORG"),
    *("PERCENT", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
]


@contextmanager
def _without(*libraries: str) -> Iterator[None]:
    """Make libraries that nobody has imported yet look as if they were not installed.

    spaCy and presidio import torch and transformers when they find them, and use neither here:
    2.8 of 3.6 seconds. Another thread that imports one of them meanwhile gets an ImportError, so
    load the redactor before the other models.
    """
    hidden = [name for name in libraries if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def load(model: str, recognisers: Mapping[str, Callable[[str], Iterable[Redaction]]]) -> Any:
    """Presidio's `AnalyzerEngine` on a spaCy model and functions that find spans.

    None of presidio's own recognisers is used: they know nothing of doses, and their e-mail
    check looks up a list of domains on the network. ModelError when the model is missing.
    """
    os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")
    with _without("torch", "transformers"):
        try:
            import spacy
            from presidio_analyzer import (
                AnalyzerEngine,
                EntityRecognizer,
                RecognizerRegistry,
                RecognizerResult,
            )
            from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
            from presidio_analyzer.predefined_recognizers import SpacyRecognizer

            pipeline = spacy.load(model, exclude=UNUSED_PIPES)
        except (ImportError, OSError) as error:
            raise ModelError(
                f"the redactor's language model {model!r} cannot be loaded ({error}); "
                f"run `make setup`, then `assistant doctor`"
            ) from error
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    logging.getLogger("decision_process").setLevel(logging.CRITICAL)  # it would print the text

    class Engine(SpacyNlpEngine):  # type: ignore[misc]
        """presidio's, given a pipeline: its own `load` keeps every pipe and may download."""

        def load(self) -> None:
            self.nlp = {"en": pipeline}

    class Recogniser(EntityRecognizer):  # type: ignore[misc]
        """One of our functions in presidio's form."""

        def __init__(self, name: str, find: Callable[[str], Iterable[Redaction]]) -> None:
            super().__init__(supported_entities=[name.upper()], name=name)
            self.find = find

        def load(self) -> None:
            """Nothing to load."""

        def analyze(self, text: str, entities: list[str], nlp_artifacts: Any) -> list[Any]:
            return [RecognizerResult(f.type, f.start, f.end, 1.0) for f in self.find(text)]

    labels = NerModelConfiguration(
        model_to_presidio_entity_mapping=LABELS, labels_to_ignore=IGNORED
    )
    ours: list[Any] = [Recogniser(name, find) for name, find in recognisers.items()]
    model_recogniser = SpacyRecognizer(supported_entities=["PERSON", "LOCATION"])
    return AnalyzerEngine(
        registry=RecognizerRegistry([*ours, model_recogniser]),
        nlp_engine=Engine(ner_model_configuration=labels),
    )
