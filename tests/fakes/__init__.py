"""Stand-ins for parts of the assistant, one class each."""
