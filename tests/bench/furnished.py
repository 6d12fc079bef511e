"""A hall for the bench, built inside the installation that is measured."""

from catalog.reference.loading import load_reference
from expo.fair.models import Booth
from tests.expo.fair.conftest import build_hall, fill_hall, open_edition


def furnish(stands: int) -> int:
    """Open an edition with one hall of so many stands, a booth on each; return how many those are."""
    load_reference()
    edition = open_edition()
    fill_hall(edition, build_hall(edition), stands)
    return Booth.objects.filter(edition=edition, status="published").count()
