"""What the demonstration's operator does not let be listed, and listings that come up against it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument
from catalog.products.models import Category, GoodsRule, ListingDraft
from catalog.products.services.drafting import save_draft
from catalog.products.services.goods_rules import save_goods_rule
from portal.accounts.models import User
from portal.demo.models import Exhibit
from portal.demo.schema import DraftEntry, RuleEntry
from portal.demo.shelves import Shelf, Tally


def bring_rules(entries: Sequence[RuleEntry]) -> Tally:
    """Bring every rule about goods. Raises ValidationError for one that no editor could write."""
    shelf = Shelf(Exhibit.Kind.RULE, GoodsRule, Tally("Rules about goods"))
    categories = {category.slug: category for category in Category.objects.only("pk", "slug")}
    for entry in entries:
        # A piece of the demonstration may lack the category; words and codes stand without it.
        category = categories.get(entry.category)
        stated = asdict(entry) | {"category": category.pk if category else None}
        if shelf.stands(entry.key, stated):
            continue
        with transaction.atomic():
            rule = save_goods_rule(
                key=f"demo-{entry.key}",
                kind=entry.kind,
                names=entry.names,
                words=entry.words,
                hs=entry.hs,
                category=category,
                evidence=entry.evidence,
                rule=shelf.row(entry.key),
            )
            shelf.put(entry.key, stated, rule)
    return shelf.tally


def bring_drafts(
    entries: Sequence[DraftEntry],
    organizations: Mapping[str, Organization],
    people: Mapping[str, User],
) -> Tally:
    """Bring every draft; `people` are the accounts by address. Its exhibit is the organization it goes with.

    A draft that says something else now is brought beside the one somebody may be working on.
    """
    shelf = Shelf(Exhibit.Kind.DRAFT, Organization, Tally("Drafts"))
    for entry in entries:
        organization = organizations[entry.organization]
        stated = asdict(entry) | {"row": organization.pk}
        if shelf.stands(entry.key, stated):
            continue
        with transaction.atomic():
            _begin(entry, organization, people[entry.by])
            shelf.put(entry.key, stated, organization)
    return shelf.tally


def _begin(entry: DraftEntry, organization: Organization, by: User) -> ListingDraft:
    document = ProductDocument(
        source_language=entry.language,
        title=dict(entry.title),
        category="",
        country=organization.country_id,
        unit="piece",
        hs6=entry.hs6,
    )
    return save_draft(organization=organization, document=document, by=by)
