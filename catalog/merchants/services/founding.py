"""Writes: a person brings an organization, and says who it is."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services.members import acted_as, add_member
from catalog.merchants.services.naming import rename_organization
from catalog.merchants.services.organizations import create_organization
from catalog.reference.models import City, Country
from catalog.translation.selectors import states_of, text_in
from catalog.translation.texts import State

Kind = Organization.Kind
# Whoever brings more than this has an administrator's help.
MOST_FOR_ONE = 10


@transaction.atomic
def found_organization(
    *, kind: str, country: str, city: str, source_language: str, name: str, by: AbstractBaseUser
) -> Organization:
    """Add an organization named in its own language; the person becomes its owner.

    ``country`` is an ISO 3166-1 alpha-2 code, ``city`` a city's slug or empty. Raises ValidationError,
    by field, for a kind that is not at home in the country, a city of another country, an empty name,
    and a person who owns many organizations already.
    """
    if not name.strip():
        raise ValidationError({"name": [_("Say what it is called.")]})
    check_place(kind=kind, country=country, city=city)
    if Membership.objects.filter(user_id=by.pk, role=Membership.Role.OWNER).count() >= MOST_FOR_ONE:
        raise ValidationError(
            _("You own %(count)s organizations already. Write to us if you need more."),
            params={"count": MOST_FOR_ONE},
        )
    organization = create_organization(
        kind=kind,
        country=country,
        city_id=city or None,
        source_language=source_language,
        name={source_language: name.strip()},
        by=by,
    )
    add_member(organization=organization, user_id=by.pk, role=Membership.Role.OWNER, by=by)
    return organization


@transaction.atomic
def save_profile(
    *, organization: Organization, names: Mapping[str, str], country: str, city: str, by: AbstractBaseUser
) -> Organization:
    """Add an organization's names, by language, and its place to what is said here.

    A name that changes was written by a member and counts as read; the others keep their state.
    Raises ValidationError, by field, without a name in its own language or for a place that is none.
    """
    own = organization.source_language
    if not names.get(own, "").strip():
        raise ValidationError({f"name_{own}": [_("Say what it is called.")]})
    check_place(kind=organization.kind, country=country, city=city)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    before = {code: text_in(organization, "name", code) for code in names}
    stored = states_of(organization)
    vouched = {
        code: State.REVIEWED.value
        for code, text in names.items()
        if text.strip() and text.strip() != before[code] and code != own
    }
    kept = {language: found.state for (field, language), found in stored.items() if field == "name"}
    was = {"country": organization.country_id, "city": organization.city_id or ""}
    Organization.objects.filter(pk=organization.pk).update(country_id=country, city_id=city or None)
    states = {code: state for code, state in (kept | vouched).items() if state != State.SOURCE}
    rename_organization(organization=organization, name=names, states=states, by=by)
    organization.refresh_from_db()
    audit.record(
        actor=by,
        role=acted_as(organization, by),
        action="organization.profile",
        target=organization,
        before=before | was,
        after={code: text.strip() for code, text in names.items()} | {"country": country, "city": city},
    )
    return organization


def check_place(*, kind: str, country: str, city: str) -> None:
    """Raise ValidationError, by field, where kind, country and city do not go together."""
    found = Country.objects.filter(pk=country).first()
    if found is None:
        raise ValidationError({"country": [_("Choose a country.")]})
    if kind == Kind.BRAND_OWNER and country != "CN":
        raise ValidationError({"country": [_("A Guangxi brand owner is at home in China.")]})
    if kind == Kind.MERCHANT and found.asean_since is None:
        raise ValidationError({"country": [_("An ASEAN merchant is at home in a member of ASEAN.")]})
    if city and not City.objects.filter(pk=city, country=country).exists():
        raise ValidationError({"city": [_("This city is in another country.")]})
