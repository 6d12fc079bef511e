"""How tours are found and shown: lists, calendar, one tour, search."""
