"""An organization's goods at its desk: listed, written, put before the reviewers, shown and taken away."""
