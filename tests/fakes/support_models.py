"""Support models that do what they are told, well or badly."""

import time


class SayingSupportModel:
    """Gives every pair the same probability, and remembers what it was asked."""

    def __init__(self, probability, identity="saying@1"):
        self.probability = probability
        self.identity = identity
        self.asked = []

    def supports(self, pairs):
        self.asked += pairs
        return [self.probability] * len(pairs)


class CrashingSupportModel:
    """Crashes with the statement in its message, as libraries do."""

    identity = "crashing@1"

    def supports(self, pairs):
        raise RuntimeError(f"cannot judge {pairs}")


class SlowSupportModel:
    """Vouches for everything, after some seconds."""

    identity = "slow@1"

    def __init__(self, seconds):
        self.seconds = seconds

    def supports(self, pairs):
        time.sleep(self.seconds)
        return [1.0] * len(pairs)
