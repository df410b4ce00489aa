"""Gates: bounds on measures that a release must keep."""
