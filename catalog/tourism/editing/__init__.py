"""Editors' forms for places, routes and rules of entry, written by the same services as everything else."""
