"""Wei's booth at the edition of 2026: a draft on stand T01, and the same opened with his tea on it."""

from datetime import UTC, datetime, timedelta

import pytest

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.models import Product
from expo.fair.models import Booth, BoothHours, BoothStaff, Exhibit
from expo.fair.services.booths import publish_booth, save_booth
from expo.fair.services.exhibits import exhibit_product
from expo.fair.services.staffing import save_staff
from portal.accounts.models import User

# Ten in the morning in Nanning, on the second day of the fair.
MORNING = datetime(2026, 9, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def exhibit(booth: Booth, liubao: Product, owner: User) -> Exhibit:
    """Liubao tea at the draft booth, with a text and a price for the fair."""
    texts = {"note": "现场冲泡", "price_note": "展会价每公斤 150 元"}
    return exhibit_product(booth=booth, product=liubao, texts=texts, by=owner)


@pytest.fixture
def shown_booth(booth: Booth, exhibit: Exhibit, owner: User) -> Booth:
    """The booth as visitors see it."""
    return open_to_visitors(booth, owner)


def open_to_visitors(booth: Booth, by: User, headline: str = "六堡茶，现场品鉴") -> Booth:
    """Say in one line what a booth shows, and publish it."""
    save_booth(
        booth=booth,
        texts={"headline": headline, "about": "三代人做茶。"},
        time_zone="",
        banner=None,
        revision=booth.revision,
        by=by,
    )
    return publish_booth(booth=booth, by=by)


@pytest.fixture
def staffed(shown_booth: Booth, owner: User) -> BoothStaff:
    """Wei, who receives visitors from nine to five in Nanning on the second day, not there yet."""
    nine = MORNING - timedelta(hours=1)
    BoothHours.objects.create(booth=shown_booth, starts_at=nine, ends_at=nine + timedelta(hours=8))
    return save_staff(booth=shown_booth, person_id=owner.pk, name="韦文", languages=["zh-hans", "vi"])
