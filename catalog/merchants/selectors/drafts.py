"""Reads: what a storefront is to say next, as its members see it before readers do."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from catalog.files.manifest import Manifest
from catalog.files.models import Picture
from catalog.files.selectors import manifests
from catalog.merchants.document import TEXTS, StorefrontDocument, from_json
from catalog.merchants.gallery import kinds_of_pictures
from catalog.merchants.models import (
    DecisionReason,
    FormerAddress,
    Organization,
    Storefront,
    StorefrontDraft,
    StorefrontVersion,
)
from catalog.merchants.selectors.members import own_name
from catalog.merchants.selectors.storefronts import (
    StorefrontCard,
    StorefrontPage,
    brand_cards,
    pictures_told,
    shown_brands,
)
from catalog.reference.languages import codes, pick
from catalog.translation.selectors import local_text, origin, origins_of
from catalog.translation.texts import LocalText, State, kind_of


@dataclass(frozen=True)
class Draft:
    """A document and the revision it has: 0 where it is the published one, or none yet.

    ``waits`` says that a reviewer has yet to decide about it; ``reason`` and ``note`` are why one gave it
    back.
    """

    document: StorefrontDocument
    revision: int
    waits: bool = False
    reason: DecisionReason | None = None
    note: str = ""


def draft_of(storefront: Storefront) -> Draft:
    """Return what the storefront is to say next: its draft, else what it says now."""
    kept = StorefrontDraft.objects.select_related("reason").filter(storefront=storefront).first()
    if kept is not None:
        waits = kept.submitted_at is not None
        return Draft(from_json(kept.document), kept.revision, waits, kept.reason, kept.note)
    # What pictures show is kept with them once it is published, and may be said better elsewhere since.
    return Draft(replace(published_document(storefront), alt={}), 0)


def published_document(storefront: Storefront) -> StorefrontDocument:
    """Return the document of the newest version; an empty one before the first."""
    newest = StorefrontVersion.objects.filter(storefront=storefront).order_by("-number").first()
    if newest is not None:
        return from_json(newest.document)
    return StorefrontDocument(source_language=storefront.organization.source_language, tagline={}, about={})


def own_pictures(storefront: Storefront, ids: Collection[int]) -> set[int]:
    """Return those of the pictures that the organization may show: its own, and those it shows already."""
    own = Picture.objects.filter(pk__in=ids, owner=storefront.organization_id).values_list("pk", flat=True)
    now = published_document(storefront)
    shown = {one for one in (now.logo, now.banner, *now.gallery) if one}
    return {*own, *(shown & set(ids))}


def address_taken(slug: str, *, but: int = 0) -> bool:
    """Tell whether a slug leads, or once led, to another storefront than ``but``."""
    now = Storefront.objects.filter(slug=slug).exclude(pk=but)
    once = FormerAddress.objects.filter(slug=slug).exclude(storefront=but)
    return now.exists() or once.exists()


def former_address(slug: str) -> str | None:
    """Return the slug a storefront has now that was once found here, or None."""
    return FormerAddress.objects.filter(slug=slug).values_list("storefront__slug", flat=True).first()


def preview(storefront: Storefront, document: StorefrontDocument, language: str) -> StorefrontPage:
    """Return the storefront's page as a reader of a language would get it from this document."""
    organization: Organization = storefront.organization
    sizes = manifests(one for one in (document.logo, document.banner, *document.gallery) if one)
    texts = {name: _local(document, name, language) for name in TEXTS}
    name = local_text(organization, "name", language)
    own = LocalText(own_name(organization), organization.source_language)
    card = StorefrontCard(
        id=storefront.pk,
        organization_id=organization.pk,
        slug=storefront.slug,
        name=name,
        original=own if own.value != name.value else None,
        tagline=texts["tagline"],
        country=organization.country_id,
        city=pick(organization.city.names if organization.city else {}, language)[0],
        answering_languages=document.answering_languages,
        logo=_size(sizes, document.logo),
    )
    return StorefrontPage(
        card=card,
        brands=brand_cards(shown_brands().filter(organization=organization), language=language),
        about=texts["about"],
        kind=organization.get_kind_display(),
        markets=document.markets,
        private_label=document.private_label,
        payment_terms=document.payment_terms,
        founded=document.founded,
        banner=_size(sizes, document.banner),
        is_demo=organization.is_demo,
        highlights=texts["highlights"],
        gallery=[told[1:] for told in pictures_told(document.gallery, document.alt)],
        video=document.video,
        contacts=document.contacts,
        sections=document.sections,
    )


def kinds_of_texts(storefront: Storefront, document: StorefrontDocument) -> dict[str, dict[str, str]]:
    """Return what each text is in each other language, by language and field: at most two queries.

    What pictures of the gallery show is named after them (``picture.7``). Only texts the storefront has in
    its own language are told: "missing", "machine", "reviewed" or "outdated", because the original has
    changed since.
    """
    origins = origins_of(storefront)
    own = document.source_language
    written = {field: text for field in TEXTS if (text := getattr(document, field).get(own, "").strip())}

    def kind(field: str, source: str, code: str) -> str:
        text = getattr(document, field).get(code, "")
        said = document.made_from.get(field, {}).get(code, "")
        return kind_of(
            text=text,
            source=source,
            state=document.states.get(field, {}).get(code, ""),
            made_from=said or origin(origins, field, code, text),
        )

    told = {picture: alt for picture, _sizes, alt in pictures_told(document.gallery, document.alt)}
    pictures = kinds_of_pictures(document, told)
    return {
        code: {field: kind(field, source, code) for field, source in written.items()} | pictures[code]
        for code in codes()
        if code != own
    }


def _size(sizes: dict[int, Manifest], picture: int | None) -> Manifest | None:
    return sizes.get(picture) if picture else None


def _local(document: StorefrontDocument, field: str, language: str) -> LocalText:
    texts: dict[str, str] = getattr(document, field)
    value, code = pick(texts, language, document.source_language)
    if code == document.source_language:
        return LocalText(value, code, State.SOURCE.value)
    return LocalText(value, code, document.states.get(field, {}).get(code, State.MACHINE.value))
