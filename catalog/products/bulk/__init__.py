"""Listings by the file: templates, a dry run that tells every row's outcome, one commit, and exports."""
