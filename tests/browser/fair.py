"""What addresses at the demonstration's fair are made of, and what still waits for somebody there.

Runs inside the installation, once the demonstration is loaded.
"""

import io
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expo.fair.models import Booth, Edition

TABLE = b"Name,E-mail,Language,Country\nRice,rice@example.com,th,TH\nNobody,no address,th,TH\n"


def fair_slugs(house: str) -> dict[str, str]:
    """Return what is seen of a house's booth at the current edition, its hall and the programme."""
    from expo.fair.models import Booth, Session, Stand

    booth = Booth.objects.select_related("organization", "stand__hall__edition").get(
        organization__slug=house, edition__is_current=True
    )
    assert booth.stand is not None
    hall = booth.stand.hall
    free = Stand.objects.filter(hall=hall, state=Stand.State.FREE).earliest("code")
    return {
        "edition": hall.edition.slug,
        "hall": hall.slug,
        "taken_stand": booth.stand.code,
        "free_stand": free.code,
        "booth": booth.slug,
        "exhibit": str(booth.exhibits.earliest("pk").pk),
        "session": Session.objects.filter(edition=hall.edition).earliest("begins_at").slug,
        "meeting": ask_again(booth),
        "card": offer_card(booth),
        "table": look_through(hall.edition),
    }


def ask_again(booth: "Booth") -> str:
    """Have the buyer ask for the booth's next free quarter of an hour; return the request's id."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from catalog.merchants.models import Organization
    from expo.meetings.selectors.hours import free_starts
    from expo.meetings.services.asking import Wish, ask

    now = timezone.now()
    free = free_starts(
        organization_id=booth.organization_id, minutes=15, since=now, until=now + timedelta(days=30)
    )
    buyer = get_user_model().objects.get(email="buyer@demo.example")
    wish = Wish(
        begins_at=free[0].astimezone(UTC),
        minutes=15,
        purpose="Trà cho cửa hàng",
        language="vi",
        buyer_zone="Asia/Ho_Chi_Minh",
    )
    shop = Organization.objects.filter(memberships__user=buyer.pk).earliest("pk")
    return str(ask(exhibitor=booth.organization, buyer=shop, wish=wish, by=buyer).pk)


def offer_card(booth: "Booth") -> str:
    """Have somebody offer the booth a card that waits for its answer; return the card's id."""
    from django.contrib.auth import get_user_model

    from catalog.merchants.selectors.members import own_name
    from expo.fair.services import cards

    visitor = get_user_model().objects.get(email="sophea@demo.example")
    card = {"name": "Sophea", "email": "sophea@demo.example"}
    named = cards.Named(visitor="Sophea", booth=own_name(booth.organization))
    return str(cards.offer_card(booth=booth, visitor=visitor, card=card, language="km", named=named).pk)


def look_through(edition: "Edition") -> str:
    """Have the organizer upload a table and not take it yet; return its key."""
    from django.contrib.auth import get_user_model

    from expo.fair.services import exhibitors

    by = get_user_model().objects.get(email="editor@demo.example")
    file = io.BytesIO(TABLE)
    return str(exhibitors.look_through(edition=edition, name="list.csv", file=file, by=by).pk)
