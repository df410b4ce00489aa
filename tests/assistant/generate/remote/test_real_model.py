"""A real small model, served by a test server of our own that keeps it to the form."""

import json

import pytest

from assistant.generate.remote.generator import read
from assistant.settings import default_models
from tests.assistant.generate.remote.asking import (
    FLUID,
    LIMIT,
    drafted,
    extractive,
    generator,
    shown,
)
from tests.fakes.served_models import ServedModel

pytest.importorskip("llama_index.llms.openai_like", reason="the extra `remote` is not installed")
MODEL = default_models() / "language-model"


@pytest.mark.skipif(not MODEL.is_dir(), reason="`make local` has not prepared the small model")
def test_what_a_real_model_says_is_its_draft_only_where_it_quotes_the_sentence_it_cites():
    with ServedModel(MODEL) as server:
        draft = drafted(generator(server.url, deadline=100))
    [asked], [reply] = server.received, server.replied
    prompt = json.loads(asked)["messages"][1]["content"]
    statements = read(reply).statements
    sentences = dict(enumerate((FLUID, LIMIT), start=1))
    quoted = [one for one in statements if one.quote in sentences.get(one.citation, "")]

    assert prompt.index(FLUID) < prompt.index(LIMIT)
    assert statements and draft.statements
    if quoted:
        assert draft.by == "remote/1:small (language-model)"
        assert draft.instead == ""
        assert draft.statements[0].quotes[0].words == sentences[quoted[0].citation]
        assert len(draft.dropped) == len(statements) - len(quoted)
    else:
        assert draft.by == "extractive/5 instead of remote/1:small"
        assert draft.instead == "it quoted none of the sentences it was given"
        assert shown(draft) == shown(extractive())
