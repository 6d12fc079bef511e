"""Writes: a visitor and a booth exchange contact cards, each with the other's consent."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import Membership
from catalog.merchants.services.members import acted_as
from catalog.notices import services as notices
from catalog.seams import events
from expo.fair.cards import FIELDS, OFFERED_KIND, RETURNED_KIND
from expo.fair.events import CardExchanged
from expo.fair.models import Booth, CardExchange
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.selectors.booths import shown
from expo.fair.services.booths import check_living

State = CardExchange.State
ENDED = (State.DECLINED, State.WITHDRAWN)  # without an exchange, so a card can be offered anew
LONGEST = {"wish": 600}
ANSWERING = frozenset(
    {Membership.Role.OWNER.value, Membership.Role.EDITOR.value, Membership.Role.SALES.value}
)


@dataclass(frozen=True)
class Named:
    """How the two sides are called in what they are told."""

    visitor: str
    booth: str


@transaction.atomic
def offer_card(
    *, booth: Booth, visitor: AbstractBaseUser, card: Mapping[str, str], language: str, named: Named
) -> CardExchange:
    """Offer a visitor's card to a booth; the booth reads of it only the name until it agrees.

    ``card`` holds what the visitor agreed to hand over, by the names of ``FIELDS``. Offered again while
    it waits, it replaces the first, of which the booth was told; after an exchange nothing happens.
    Raises EditionOver, and Refused for a card without a name and a way to answer, and at a booth that is
    not shown.
    """
    kept = _clean(card)
    check_living(booth)
    if not shown().filter(pk=booth.pk).exists():
        raise Refused(_("This booth is not shown any more."))
    # One row for each pair: two forms sent at once end as one offer.
    exchange, new = CardExchange.objects.get_or_create(
        booth=booth,
        visitor_id=visitor.pk,
        defaults={"offered": kept, "language": language, "offered_at": timezone.now()},
    )
    anew = new or (
        not _waiting(exchange).update(offered=kept, language=language)
        and CardExchange.objects.filter(pk=exchange.pk, state__in=ENDED).update(
            offered=kept,
            returned={},
            language=language,
            state=State.OFFERED,
            offered_at=timezone.now(),
            decided_at=None,
            decided_by=None,
        )
    )
    exchange.refresh_from_db()
    if anew:
        _tell_booth(exchange, named)
    return exchange


def _waiting(exchange: CardExchange) -> QuerySet[CardExchange]:
    return CardExchange.objects.filter(pk=exchange.pk, state=State.OFFERED)


@transaction.atomic
def return_card(
    *, exchange: CardExchange, card: Mapping[str, str], by: AbstractBaseUser, named: Named
) -> CardExchange:
    """Agree to an exchange: from now on each side has the other's card.

    Raises Refused for a card without a name and a way to answer, MoveRefused where the offer was taken
    back or decided about meanwhile.
    """
    decided = _decide(exchange, State.EXCHANGED, by, returned=_clean(card))
    notices.notify(
        kind=RETURNED_KIND,
        recipients=[decided.visitor],
        key=f"{decided.pk}:{decided.offered_at.isoformat()}",
        values={"booth": named.booth},
        link=f"/{decided.language}/account/cards/",
    )
    events.publish(
        CardExchanged(exchange_id=str(decided.pk), booth_id=decided.booth_id, language=decided.language)
    )
    return decided


@transaction.atomic
def decline_card(*, exchange: CardExchange, by: AbstractBaseUser) -> CardExchange:
    """Do not exchange cards; what the visitor offered is forgotten. Raises MoveRefused as agreeing does."""
    return _decide(exchange, State.DECLINED, by, offered={"name": exchange.offered.get("name", "")})


@transaction.atomic
def take_back(*, exchange: CardExchange, by: AbstractBaseUser | None = None) -> CardExchange:
    """Take a card back, for either side: both cards are emptied. Taking back twice changes nothing.

    ``by`` is the member who does so for the booth, which is on record; empty where the visitor does.
    """
    taken = CardExchange.objects.filter(pk=exchange.pk).exclude(state=State.WITHDRAWN)
    changed = taken.update(
        state=State.WITHDRAWN,
        offered={},
        returned={},
        decided_at=timezone.now(),
        decided_by=by.pk if by is not None else None,
    )
    exchange.refresh_from_db()
    if changed and by is not None:
        _record(exchange, by)
    return exchange


def _decide(exchange: CardExchange, to: State, by: AbstractBaseUser, **cards: object) -> CardExchange:
    decided = _waiting(exchange).update(state=to, decided_at=timezone.now(), decided_by=by.pk, **cards)
    exchange.refresh_from_db()
    if not decided:
        raise MoveRefused(now=State(exchange.state).label, wanted=to.label)
    _record(exchange, by)
    return exchange


def _record(exchange: CardExchange, by: AbstractBaseUser) -> None:
    organization = exchange.booth.organization
    audit.record(
        actor=by,
        role=acted_as(organization, by),
        action=f"card.{exchange.state}",
        target=organization,
        after={"exchange": str(exchange.pk)},
    )


def _clean(card: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: text.strip()[: LONGEST.get(name, 160)]
        for name in FIELDS
        if (text := card.get(name, "")).strip()
    }
    if "name" not in kept or not kept.keys() & {"email", "phone"}:
        raise Refused(_("A card has a name, and an e-mail address or a telephone number."))
    return kept


def _tell_booth(exchange: CardExchange, named: Named) -> None:
    organization = exchange.booth.organization
    members = Membership.objects.filter(organization=organization, role__in=ANSWERING, user__is_active=True)
    notices.notify(
        kind=OFFERED_KIND,
        recipients=[member.user for member in members.select_related("user").order_by("pk")],
        key=f"{exchange.pk}:{exchange.offered_at.isoformat()}",
        values={"visitor": named.visitor, "booth": named.booth},
        link=f"/en/desk/{organization.slug}/booth/cards/",
    )
