"""Writes of places, routes and entry rules."""
