"""The fair as the journeys find it: an edition in Nanning that begins in a week, and its tea hall.

And the clock that lets people take their time over a form.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from expo.fair.models import Edition, Stand
from expo.fair.services.editions import make_current, move_edition, save_edition
from portal.accounts import bot_check
from tests.browser.people import page_of
from tests.expo.fair.conftest import build_hall, build_stands
from tests.portal.accounts.visitor import Clock

__all__ = ["page_of"]

FIRST_DAY = timezone.now().date() + timedelta(days=7)


@pytest.fixture
def booking(transactional_db: None) -> Edition:
    """The edition, current, and stands of it can be booked."""
    edition = save_edition(
        slug="expo",
        number=23,
        begins_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=4),
        texts={"name": {"zh-hans": "东博会", "en": "The Expo"}},
    )
    make_current(edition=edition)
    return move_edition(edition=edition, to="booking")


@pytest.fixture
def free_stands(booking: Edition) -> list[Stand]:
    """The four stands of the tea hall, all free."""
    return build_stands(build_hall(booking))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which the check of persons tells how long a form took."""
    clock = Clock()
    monkeypatch.setattr(bot_check, "time", SimpleNamespace(time=lambda: clock.now))
    return clock
