"""The generator that asks a model server."""
