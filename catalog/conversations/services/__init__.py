"""Writes: conversations begin, go on, are confirmed, shared, blocked and reported."""
