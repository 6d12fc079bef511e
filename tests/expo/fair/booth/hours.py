"""Opening hours of a booth, opened as most tests need them."""

from datetime import UTC, date, datetime, time

from expo.fair.models import Booth, BoothHours
from expo.fair.services.staffing import open_hours


def opened(booth: Booth, **given: object) -> list[BoothHours]:
    """Open a booth from nine to five on the first two days of the fair, but for what is given."""
    fields = {
        "first": date(2026, 9, 17),
        "last": date(2026, 9, 18),
        "opens": time(9),
        "closes": time(17),
        "now": datetime(2026, 9, 1, tzinfo=UTC),
    }
    return open_hours(booth=booth, **(fields | given))  # type: ignore[arg-type]
