"""What cards hear of, and whose cards that concerns. Each function only wants cards: the drain decides."""

from catalog.files.events import PictureChanged
from catalog.products.events import CategoryChanged
from catalog.products.models import Category
from catalog.search.events import RecordsChanged
from portal.discovery.cards.services import want_cards
from portal.discovery.cards.subjects import KINDS
from portal.discovery.cards.subjects.pages import ENTRANCE_NAMES, HOME
from portal.discovery.cards.tending import follow_site
from portal.discovery.models import Card

HOME_RECORD = ENTRANCE_NAMES.index(HOME) + 1


def on_records(changed: RecordsChanged) -> None:
    """Follow records that search follows too. The home page is a page that search does not know."""
    if changed.kind in KINDS:
        want_cards(kind=changed.kind, ids=changed.ids)
    if changed.kind == "page":
        want_cards(kind="entrance", ids=[HOME_RECORD])


def on_category(changed: CategoryChanged) -> None:
    """Follow a category, and those below it, whose cards name it."""
    path = Category.objects.filter(pk=changed.category_id).values_list("path", flat=True).first()
    below = Category.objects.filter(path__startswith=path).values_list("pk", flat=True) if path else ()
    want_cards(kind="category", ids=[changed.category_id, *below])


def on_picture(changed: PictureChanged) -> None:
    """Follow a picture on the cards that show it."""
    shown = Card.objects.filter(picture=changed.picture_id).values_list("kind", "record").distinct()
    for kind, record in list(shown):
        want_cards(kind=kind, ids=[record])


def on_settings_saved(sender: object, **kwargs: object) -> None:
    """Receive Django's word that the site settings were saved."""
    follow_site()
