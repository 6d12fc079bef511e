"""Writes: booths leave the fair, and an edition with everything on it."""

from collections.abc import Iterable

from django.db import transaction

from catalog.files.services.private import delete_private
from catalog.seams import freshness
from catalog.search import services as search
from catalog.translation import services as translation
from expo.fair.models import Booth, BoothDocument, BoothVideo, Edition, Exhibit, Hall, Session, Stand
from expo.fair.services.booths import KIND, goods_of
from expo.fair.services.holding import set_free
from expo.fair.services.programme import KIND as SESSION


class EditionInUse(ValueError):
    """Raised where an edition cannot go: ``booths`` says how many stand at it."""

    def __init__(self, booths: int) -> None:
        self.booths = booths
        super().__init__(f"{booths} booths stand at this edition: it stays.")


@transaction.atomic
def remove_booths(*, booths: Iterable[Booth]) -> int:
    """Delete booths with all they show, of editions that are over too; return how many there were.

    Their stands are free again, or offered to whoever waits for them.
    """
    listed = list(booths)
    ids = [booth.pk for booth in listed]
    goods = goods_of(ids)
    documents = list(BoothDocument.objects.select_related("file").filter(booth__in=ids))
    videos = BoothVideo.objects.filter(booth__in=ids).values_list("pk", flat=True)
    exhibits = Exhibit.objects.filter(booth__in=ids).values_list("pk", flat=True)
    translation.forget(model=BoothDocument, ids=[one.pk for one in documents])
    translation.forget(model=BoothVideo, ids=videos)
    translation.forget(model=Exhibit, ids=exhibits)
    translation.forget(model=Booth, ids=ids)
    stands = [booth.stand_id for booth in listed if booth.stand_id is not None]
    Booth.objects.filter(pk__in=ids).delete()
    for one in documents:
        delete_private(file=one.file)
    for stand in stands:
        set_free(stand, before=Stand.State.TAKEN)
    search.mark_dirty(kind=KIND, ids=ids)
    search.mark_dirty(kind="product", ids=goods)
    freshness.changed("fair")
    return len(ids)


@transaction.atomic
def remove_edition(*, edition: Edition) -> None:
    """Delete an edition at which no booth stands, with its halls, applications, letters and programme.

    Raises EditionInUse while booths stand at it.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    if booths := edition.booths.count():
        raise EditionInUse(booths)
    sessions = list(Session.objects.filter(edition=edition).values_list("pk", flat=True))
    halls = Hall.objects.filter(edition=edition).values_list("pk", flat=True)
    translation.forget(model=Session, ids=sessions)
    translation.forget(model=Hall, ids=halls)
    translation.forget(model=Edition, ids=[edition.pk])
    edition.delete()
    search.mark_dirty(kind=SESSION, ids=sessions)
    freshness.changed("fair")
