"""Editors make editions and halls, move them along, and lose nothing they typed where that is refused."""

from typing import Any

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.translation.selectors import states_of, text_in
from expo.fair.models import Edition, Hall, Stand
from expo.fair.organizing.edition_forms import EditionForm, HallForm, PartnersField
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, plan_edition
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NEW = "/editors/fair/editions/new/"
SAID = {
    "slug": "2027",
    "number": "24",
    "begins_on": "2027-09-17",
    "ends_on": "2027-09-21",
    "venue": "nanning",
    "time_zone": "Asia/Shanghai",
    "country": "KH",
    "name_texts-zh-hans": "第24届东博会",
    "name_texts-en": "Expo 2027",
    "name_texts-th": "งาน 2027",
    "theme_texts-zh-hans": "共享未来",
    "partners": "en: Malaysia | zh-hans: 马来西亚\n\nen: The ASEAN Secretariat",
}
HALL = {
    "slug": "puer",
    "kind": "china",
    "name_texts-zh-hans": "普洱馆",
    "name_texts-en": "Pu'er hall",
    "home": "CN",
    "width": "400",
    "depth": "300",
    "order": "20",
}


def test_an_edition_is_made_in_the_languages_typed_and_is_a_planned_one(
    desk: Client, organizer: User
) -> None:
    answer = desk.post(NEW, SAID)
    assert answer["Location"] == "/editors/fair/2027/edition/"
    made = Edition.objects.get(slug="2027")
    assert (made.number, made.state, made.is_current, made.country_of_honour_id) == (
        24,
        "planned",
        False,
        "KH",
    )
    assert made.city_id == "nanning"
    assert (made.begins_on.isoformat(), made.ends_on.isoformat()) == ("2027-09-17", "2027-09-21")
    assert {code: text_in(made, "name", code) for code in ("zh-hans", "en", "th", "vi")} == {
        "zh-hans": "第24届东博会",
        "en": "Expo 2027",
        "th": "งาน 2027",
        "vi": "",
    }
    assert states_of(made)["name", "th"].state == "reviewed"
    assert made.partners == [
        {"name": {"en": "Malaysia", "zh-hans": "马来西亚"}},
        {"name": {"en": "The ASEAN Secretariat"}},
    ]
    assert Entry.objects.get(action="edition.created").actor_id == organizer.pk


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_on": "2027-09-16"}, "An edition ends on the day it begins, or later."),
        ({"number": "23"}, "23"),
        ({"slug": "2026"}, "There is an edition at this address already."),
        ({"slug": "fair"}, "fair"),
        ({"slug": "Expo 2027"}, "expo-2027"),
        ({"partners": "en: Malaysia\nMalaysia"}, "Line 2: write each name behind its language."),
        ({"begins_on": "the 31st of June"}, "Enter a valid date."),
        ({"time_zone": "Asia/Nanning"}, "Asia/Nanning"),
        ({"venue": "atlantis"}, "atlantis"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    desk: Client, edition: Edition, change: dict[str, str], said: str
) -> None:
    answer = desk.post(NEW, SAID | change)
    page = page_of(answer)
    assert answer.status_code == 422
    assert said in words(the(page, "form[novalidate]"))
    assert the(page, 'input[name="name_texts-th"]')["value"] == "งาน 2027"
    assert the(page, "textarea[name=partners]").get_text().strip() == (SAID | change)["partners"]
    assert Edition.objects.count() == 1


def form_for(edition: Edition, **change: Any) -> EditionForm:
    return EditionForm(SAID | {"slug": edition.slug, "number": edition.number} | change, instance=edition)


def test_saying_it_anew_keeps_address_state_figures_and_source(edition: Edition, organizer: User) -> None:
    figures = [{"label": {"en": "Exhibitors"}, "value": "3,300", "source": ""}]
    Edition.objects.filter(pk=edition.pk).update(figures=figures, is_demo=True)
    edition.refresh_from_db()
    form = form_for(edition, slug="elsewhere", ends_on="2027-09-20")
    assert form.take(organizer) is not None
    kept = Edition.objects.get(pk=edition.pk)
    assert (kept.slug, kept.state, kept.is_current, kept.is_demo) == ("2026", "open", True, True)
    assert kept.figures == figures
    assert kept.ends_on.isoformat() == "2027-09-20"
    assert text_in(kept, "theme", "en") == ""


def test_a_translation_left_as_it_was_is_not_vouched_for(edition: Edition, organizer: User) -> None:
    form = form_for(edition, **{"name_texts-zh-hans": "第23届东博会", "name_texts-en": "Expo 2026"})
    form.take(organizer)
    states = {code: states_of(edition)["name", code].state for code in ("en", "th")}
    assert states == {"en": "machine", "th": "reviewed"}
    vouching = form_for(edition, **{"name_texts-en": "Expo 2026", "reviewed": ["en"]})
    vouching.take(organizer)
    assert states_of(edition)["name", "en"].state == "reviewed"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("en: A", [{"en": "A"}]),
        ("  zh-hans :  甲 |en:A: B ", [{"zh-hans": "甲", "en": "A: B"}]),
        ("en: A\r\n\r\nvi: B", [{"en": "A"}, {"vi": "B"}]),
    ],
)
def test_partners_are_lines_of_names_by_language(text: str, names: list[dict[str, str]]) -> None:
    field = PartnersField(required=False)
    partners = field.clean(text)
    assert [one["name"] for one in partners] == names
    assert field.clean(field.prepare_value(partners)) == partners
    assert field.prepare_value(text) == text


@pytest.mark.parametrize("text", ["A", "fr: A", "en: A | en: B", "en:", "en: A |", f"en: {'x' * 161}"])
def test_a_partners_line_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(Exception, match="Line 2"):
        PartnersField(required=False).clean(f"en: First\n{text}")


def test_an_edition_goes_its_way_by_one_button_and_becomes_current_by_another(desk: Client) -> None:
    plan_edition()
    here = "/editors/fair/2026/edition/"
    for state in ("booking", "open", "after", "archived"):
        page = page_of(desk.get(here))
        assert [button["value"] for button in page.select("button[name=to]")] == [state, "current"]
        answer = desk.post("/editors/fair/2026/move/", {"to": state})
        assert answer["Location"] == desk.get("/editors/fair/2026/move/")["Location"] == here
        assert Edition.objects.get().state == state
    assert not page_of(desk.get(here)).select("button[name=to]")


def test_the_current_edition_is_made_by_the_page(desk: Client, edition: Edition) -> None:
    plan_edition("2027", 24, 2027)
    desk.post("/editors/fair/2027/move/", {"to": "current"})
    assert Edition.objects.get(is_current=True).slug == "2027"
    page = words(the(page_of(desk.get("/editors/fair/editions/")), "table.listing"))
    assert "Expo 2027" in page
    assert "Planned , current" in page or "Planned, current" in page
    assert "Sep 17 – 21, 2026" in page


@pytest.mark.parametrize("to", ["archived", "planned", "nothing", "", "current"])
def test_a_move_that_may_not_be_made_is_told_and_not_made(desk: Client, edition: Edition, to: str) -> None:
    Edition.objects.update(state="archived" if to == "current" else "open")
    answer = desk.post("/editors/fair/2026/move/", {"to": to}, follow=True)
    kept = Edition.objects.get()
    assert kept.state == ("archived" if to == "current" else "open")
    refused = to not in {"nothing", ""}
    assert bool(page_of(answer).select("li.error")) is refused


def test_a_hall_is_made_and_leads_to_its_stands(desk: Client, edition: Edition, hall: Hall) -> None:
    answer = desk.post("/editors/fair/2026/halls/new/", HALL | {"parent": hall.pk})
    assert answer["Location"] == "/editors/fair/2026/halls/puer/stands/"
    made = Hall.objects.get(slug="puer")
    assert (made.edition_id, made.parent_id, made.country_id, made.order) == (edition.pk, hall.pk, "CN", 20)
    assert (made.width, made.depth, text_in(made, "name", "zh-hans")) == (400, 300, "普洱馆")
    page = page_of(desk.get("/editors/fair/2026/edition/"))
    assert [link.get_text() for link in page.select("section[aria-labelledby=halls] td.title a")] == [
        "Pu'er hall",
        "Tea hall",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slug": "tea"}, "There is a hall at this address already."),
        ({"slug": "hall"}, "hall"),
        ({"width": "20001"}, "decimetres"),
        ({"kind": "palace"}, "palace"),
        ({"home": "XX"}, "XX"),
    ],
)
def test_a_hall_that_cannot_be_says_why_and_keeps_what_was_typed(
    desk: Client, hall: Hall, change: dict[str, str], said: str
) -> None:
    answer = desk.post("/editors/fair/2026/halls/new/", HALL | change)
    page = page_of(answer)
    assert answer.status_code == 422
    assert said in words(the(page, "form[novalidate]"))
    assert the(page, 'input[name="name_texts-zh-hans"]')["value"] == "普洱馆"
    assert Hall.objects.count() == 1


def test_a_hall_with_stands_does_not_become_too_small_for_them(
    hall: Hall, stands: list[Stand], organizer: User
) -> None:
    form = HallForm(HALL | {"slug": "tea", "width": "120"}, instance=hall)
    assert form.take(organizer) is None
    assert "T04" in str(form.non_field_errors())
    assert Hall.objects.get().width == 400


def test_a_hall_stands_below_halls_of_its_own_edition_only(edition: Edition, hall: Hall) -> None:
    elsewhere = build_hall(plan_edition("2027", 24, 2027), "elsewhere")
    below = build_hall(edition, "below", parent=hall)
    for other in (hall, elsewhere):
        assert set(HallForm(HALL | {"parent": other.pk}, instance=hall).errors) == {"parent"}
    # Below one of its own: the service follows the way up and refuses.
    form = HallForm(HALL | {"slug": "tea", "parent": below.pk}, instance=hall)
    assert form.take(User()) is None
    assert "its own edition" in str(form.non_field_errors())


def test_what_is_not_there_is_not_found(desk: Client, hall: Hall) -> None:
    for address in ("2027/edition/", "2026/halls/none/", "2026/halls/none/stands/", "2027/halls/tea/stands/"):
        assert desk.get(f"/editors/fair/{address}").status_code == 404, address
    assert desk.post("/editors/fair/2027/move/", {"to": "open"}).status_code == 404
