"""Storefronts and brands as subjects: their room stands below this one and cannot bring them itself."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations.subjects import Subject, SubjectKind
from catalog.merchants.models import Brand, Storefront
from catalog.merchants.selectors import brand_cards, shown, shown_brands
from catalog.merchants.selectors import cards as storefront_cards


def _storefront_of(slug: str) -> int | None:
    return Storefront.objects.filter(slug=slug).values_list("pk", flat=True).first()


def _storefronts(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    found = storefront_cards(shown().filter(pk__in=list(ids)), language=language)
    return {
        card.id: Subject(card.id, card.name, reverse("storefront", args=[card.slug]), card.organization_id)
        for card in found
    }


def _brand_of(slug: str) -> int | None:
    return Brand.objects.filter(slug=slug).values_list("pk", flat=True).first()


def _brands(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    found = brand_cards(shown_brands().filter(pk__in=list(ids)), language=language)
    return {
        card.id: Subject(card.id, card.name, reverse("brand", args=[card.slug]), card.organization_id)
        for card in found
    }


KINDS = (
    SubjectKind("storefront", _("storefront"), _storefront_of, _storefronts),
    SubjectKind("brand", _("brand"), _brand_of, _brands),
)
