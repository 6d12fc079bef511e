"""Editors' forms for categories and protected names: what they keep, what they refuse, and whose words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.products.editing import CategoryForm, IndicationForm
from catalog.products.models import Attribute, Category, GeographicalIndication, Product
from catalog.products.protection import STEPS
from catalog.products.services import save_category, save_geographical_indication
from catalog.reference.models import Source
from catalog.translation.selectors import states_of, text_in
from portal.accounts.models import User
from tests.reading import page_of

pytestmark = pytest.mark.django_db
Fill = Callable[..., Any]


def category_form(category: Category | None = None, **changes: Any) -> CategoryForm:
    posted = {
        "slug": "spices",
        "position": 0,
        "name_texts-en": "Spices",
        "name_texts-th": "เครื่องเทศ",
        **changes,
    }
    return CategoryForm(posted, instance=category) if category else CategoryForm(posted)


def states(record: Category | GeographicalIndication) -> dict[tuple[str, str], str]:
    return {place: str(stored.state) for place, stored in states_of(record).items()}


def test_a_new_category_is_written_as_typed(food: Category) -> None:
    form = category_form(parent=food.pk, concept="spice", position=4)
    assert form.is_valid(), form.errors
    made = form.save()
    assert (made.path, made.concept, made.position) == ("food/spices/", "spice", 4)
    assert {code: text_in(made, "name", code) for code in ("en", "th", "vi")} == {
        "en": "Spices",
        "th": "เครื่องเทศ",
        "vi": "",
    }
    # What an editor types is the editor's.
    assert states(made) == {("name", "en"): "source", ("name", "th"): "reviewed"}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name_texts-en": ""}, "name_texts", "Write the English name"),
        ({"name_texts-en": "", "name_texts-th": ""}, "name_texts", "required"),
        ({"name_texts-en": "x" * 121}, "name_texts", "at most 120"),
        ({"slug": "food"}, "slug", "of this name already"),
        ({"slug": "So Spicy"}, "slug", "small letters"),
        ({"slug": ""}, "slug", "required"),
        ({"parent": 999_999}, "parent", "valid choice"),
        ({"position": -1}, "position", "greater than or equal"),
        ({"reviewed": ["tlh"]}, "reviewed", "valid choice"),
    ],
)
def test_a_category_that_does_not_do_is_refused_by_its_field(
    food: Category, changes: dict[str, Any], field: str, message: str
) -> None:
    form = category_form(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert message in str(form.errors[field])
    assert Category.objects.count() == 1


def test_a_category_keeps_its_address_and_its_properties(tea: Category) -> None:
    declared = list(Attribute.objects.values_list("pk", "key", "kind", "choices"))
    form = category_form(tea, slug="leaves", parent=tea.parent_id, **{"name_texts-en": "Leaves"})
    assert form.is_valid(), form.errors
    saved = form.save()
    assert (saved.pk, saved.slug, text_in(saved, "name", "en")) == (tea.pk, "tea", "Leaves")
    assert list(Attribute.objects.values_list("pk", "key", "kind", "choices")) == declared
    assert text_in(Attribute.objects.get(key="year"), "name", "en") == "Vintage"


def test_a_category_cannot_be_put_below_itself(tea: Category) -> None:
    food = Category.objects.get(slug="food")
    form = category_form(food, parent=tea.pk)
    assert not form.is_valid()
    assert "cannot stand below itself" in str(form.errors["parent"])


def test_the_form_shows_what_there_is(tea: Category) -> None:
    form = CategoryForm(instance=tea)
    assert form.initial["name_texts"] == {"zh-hans": "茶叶", "en": "Tea", "th": "ชา"}
    assert form.initial["reviewed"] == []
    assert 'lang="zh-Hans">' in str(form["name_texts"])
    assert form.fields["slug"].disabled


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"th": "machine", "zh-hans": "machine"}),
        ({"reviewed": ["th"]}, {"th": "reviewed", "zh-hans": "machine"}),
        ({"name_texts-th": "ใบชา"}, {"th": "reviewed", "zh-hans": "machine"}),
        ({"name_texts-zh-hans": "", "reviewed": ["zh-hans"]}, {"th": "machine"}),
    ],
)
def test_a_text_left_alone_stays_a_machines_until_somebody_vouches(
    tea: Category, changes: dict[str, Any], expected: dict[str, str]
) -> None:
    posted = {
        "name_texts-en": "Tea", "name_texts-zh-hans": "茶叶", "name_texts-th": "ชา", "parent": tea.parent_id,
    }  # fmt: skip
    form = category_form(tea, **{**posted, **changes})
    assert form.is_valid(), form.errors
    assert states(form.save()) == {
        ("name", "en"): "source",
        **{("name", code): state for code, state in expected.items()},
    }


def test_who_no_longer_vouches_gives_a_text_back_to_the_machine(food: Category) -> None:
    save_category(slug="food", names={"en": "Food", "th": "อาหาร"}, states={"th": "reviewed"})
    food.refresh_from_db()
    assert CategoryForm(instance=food).initial["reviewed"] == ["th"]
    form = category_form(food, **{"name_texts-en": "Food", "name_texts-th": "อาหาร"})
    assert form.is_valid(), form.errors
    assert states(form.save())["name", "th"] == "machine"


@pytest.fixture
def fill(db: None) -> Fill:
    """Return a maker of the form for an entry, filled in so that it does."""
    Source.objects.create(pk="gazette", title="Gazette", checked_on="2026-11-20")
    Source.objects.create(pk="hearsay", title="Somebody said so")

    def make(entry: GeographicalIndication | None = None, **changes: Any) -> IndicationForm:
        posted = {
            "slug": "liubao-tea",
            "country": "CN",
            "city": "wuzhou",
            "hs6": "090240",
            "source_language": "zh-hans",
            "source": "gazette",
            "name_texts-zh-hans": "六堡茶",
            "name_texts-en": "Liubao tea",
            "story_texts-en": "By boat.",
            "status-0-kind": "gi",
            "status-0-year": "2011",
            "status-0-source": "gazette",
            **changes,
        }
        return IndicationForm(posted, instance=entry) if entry else IndicationForm(posted)

    return make


def test_a_new_entry_is_written_as_typed(fill: Fill) -> None:
    form = fill()
    assert form.is_valid(), form.errors
    made = form.save()
    assert (made.slug, made.country_id, made.city_id, made.hs6) == ("liubao-tea", "CN", "wuzhou", "090240")
    assert made.status == [{"kind": "gi", "year": 2011, "source": "gazette"}]
    assert states(made) == {
        ("name", "zh-hans"): "source",
        ("name", "en"): "reviewed",
        ("story", "en"): "reviewed",
    }


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name_texts-zh-hans": ""}, "name_texts", "in its own language"),
        ({"slug": "Liubao"}, "slug", "small letters"),
        ({"slug": "search"}, "slug", "reserved"),
        ({"country": "XX"}, "country", "valid choice"),
        ({"city": "bangkok"}, "city", "not in that country"),
        ({"hs6": "999999"}, "hs6", "six-digit heading"),
        ({"hs6": "tea"}, "hs6", "six-digit heading"),
        ({"hs6": "0902"}, "hs6", "six-digit heading"),
        ({"source": "hearsay"}, "source", "was checked"),
        ({"source": ""}, "source", "required"),
        ({"source_language": ""}, "source_language", "required"),
        ({"status-0-year": "twenty"}, "status", "four digits"),
        ({"status-0-year": "1066"}, "status", "four digits"),
        ({"status-0-source": ""}, "status", "needs a source"),
        ({"status-0-kind": "blessed"}, "status", "Unknown step of protection: blessed"),
        ({"status-0-kind": ""}, "status", "Unknown step"),
        ({"story_texts-en": "x" * 4001}, "story_texts", "at most 4000"),
    ],
)
def test_an_entry_that_does_not_do_is_refused_by_its_field(
    fill: Fill, changes: dict[str, Any], field: str, message: str
) -> None:
    form = fill(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert message in str(form.errors[field])
    assert not GeographicalIndication.objects.exists()


def test_two_entries_cannot_have_one_address(fill: Fill) -> None:
    first, again = fill(), fill()
    assert first.is_valid()
    first.save()
    assert not again.is_valid()
    assert "of this name already" in str(again.errors["slug"])


def test_an_entry_keeps_its_address_when_corrected(fill: Fill) -> None:
    first = fill()
    assert first.is_valid()
    entry = first.save()
    form = fill(entry, slug="other", **{"status-0-year": "", "city": ""})
    assert form.is_valid(), form.errors
    saved = form.save()
    assert (saved.pk, saved.slug, saved.city_id) == (entry.pk, "liubao-tea", None)
    assert saved.status == [{"kind": "gi", "year": None, "source": "gazette"}]


def test_rows_left_empty_are_no_steps(fill: Fill) -> None:
    form = fill(**{"status-3-kind": "gi-mark", "status-3-source": "gazette", "status-2-year": "  "})
    assert form.is_valid(), form.errors
    assert [step["kind"] for step in form.save().status] == ["gi", "gi-mark"]


def test_a_row_is_offered_for_every_step_and_two_more(fill: Fill) -> None:
    steps = [{"kind": "gi", "year": 2000 + number, "source": "gazette"} for number in range(2)]
    entry = save_geographical_indication(
        slug="tea", names={"en": "Tea"}, stories={}, source_language="en", country="CN", source_id="gazette",
        status=steps,
    )  # fmt: skip
    drawn = str(IndicationForm(instance=entry)["status"])
    assert drawn.count("<tr>") == 1 + 4
    assert drawn.count("selected>") == 4
    assert all(f'value="{kind}"' in drawn for kind in STEPS)
    assert 'aria-label="Year 4"' in drawn


def test_the_register_can_be_entered_in_the_editors_area(
    client: Client, administrator: User, fill: Fill
) -> None:
    client.force_login(administrator)
    answer = client.post("/editors/indications/new/", fill().data)
    assert answer.status_code == 302
    assert GeographicalIndication.objects.get().slug == "liubao-tea"


@pytest.mark.parametrize("place", ["categories", "indications"])
def test_editors_lists_open_for_who_may_and_not_for_others(
    client: Client, administrator: User, lan: User, liubao: Product, place: str
) -> None:
    assert client.get(f"/editors/{place}/").status_code == 302
    client.force_login(lan)
    assert client.get(f"/editors/{place}/").status_code == 302
    client.force_login(administrator)
    page = page_of(client.get(f"/editors/{place}/"))
    assert page.select_one("h1, h2") is not None
