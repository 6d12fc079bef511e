"""The interface's own words: where they are found, what is missing in which language, and their compiled form."""
