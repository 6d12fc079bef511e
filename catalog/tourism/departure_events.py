"""What departures tell rooms and pages that show them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeparturesChanged:
    """Departures of these tours (ids) were planned, or got another state or another number of seats.

    Taking a seat is no change: whoever shows how many are left asks the rows themselves.
    """

    tours: tuple[int, ...]
