"""Closeness of meaning between texts that share no word: optional, and never called a match."""
