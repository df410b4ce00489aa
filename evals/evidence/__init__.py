"""The signed bundle that shows a committee what was measured, of what."""
