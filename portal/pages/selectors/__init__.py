"""Reads of the room: pages and their blocks, lists of articles, site settings, states of translation."""
