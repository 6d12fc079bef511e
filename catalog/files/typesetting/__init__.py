"""Text set in ten scripts by typst, with fonts of our own: none of the system's, nothing fetched."""
