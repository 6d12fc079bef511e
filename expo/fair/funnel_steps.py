"""The steps the fair counts itself: visits, those a search led here, exhibits saved, messages, cards."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from catalog.conversations.models import Conversation
from catalog.numbers.models import Counted, DayOf, Looked
from expo.fair.booth_slots import SUBJECT
from expo.fair.funnel import BoothOf, Lead, Step, Window, register
from expo.fair.models import CardExchange


def _numbers(kind: str, ids: Sequence[int], window: Window, field: str) -> Counter[int]:
    """Return the sum of one number by what it counts: three queries."""
    things = dict(Counted.objects.filter(kind=kind, subject_id__in=ids).values_list("pk", "subject_id"))
    sums: Counter[int] = Counter()
    days = DayOf.objects.filter(counted__in=things, day__gte=window.first, day__lte=window.last)
    for counted, number in days.values_list("counted_id", field):
        sums[things[counted]] += number
    if field in {"views", "found"}:
        looks = Looked.objects.filter(
            counted__in=things, day__gte=window.first, day__lte=window.last, found=field == "found"
        )
        for counted, number in looks.values_list("counted_id").annotate(Count("pk")):
            sums[things[counted]] += number
    return sums


def _of_booths(field: str) -> Step:
    labels = {"views": _("Visits"), "found": _("of them by search"), "messages": _("Messages")}

    def count(booths: Sequence[BoothOf], window: Window) -> Mapping[int, int]:
        return _numbers(SUBJECT.name, [one.booth for one in booths], window, field)

    orders = {"views": 10, "found": 20, "messages": 50}
    leads = _written if field == "messages" else Step.leads
    return Step(name=field, label=labels[field], count=count, order=orders[field], leads=leads)


def _saved(booths: Sequence[BoothOf], window: Window) -> Mapping[int, int]:
    products = sorted({product for one in booths for product in one.products})
    sums = _numbers("product", products, window, "saves")
    return {one.booth: sum(sums[product] for product in one.products) for one in booths}


def _cards(booths: Sequence[BoothOf], window: Window) -> Mapping[int, int]:
    offered = CardExchange.objects.filter(booth__in=[one.booth for one in booths])
    return dict(offered.order_by().values_list("booth").annotate(Count("pk")))


def _card_leads(one: BoothOf, window: Window) -> Iterator[Lead]:
    for card in CardExchange.objects.filter(booth=one.booth).order_by("offered_at", "pk"):
        shown = card.state == CardExchange.State.EXCHANGED
        yield Lead(card.offered_at, card.language, str(card.offered.get("name", "")) if shown else "")


def _written(one: BoothOf, window: Window) -> Iterator[Lead]:
    found = Conversation.objects.filter(
        subject_kind=SUBJECT.name, subject_id=one.booth, organization=one.organization
    )
    for row in found.filter(confirmed_at__isnull=False).order_by("created_at", "pk"):
        yield Lead(row.created_at, row.language, row.name)


def register_steps() -> None:
    """Register the fair's own steps while the site starts."""
    for field in ("views", "found", "messages"):
        register(_of_booths(field))
    register(Step(name="saved", label=_("Exhibits saved"), count=_saved, order=30))
    register(Step(name="cards", label=_("Cards"), count=_cards, order=40, leads=_card_leads))
