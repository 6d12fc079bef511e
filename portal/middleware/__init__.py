"""What every request passes: maintenance, page cache, language."""
