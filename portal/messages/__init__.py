"""The interface's own words: where they stand, what a language misses, and the compiled catalogues."""
