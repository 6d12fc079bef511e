"""Reads: free times, one's meetings, whom to meet."""
