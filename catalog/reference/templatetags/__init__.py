"""Template tags of the reference room."""
