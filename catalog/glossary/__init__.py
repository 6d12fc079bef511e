"""Concepts named in ten languages."""
