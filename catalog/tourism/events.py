"""What happens to tours, for rooms above to write rows about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TourChanged:
    """A tour was published, changed, paused, shown again or archived. ``status`` is what it is now."""

    tour_id: int
    organization_id: int
    status: str
