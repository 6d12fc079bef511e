"""Pages of this room as visitors see them."""
