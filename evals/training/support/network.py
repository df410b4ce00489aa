"""The support model as it is trained: the first layers of a small encoder, and one logit."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel


class SupportNetwork(torch.nn.Module):  # type: ignore[misc]
    """Reads pairs of quote and statement, shape (pairs, tokens), into logits, shape (pairs,).

    Each token comes with whether the other text has it too, alone and with its neighbours: few
    layers would take long to find that out by attention. One wrong token is enough to make a
    statement unsupported, so besides what is read in the whole pair every token is judged by
    itself, and the worst ones weigh most.
    """

    def __init__(self, encoder: Path, layers: int, *, attention: str = "eager") -> None:
        super().__init__()
        # Dropout draws its random numbers one by one: on a CPU it costs a quarter of the speed.
        self.encoder = AutoModel.from_pretrained(
            encoder,
            num_hidden_layers=layers,
            add_pooling_layer=False,
            attn_implementation=attention,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        width = self.encoder.config.hidden_size
        self.shared = torch.nn.Linear(3, width, bias=False)
        # As large as word vectors are, so that at first nothing is drowned.
        torch.nn.init.normal_(self.shared.weight, std=0.02)
        self.fault = torch.nn.Linear(width, 1)
        self.pooled = torch.nn.Linear(3 * width, width)
        self.support = torch.nn.Linear(width, 1)
        self.weight = torch.nn.Parameter(torch.tensor(1.0))
        # What calibration takes off every logit, so that its threshold is a probability of 0.5.
        self.register_buffer("threshold", torch.tensor(0.0))

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """The logit that the quote says everything the statement says."""
        words = self.encoder.embeddings.word_embeddings(input_ids)
        states = self.encoder(
            inputs_embeds=words + self.shared(shared(input_ids, attention_mask, token_type_ids)),
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
        )[0]
        read = attention_mask.to(states.dtype)
        said = token_type_ids.to(states.dtype)
        faults = self.fault(states).squeeze(-1)
        weights = torch.softmax(faults + (read - 1) * 1e4, dim=1)
        worst = (weights * faults).sum(1)
        pooled = torch.cat([states[:, 0], _mean(states, read - said), _mean(states, said)], dim=1)
        hidden = torch.nn.functional.gelu(self.pooled(pooled))
        return self.support(hidden).squeeze(-1) - self.weight * worst - self.threshold


def shared(ids: Any, mask: Any, segments: Any) -> Any:
    """Whether the other text has a token, it with the one before, it with the one after.

    Shape (pairs, tokens, 3), each 0 or 1.
    """
    read = mask.unsqueeze(1) * mask.unsqueeze(2) > 0
    across = (segments.unsqueeze(1) != segments.unsqueeze(2)) & read
    same = ((ids.unsqueeze(1) == ids.unsqueeze(2)) & across).float()
    before = same * torch.nn.functional.pad(same[:, :-1, :-1], (1, 0, 1, 0))
    after = same * torch.nn.functional.pad(same[:, 1:, 1:], (0, 1, 0, 1))
    return torch.stack([found.amax(2) for found in (same, before, after)], 2)


def _mean(states: Any, mask: Any) -> Any:
    weights = mask.unsqueeze(-1)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
