"""The evidence model as it is trained: a small encoder with three linear heads."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel


class EvidenceNetwork(torch.nn.Module):  # type: ignore[misc]
    """Reads pairs of question and text.

    From shapes (pairs, tokens) it makes `relevance` and `answers`, shape (pairs,), and `evidence`,
    shape (pairs, tokens): that a token belongs to what answers.
    """

    def __init__(self, encoder: Path, *, attention: str = "eager") -> None:
        super().__init__()
        # Dropout draws its random numbers one by one: on a CPU it costs a quarter of the speed.
        self.encoder = AutoModel.from_pretrained(
            encoder,
            attn_implementation=attention,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        width = self.encoder.config.hidden_size
        self.evidence = torch.nn.Linear(width, 1)
        self.pooled = torch.nn.Linear(3 * width, width)
        self.heads = torch.nn.Linear(width, 2)
        # How far the strongest sentence speaks for the whole text; learned from here on.
        self.lift = torch.nn.Parameter(torch.full((2,), 0.5))

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Logits: relevance, answers, evidence."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )[0]
        evidence = self.evidence(states).squeeze(-1)
        text = token_type_ids.to(states.dtype)
        asked = attention_mask.to(states.dtype) - text
        pooled = torch.cat([states[:, 0], _mean(states, asked), _mean(states, text)], dim=1)
        hidden = torch.nn.functional.gelu(self.pooled(pooled))
        # A soft share of the text: the tokens that answer weigh most.
        weights = torch.softmax(evidence + (text - 1) * 1e4, dim=1)
        strongest = (weights * evidence).sum(1, keepdim=True)
        both = self.heads(hidden) + self.lift * strongest
        return both[:, 0], both[:, 1], evidence


def _mean(states: Any, mask: Any) -> Any:
    weights = mask.unsqueeze(-1)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
