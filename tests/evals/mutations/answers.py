"""Answers as an outcome holds them."""


def answer_of(*statements):
    """An answer whose statements each quote themselves, one after the other in one document."""
    citations, start = [], 0
    for number, text in enumerate(statements, 1):
        citations.append({
            "number": number, "document": "dosing", "title": "Dosing", "version": "1",
            "section": ["Doses"], "page": None, "start": start, "end": start + len(text),
            "quote": text, "effective": "2026-01-01", "review": None, "status": "approved",
        })  # fmt: skip
        start += len(text) + 1
    return {
        "status": "answered", "question": "What dose?", "redactions": [],
        "statements": [
            {"text": text, "citations": [number], "caution": False}
            for number, text in enumerate(statements, 1)
        ],
        "citations": citations, "refusal": None, "notices": [], "confidence": 0.9,
        "provenance": {},
    }  # fmt: skip
