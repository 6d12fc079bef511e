"""Saved searches, and telling whoever saved them what has come to match."""
