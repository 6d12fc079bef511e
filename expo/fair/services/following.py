"""Writes: what search has to say anew when an edition moves or becomes the current one."""

from collections.abc import Sequence

from django.db import transaction

from catalog.search import services as search
from expo.fair.events import CurrentEditionChanged, EditionMoved
from expo.fair.models import Booth, Session
from expo.fair.services.booths import KIND, goods_of
from expo.fair.services.programme import KIND as SESSION


@transaction.atomic
def follow_edition(event: EditionMoved) -> None:
    """Have search follow an edition that came into another state."""
    _mark([event.edition_id])


@transaction.atomic
def follow_current(event: CurrentEditionChanged) -> None:
    """Have search follow the edition that is the current one now, and the one that was."""
    _mark([edition for edition in (event.before, event.now) if edition is not None])


def _mark(editions: Sequence[int]) -> None:
    """Mark what search knows of editions: booths, sessions, and goods shown at them."""
    booths = list(Booth.objects.filter(edition__in=editions).order_by("pk").values_list("pk", flat=True))
    sessions = Session.objects.filter(edition__in=editions).order_by("pk").values_list("pk", flat=True)
    search.mark_dirty(kind=KIND, ids=booths)
    search.mark_dirty(kind=SESSION, ids=list(sessions))
    search.mark_dirty(kind="product", ids=goods_of(booths))
