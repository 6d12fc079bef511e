"""What is raised when somebody else was quicker."""


class DecidedMeanwhile(Exception):
    """Somebody decided about it since it was looked at. Nothing was changed."""
