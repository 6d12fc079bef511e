"""The fair: where parties meet and deal. Stands on catalog, below portal."""
