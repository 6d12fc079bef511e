"""The fair as visitors see it."""
