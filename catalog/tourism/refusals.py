"""Why a departure does not do what was asked, in words for whoever asked."""


class Refused(ValueError):
    """Raised for what a departure or a booking does not allow; the message says why, and what to do."""
