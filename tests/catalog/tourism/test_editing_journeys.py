"""Editors' forms for places, routes and rules: what they keep, what they refuse, and whose words."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.tourism.editing.places import PlaceForm
from catalog.tourism.editing.rules import EntryRuleForm, RouteForm
from catalog.tourism.models import BorderCrossing, EntryRule, Place, Route
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.routes import RouteFacts, save_route
from catalog.translation.selectors import states_of, text_in
from portal.accounts.models import User
from tests.catalog.tourism.conftest import MakePlace, MakeRule

pytestmark = pytest.mark.django_db
ZONE = CrossingFacts(kind="zone", other_id="VN", opens=time(9), closes=time(15), nationals=("CN", "VN"))
PLACE: dict[str, Any] = {
    "slug": "mingshi",
    "kind": "attraction",
    "country": "CN",
    "lat": "22.81",
    "lon": "107.04",
    "source_language": "en",
    "source": "gazette",
    "confirmed": "on",
    "shown": "on",
    "name_texts-en": "Mingshi countryside",
    "name_texts-th": "ชนบทหมิงซื่อ",
}
CROSSING = {
    "kind": "crossing",
    "way": "road",
    "across": "VN",
    "opens": "08:00",
    "closes": "15:00",
    "nationals": "cn, vn",
    "documents": ["passport"],
    "group_max": "20",
    "terms_texts-en": "By bus only.",
}
RULE: dict[str, Any] = {
    "slug": "free-entry",
    "scheme": "free-entry",
    "destination": "CN",
    "requirement": "free",
    "purpose": "any",
    "days": "30",
    "holders": "TH MY",
    "checked_on": "2026-11-20",
    "source": "gazette",
    "source_language": "en",
    "confirmed": "on",
    "shown": "on",
    "name_texts-en": "Free entry",
}


def test_a_new_place_is_written_as_typed(sources: None) -> None:
    steps = {
        "heritage-0-kind": "world-heritage",
        "heritage-0-year": "2016",
        "heritage-0-source": "gazette",
        "season": "best",
        "months": ["7", "6"],
    }
    form = PlaceForm({**PLACE, **steps})
    assert form.is_valid(), form.errors
    made = form.save()
    assert (made.slug, made.lat, made.confirmed, made.shown) == ("mingshi", Decimal("22.81"), True, True)
    assert made.heritage == [{"kind": "world-heritage", "year": 2016, "source": "gazette"}]
    assert made.seasons == [{"kind": "best", "months": [6, 7], "source": "gazette"}]
    assert {place: str(found.state) for place, found in states_of(made).items()} == {
        ("name", "en"): "source",
        ("name", "th"): "reviewed",
    }


def test_a_crossing_is_written_with_its_own_facts_and_opens_as_it_was_kept(sources: None) -> None:
    form = PlaceForm({**PLACE, **CROSSING})
    assert form.is_valid(), form.errors
    made = form.save()
    kept = BorderCrossing.objects.get(place=made)
    assert (kept.kind, kept.other_id, kept.opens, kept.closes) == ("road", "VN", time(8), time(15))
    assert (kept.nationals, kept.documents, kept.group_max) == (["CN", "VN"], ["passport"], 20)
    again = PlaceForm(instance=Place.objects.get(pk=made.pk))
    assert again.initial["way"] == "road"
    assert again.initial["terms_texts"] == {"en": "By bus only."}
    assert again["nationals"].value() == "CN, VN"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "Ming Shi"}, "slug"),
        ({"slug": "detian"}, "slug"),
        ({"lat": "95"}, "lat"),
        ({"lat": "north"}, "lat"),
        ({"source": ""}, "source"),
        ({"source": "hearsay"}, "confirmed"),
        ({"name_texts-en": ""}, "name_texts"),
        ({"kind": "crossing"}, "kind"),
        ({"heritage-0-kind": "world-heritage", "heritage-0-year": "old"}, "heritage"),
        ({"heritage-0-kind": "world-heritage", "heritage-0-source": "hearsay"}, "heritage"),
        ({"season": "best"}, "__all__"),
        ({**CROSSING, "nationals": "CN, Mars"}, "nationals"),
        ({**CROSSING, "across": "CN"}, "across"),
        ({**CROSSING, "closes": ""}, "closes"),
    ],
)
def test_a_place_that_does_not_do_is_refused_by_its_field(
    make_place: MakePlace, changes: dict[str, Any], field: str
) -> None:
    make_place()
    form = PlaceForm({**PLACE, **changes})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert Place.objects.count() == 1


def test_a_place_keeps_its_address_and_texts_left_as_they_were_keep_their_state(
    make_place: MakePlace,
) -> None:
    place = make_place(names={"en": "Detian", "th": "เต๋อเทียน"}, abouts={"en": "Water."})
    form = PlaceForm({**PLACE, "name_texts-th": "เต๋อเทียน", "about_texts-en": "Water."}, instance=place)
    assert form.is_valid(), form.errors
    saved = form.save()
    assert (saved.pk, saved.slug, text_in(saved, "name", "en")) == (place.pk, "detian", "Mingshi countryside")
    assert states_of(saved)["name", "th"].state == "machine"


def test_a_new_rule_is_written_as_typed_and_opens_as_it_was_kept(sources: None) -> None:
    form = EntryRuleForm({**RULE, "documents": ["invitation"], "valid_from": "2026-01-01"})
    assert form.is_valid(), form.errors
    made = form.save()
    assert (made.days, made.documents, made.valid_from) == (30, ["invitation"], date(2026, 1, 1))
    again = EntryRuleForm(instance=EntryRule.objects.get(pk=made.pk))
    assert again["holders"].value() == "MY, TH"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "exemption"}, "slug"),
        ({"holders": ""}, "holders"),
        ({"holders": "TH, CN"}, "holders"),
        ({"holders": "THA"}, "holders"),
        ({"checked_on": ""}, "checked_on"),
        ({"checked_on": "2999-01-01"}, "checked_on"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "valid_until"),
        ({"group_min": "9", "group_max": "3"}, "group_max"),
        ({"requirement": "magic"}, "requirement"),
        ({"source": "hearsay"}, "confirmed"),
        ({"name_texts-en": "", "name_texts-th": "เข้าฟรี"}, "name_texts"),
    ],
)
def test_a_rule_that_does_not_do_is_refused_by_its_field(
    make_rule: MakeRule, changes: dict[str, Any], field: str
) -> None:
    make_rule()
    form = EntryRuleForm({**RULE, **changes})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert EntryRule.objects.count() == 1


def route_form(route: Route | None = None, **changes: Any) -> RouteForm:
    posted = {
        "slug": "over",
        "mode": "walk",
        "way": "detian, zone",
        "source_language": "en",
        "source": "gazette",
        "confirmed": "on",
        "shown": "on",
        "name_texts-en": "Over the falls",
        **changes,
    }
    return RouteForm(posted, instance=route) if route else RouteForm(posted)


def test_a_route_is_written_by_its_places_in_order_and_turned_round(make_place: MakePlace) -> None:
    make_place()
    make_place("zone", crossing=ZONE)
    form = route_form()
    assert form.is_valid(), form.errors
    made = form.save()
    assert RouteForm(instance=made).initial["way"] == "detian, zone"
    back = route_form(made, way="zone detian")
    assert back.is_valid(), back.errors
    assert RouteForm(instance=back.save()).initial["way"] == "zone, detian"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"way": "detian"}, "way"),
        ({"way": "detian, atlantis"}, "way"),
        ({"slug": "known"}, "slug"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "valid_until"),
        ({"source": "hearsay"}, "confirmed"),
        ({"name_texts-en": "", "name_texts-my": "ကျော်"}, "name_texts"),
    ],
)
def test_a_route_that_does_not_do_is_refused_by_its_field(
    make_place: MakePlace, changes: dict[str, Any], field: str
) -> None:
    make_place()
    make_place("zone", crossing=ZONE)
    facts = RouteFacts(mode="walk", source_id="gazette")
    save_route(slug="known", names={"en": "Known"}, abouts={}, facts=facts, stops=["detian", "zone"])
    form = route_form(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert Route.objects.count() == 1


def test_editors_find_the_three_lists_and_their_forms_in_the_admin(
    client: Client, make_place: MakePlace, make_rule: MakeRule
) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "a long secret"))
    place, rule = make_place("zone", crossing=ZONE), make_rule()
    facts = RouteFacts(mode="walk", source_id="gazette")
    make_place()
    route = save_route(slug="over", names={"en": "Over"}, abouts={}, facts=facts, stops=["detian", "zone"])
    for name, record in (("places", place), ("routes", route), ("entry_rules", rule)):
        listed = client.get(reverse(f"{name}:index"))
        assert record.slug in listed.content.decode()
        assert client.get(reverse(f"{name}:edit", args=[record.pk])).status_code == 200
