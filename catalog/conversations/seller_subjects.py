"""Storefronts and brands as subjects: their room stands below this one and cannot bring them itself."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations.subjects import Subject, SubjectKind
from catalog.merchants.models import Brand, Storefront
from catalog.merchants.selectors import brand_cards, shown, shown_brands
from catalog.merchants.selectors import cards as storefront_cards


def _storefront_ids(slugs: Sequence[str]) -> Mapping[str, int]:
    return dict(Storefront.objects.filter(slug__in=list(slugs)).values_list("slug", "pk"))


def _storefronts(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    found = storefront_cards(shown().filter(pk__in=list(ids)), language=language)
    return {
        card.id: Subject(card.id, card.name, reverse("storefront", args=[card.slug]), card.organization_id)
        for card in found
    }


def _brand_ids(slugs: Sequence[str]) -> Mapping[str, int]:
    return dict(Brand.objects.filter(slug__in=list(slugs)).values_list("slug", "pk"))


def _brands(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    found = brand_cards(shown_brands().filter(pk__in=list(ids)), language=language)
    return {
        card.id: Subject(card.id, card.name, reverse("brand", args=[card.slug]), card.organization_id)
        for card in found
    }


KINDS = (
    SubjectKind("storefront", _("storefront"), _storefront_ids, _storefronts),
    SubjectKind("brand", _("brand"), _brand_ids, _brands),
)
