"""Documents become canonical text, sections, sentences and passages, and live in a catalogue."""
