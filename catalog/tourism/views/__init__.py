"""Pages of journeys, of places and of entry rules."""
