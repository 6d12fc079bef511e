"""Writes of places, routes, entry rules, tours, departures and bookings."""
