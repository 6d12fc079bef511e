"""Reads: products as cards, the goods list with its facets, one product's page, the category tree."""
