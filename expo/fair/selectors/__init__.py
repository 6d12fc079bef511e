"""Reads of the fair, one module for each of its things."""
