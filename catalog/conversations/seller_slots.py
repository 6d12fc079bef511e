"""What this room shows on pages of sellers: the way to write to them, and how soon they answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from catalog.conversations.selectors import answer_summaries
from catalog.conversations.showing import answer_line
from catalog.merchants.models import Brand, Storefront
from catalog.seams.preferences import Preferences

Values = Mapping[int, Mapping[str, Any]]


def on_storefronts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each storefront how to write to it: two queries."""
    rows = Storefront.objects.filter(pk__in=list(ids)).values_list("pk", "slug", "organization_id")
    return ways(kind="storefront", rows=list(rows))


def on_brands(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each brand how to write to its owner: two queries."""
    rows = Brand.objects.filter(pk__in=list(ids)).values_list("pk", "slug", "organization_id")
    return ways(kind="brand", rows=list(rows))


def ways(*, kind: str, rows: Sequence[tuple[int, str, int]]) -> Values:
    """Return the values of the templates ``conversations/slots``; rows are id, slug and organization."""
    known = answer_summaries([organization for _pk, _slug, organization in rows])
    return {
        pk: {
            "url": reverse("write", args=[kind, slug]),
            "answers": answer_line(known[organization]) if organization in known else "",
        }
        for pk, slug, organization in rows
    }
