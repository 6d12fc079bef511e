"""A product as the subject of a conversation, and the way to its seller on its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations.seller_slots import ways
from catalog.conversations.subjects import Subject, SubjectKind
from catalog.products.models import Product
from catalog.products.selectors.cards import cards_by_id
from catalog.seams.preferences import Preferences


def _product_ids(slugs: Sequence[str]) -> Mapping[str, int]:
    return dict(Product.objects.filter(slug__in=list(slugs)).values_list("slug", "pk"))


def _products(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    return {
        pk: Subject(pk, card.title, reverse("product", args=[card.slug]), card.organization_id)
        for pk, card in cards_by_id(ids, language=language).items()
    }


SUBJECT = SubjectKind("product", _("product"), _product_ids, _products)


def on_products(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return for each product how to write to its seller: two queries."""
    rows = Product.objects.filter(pk__in=list(ids)).values_list("pk", "slug", "organization_id")
    return ways(kind="product", rows=list(rows))
