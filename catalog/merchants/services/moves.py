"""What is raised when a state cannot follow another."""


class MoveRefused(ValueError):
    """A state cannot follow another. Names both."""

    def __init__(self, *, current: str, wanted: str) -> None:
        super().__init__(f"{current!r} cannot become {wanted!r}")
        self.current = current
        self.wanted = wanted
