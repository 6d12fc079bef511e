"""A booth at the desk of its organization."""
