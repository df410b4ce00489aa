"""Language models with any tokenizer that write as a broken, wilful or slow model would."""

import numpy as np


class RandomModel:
    """Likes tokens at random; another seed likes others."""

    identity = "random/1"
    window = 100_000
    reserved = ("<|end|>",)

    def __init__(self, tokenizer, seed=0, stop_score=0.0):
        self.tokenizer = tokenizer
        self.seed = seed
        self.stop = tokenizer.get_vocab_size()
        self.stop_score = stop_score
        self.prompts = []

    def encode(self, texts):
        return [one.ids for one in self.tokenizer.encode_batch(texts, add_special_tokens=False)]

    def framed(self, prompt):
        self.prompts.append(prompt)
        return self.encode([prompt])[0]

    def reader(self):
        return RandomReader(self.seed, self.stop, self.stop_score)


class RandomReader:
    """Counts what it was asked."""

    def __init__(self, seed, stop, stop_score):
        self.random = np.random.default_rng(seed)
        self.stop = stop
        self.stop_score = stop_score
        self.asked = 0
        self.read_so_far = []

    def read(self, tokens):
        self.asked += 1
        self.read_so_far += tokens
        scores = self.random.standard_normal(self.stop + 1).astype(np.float32)
        scores[self.stop] += self.stop_score
        return scores


class LikingModel(RandomModel):
    """Likes one way of beginning best, and then whatever comes first."""

    def __init__(self, tokenizer, beginning):
        super().__init__(tokenizer)
        self.beginning = beginning

    def reader(self):
        liked = [*self.encode([self.beginning])[0], self.stop]
        return LikingReader(self.stop, liked)


class LikingReader:
    """Prefers the next of the tokens it likes, then any other to the stop."""

    def __init__(self, stop, liked):
        self.stop = stop
        self.liked = liked

    def read(self, tokens):
        scores = np.zeros(self.stop + 1, np.float32)
        for place, token in enumerate(self.liked):
            scores[token] = max(scores[token], len(self.liked) - place)
        return scores


class NumberlessModel(RandomModel):
    """Overflows: its scores are no numbers."""

    def reader(self):
        reader = super().reader()
        reader.read = lambda tokens: np.full(self.stop + 1, np.nan, np.float32)
        return reader


class CrashingModel(RandomModel):
    """Crashes with the prompt in its message."""

    def reader(self):
        raise RuntimeError(f"out of memory reading {self.prompts[-1]}")
