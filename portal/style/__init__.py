"""The living style page: every component with its states. Served in development only."""
