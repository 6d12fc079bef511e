"""Many booths at once, written without the services: for how much a list costs."""

from datetime import datetime, timedelta

from catalog.merchants.models import Membership, Organization
from expo.fair.models import Booth, BoothHours, BoothStaff, Edition
from portal.accounts.models import User


def many_booths(edition: Edition, count: int) -> list[Booth]:
    """Return so many published booths, each of an organization of its own in Viet Nam."""
    houses = Organization.objects.bulk_create(
        Organization(
            slug=f"house-{number}",
            kind="merchant",
            country_id="VN",
            source_language="vi",
            name_vi=f"Nhà {number}",
            name_en=f"House {number}",
        )
        for number in range(count)
    )
    return Booth.objects.bulk_create(
        Booth(
            edition=edition,
            organization=house,
            slug=house.slug,
            status=Booth.Status.PUBLISHED,
            headline_vi=f"Hàng {house.slug}",
        )
        for house in houses
    )


def man(booths: list[Booth], person: User, at: datetime) -> None:
    """Have one person be at all these booths at a moment, each open for the hour around it."""
    half = timedelta(minutes=30)
    Membership.objects.bulk_create(
        Membership(organization=booth.organization, user=person, role="sales") for booth in booths
    )
    BoothHours.objects.bulk_create(
        BoothHours(booth=booth, starts_at=at - half, ends_at=at + half) for booth in booths
    )
    BoothStaff.objects.bulk_create(
        BoothStaff(booth=booth, person=person, name="Lan", languages=["vi"], present_since=at, active_at=at)
        for booth in booths
    )
