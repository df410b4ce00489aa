"""A language model on this computer that drafts in nothing but the words of the evidence."""
