"""Lets a drafted statement through only when its quotes say what it says."""

from assistant.verify.verification import Dropped, Verified, verify

__all__ = ["Dropped", "Verified", "verify"]
