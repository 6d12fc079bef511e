"""People: user, sign-in, preferences."""
