"""Reads of places, routes and entry rules."""
