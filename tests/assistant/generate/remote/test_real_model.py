"""A real small model, served by a test server of our own that keeps it to the form."""

import json

import pytest

from assistant.generate.remote.generator import read
from assistant.settings import default_models
from tests.assistant.generate.remote.asking import FLUID, LIMIT, drafted, generator
from tests.fakes.served_models import ServedModel

pytest.importorskip("llama_index.llms.openai_like", reason="the extra `remote` is not installed")
MODEL = default_models() / "language-model"


@pytest.mark.skipif(not MODEL.is_dir(), reason="`make local` has not prepared the small model")
def test_what_a_real_model_says_is_shown_in_its_words_on_the_sentence_it_cites():
    with ServedModel(MODEL) as server:
        draft = drafted(generator(server.url, deadline=100))
    [asked], [reply] = server.received, server.replied
    prompt = json.loads(asked)["messages"][1]["content"]
    statements = read(reply).statements

    assert FLUID in prompt and LIMIT in prompt
    for statement in draft.statements:
        assert statement.quotes[0].words in (FLUID, LIMIT)
    if draft.instead:
        assert draft.instead == "it quoted none of the sentences it was given"
        assert not any(one.quote in FLUID for one in statements if one.citation == 1)
    else:
        assert draft.by == "remote/1:small (language-model)"
        assert len(draft.dropped) < len(statements)
