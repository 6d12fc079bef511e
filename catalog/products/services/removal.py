"""Writes: a category or an entry of the GI register goes, unless goods need it."""

from django.db import transaction

from catalog.products.events import CategoryChanged
from catalog.products.models import Attribute, Category, GeographicalIndication
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation


class InUseError(ValueError):
    """Something cannot go while others name it. ``count`` says how many do."""

    def __init__(self, what: str, count: int) -> None:
        super().__init__(f"{what} is named by {count} others and stays.")
        self.count = count


@transaction.atomic
def remove_category(*, category: Category) -> None:
    """Delete a category with its attributes. Raises InUseError while it holds goods or other categories."""
    if held := category.products.count() + category.children.count():
        raise InUseError(category.slug, held)
    translation.forget(model=Attribute, ids=category.attributes.values_list("pk", flat=True))
    translation.forget(model=Category, ids=[category.pk])
    events.publish(CategoryChanged(category.pk))
    category.delete()
    freshness.changed("goods")


@transaction.atomic
def remove_geographical_indication(*, indication: GeographicalIndication) -> None:
    """Take an entry out of the GI register. Raises InUseError while goods name it."""
    if named := indication.products.count():
        raise InUseError(indication.slug, named)
    translation.forget(model=GeographicalIndication, ids=[indication.pk])
    search.mark_dirty(kind="gi", ids=[indication.pk])
    indication.delete()
    freshness.changed("goods")
