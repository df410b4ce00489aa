"""How words turn an instruction round, limit it, or say its opposite, whatever it is about."""
