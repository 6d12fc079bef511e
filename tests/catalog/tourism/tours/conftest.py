"""Slow Roads runs tours from Nanning: Wei owns it, its licence is accepted, an editor looks at its tours."""

import pytest
from django.utils import timezone

from catalog.files.models import Picture
from catalog.merchants.models import DecisionReason, Evidence, Organization
from catalog.merchants.services import add_member, create_organization
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.catalog.tourism.conftest import MakePlace
from tests.catalog.tourism.tour_documents import make_way


@pytest.fixture
def house(make_place: MakePlace) -> Organization:
    """The operator, and the places its tour leads to."""
    make_way(make_place)
    return create_organization(
        kind="tour-operator", country="CN", source_language="en", name={"en": "Slow Roads"}
    )


@pytest.fixture
def owner(house: Organization, wei: User) -> User:
    """Wei, who owns it."""
    add_member(organization=house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def licence(house: Organization, editor: User) -> Evidence:
    """Its licence, accepted."""
    now = timezone.now()
    return Evidence.objects.create(
        organization=house,
        kind="travel-licence",
        country_id="CN",
        state="accepted",
        submitted_at=now,
        decided_at=now,
        decided_by=editor,
    )


@pytest.fixture
def reviewer(editor: User) -> User:
    """An editor who decides about tours."""
    editor.groups.add(ensure_editors())
    return editor


@pytest.fixture
def reason(db: None) -> DecisionReason:
    """Why a tour is given back."""
    words = {"en": "The pictures show another place.", "zh-hans": "图片显示的是别处。"}
    return DecisionReason.objects.create(key="another-place", about="listing", words=words)


@pytest.fixture
def bay(house: Organization) -> Picture:
    """A picture that says itself, in two languages, what it shows."""
    alt = {"en": "The bay.", "vi": "Vịnh."}
    made: Picture = Picture.objects.create(
        title="Bay", width=1, height=1, file="x.jpg", alt=alt, owner=house.pk
    )
    return made
