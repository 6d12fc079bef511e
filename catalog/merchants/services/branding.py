"""Writes: members add brands, say what they are in every language, and take them out of sight."""

from collections.abc import Collection, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.selectors.brands import seen_texts
from catalog.merchants.services.brands import move_brand, save_brand, tell_brand
from catalog.merchants.services.members import acted_as
from catalog.translation import services as translation
from catalog.translation.selectors import text_in
from catalog.translation.texts import State, clean


class BrandMoved(ValueError):
    """Somebody else changed these texts meanwhile. Names their fields."""

    def __init__(self, brand: Brand, fields: Collection[str]) -> None:
        super().__init__(f"{brand} was changed meanwhile.")
        self.brand = brand
        self.fields = frozenset(fields)


@transaction.atomic
def add_brand(
    *, organization: Organization, name: str, story: str, logo_id: int | None, by: AbstractBaseUser
) -> Brand:
    """Add a brand in the organization's own language; readers see it at once.

    Raises ValidationError without a name, and while the storefront was never shown: what a new seller
    shows first is looked at there.
    """
    if not may_show_brands(organization):
        raise ValidationError(_("Publish your storefront first: brands are shown with it."))
    own = organization.source_language
    names, stories = {own: clean(name)}, {own: clean(story)}
    return save_brand(organization=organization, names=names, stories=stories, logo_id=logo_id, by=by)


def may_show_brands(organization: Organization) -> bool:
    """Tell whether an organization's storefront was shown once and is not suspended."""
    stores = Storefront.objects.filter(organization=organization, version__gt=0)
    return stores.exclude(status=Storefront.Status.SUSPENDED).exists()


@transaction.atomic
def write_brand(
    *,
    brand: Brand,
    language: str,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    by: AbstractBaseUser,
    by_machine: Collection[str] = (),
    reviewed: Collection[str] = (),
) -> Brand:
    """Write what a brand says in one language: its own, or a translation of it; "" takes one away.

    Of a translation, what changed counts as read by who wrote it unless it stands as a translator
    proposed it (``by_machine``); ``reviewed`` was compared with the original as it is now. ``seen`` is
    what ``seen_texts`` said when the texts were written. Raises BrandMoved where somebody else changed
    one of them, ValidationError without a name in the brand's own language or for a text that is too
    long.
    """
    kept = held(brand)
    own = kept.organization.source_language
    now = seen_texts(kept, language)
    said = {field: clean(text) for field, text in texts.items()}
    before = {field: text_in(kept, field, language) for field in said}
    changed = {field for field in said if said[field] != before[field]}
    written = changed | (set(reviewed) & set(said) if language != own else set())
    moved = {field for field in written if seen.get(field, "") != now[field]}
    if moved:
        raise BrandMoved(kept, moved)
    if language == own and not said.get("name", before.get("name")):
        raise ValidationError({"name": [_("Give the brand a name in the language you write in.")]})
    machine = {field for field in written if field in by_machine and field not in reviewed}
    # A machine never replaces a reviewed text: one that somebody emptied for it is taken away first.
    _write(kept, language, dict.fromkeys(machine & changed, ""), State.REVIEWED, by)
    _write(kept, language, {field: said[field] for field in machine}, State.MACHINE, by)
    _write(kept, language, {field: said[field] for field in written - machine}, State.REVIEWED, by)
    if changed:
        _record(kept, by, {field: before[field] for field in changed}, {f: said[f] for f in changed})
    if written:
        tell_brand(kept)
    return kept


def _write(brand: Brand, language: str, texts: Mapping[str, str], state: str, by: AbstractBaseUser) -> None:
    if texts:
        translation.write_texts(target=brand, language=language, texts=texts, state=state, by=by.pk)


@transaction.atomic
def set_logo(*, brand: Brand, logo_id: int | None, by: AbstractBaseUser) -> Brand:
    """Give a brand another logo, or none."""
    kept = held(brand)
    before = kept.logo_id
    if before != logo_id:
        Brand.objects.filter(pk=kept.pk).update(logo_id=logo_id, updated_at=timezone.now())
        kept.refresh_from_db()
        _record(kept, by, {"logo": before}, {"logo": logo_id})
        tell_brand(kept)
    return kept


@transaction.atomic
def show_brand(*, brand: Brand, by: AbstractBaseUser) -> Brand:
    """Show a withdrawn brand again. Raises MoveRefused, and ValidationError as ``add_brand`` does."""
    if not may_show_brands(brand.organization):
        raise ValidationError(_("Publish your storefront first: brands are shown with it."))
    return move_brand(brand=brand, to=Brand.Status.SHOWN, by=by)


def held(brand: Brand) -> Brand:
    """Return the brand as the database has it, held until the end of the transaction."""
    rows = Brand.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=brand.pk, organization=brand.organization_id)


def _record(
    brand: Brand, by: AbstractBaseUser, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    audit.record(
        actor=by,
        role=acted_as(brand.organization, by),
        action="brand.saved",
        target=brand,
        before=dict(before),
        after=dict(after),
    )
