"""Template tags of the discovery room."""
