"""Journeys: places, crossings and routes between China and ASEAN, and who may enter where."""
