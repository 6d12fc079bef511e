"""What the clock does for cards: it finds what no event told of, and files that no row names."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from catalog.files.services.sweeping import names
from portal.discovery.cards.frame import frame_digest
from portal.discovery.cards.services import FOLDER, want_all_cards, want_cards
from portal.discovery.cards.subjects import KINDS
from portal.discovery.models import Card

PATIENCE = timedelta(days=1)


def check_cards() -> None:
    """Want the cards that are missing or left over, all of them where they are drawn otherwise now."""
    if frame_changed():
        want_all_cards()
    else:
        for kind, ids in strays().items():
            want_cards(kind=kind, ids=ids)
    sweep_cards()


def frame_changed() -> bool:
    """Tell whether a card stands that was drawn for a site of another name, or by other code."""
    drawn = Card.objects.order_by().values_list("language", "frame").distinct()
    return any(frame != frame_digest(language) for language, frame in drawn)


def strays() -> dict[str, set[int]]:
    """Return by kind the records that lack a card they ought to have, or have one they ought not."""
    found = {}
    for kind in KINDS.values():
        known = set(Card.objects.filter(kind=kind.name).values_list("record", flat=True).distinct())
        found[kind.name] = set(kind.all_ids()) ^ known
    return found


def follow_site() -> None:
    """Have the cards follow what the site is called now."""
    if frame_changed():
        want_all_cards()


def sweep_cards(*, older_than: timedelta = PATIENCE) -> int:
    """Remove files of cards that no row names and that are older than that; return how many."""
    removed = 0
    for folder in _folders():
        files = {f"{folder}/{name}" for name in names(default_storage, folder)[1]}
        named = set(Card.objects.filter(path__startswith=f"{folder}/").values_list("path", flat=True))
        for path in files - named:
            if default_storage.get_modified_time(path) < timezone.now() - older_than:
                default_storage.delete(path)
                removed += 1
    return removed


def _folders() -> Iterator[str]:
    for kind in names(default_storage, FOLDER)[0]:
        for part in names(default_storage, f"{FOLDER}/{kind}")[0]:
            yield f"{FOLDER}/{kind}/{part}"
