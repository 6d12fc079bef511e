"""An operator writes a tour at the desk: nothing typed is lost, and every fault stands by its field."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.files.models import Picture
from catalog.merchants.models import DecisionReason, Evidence, Membership, Organization
from catalog.products.listing_form.parts import Asked
from catalog.tourism.models import TourDraft
from catalog.tourism.services.tour_drafts import return_draft, save_draft, submit_draft
from catalog.tourism.services.tours import publish_tour
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.tourism.tour_form.form import TourForm
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.pages import read
from tests.catalog.tourism.tour_documents import HA_LONG, make_operator, told

pytestmark = pytest.mark.django_db
DESK = "/en/desk/slow-roads/tours/"


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def draft(house: Organization, owner: User) -> TourDraft:
    return save_draft(organization=house, document=HA_LONG, by=owner)


def typed(house: Organization, document: TourDocument, revision: int = 1, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends back from the form of this document."""
    form = TourForm(Asked(document=document, organization=house, category=None, language="en"))
    said: dict[str, Any] = {"revision": revision}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False, ""):
            said[name] = "on" if value is True else value
    return said | changes


def at(draft: TourDraft) -> str:
    return f"{DESK}{draft.pk}/"


def kept(draft: TourDraft) -> TourDocument:
    draft.refresh_from_db()
    return from_json(draft.document)


def errors(page: BeautifulSoup, name: str) -> str:
    """Return what is said beside a field."""
    box = page.select_one(f"[name={name}]")
    assert box is not None, name
    field = box.find_parent(class_="field")
    assert field is not None
    return " ".join(one.get_text(" ", strip=True) for one in field.select(".error"))


def test_the_form_says_the_document_and_says_it_back(
    desk: Client, draft: TourDraft, house: Organization
) -> None:
    full = told(
        not_nationals=("MY", "TH"),
        days=HA_LONG.days,
        states={"title": {"zh-hans": "reviewed"}},
        held=("th",),
    )
    save_draft(organization=house, document=full, draft=draft, by=house.memberships.get().user)
    page = read(desk.get(at(draft)))
    assert page.select_one("input[name=day_0_title]")["value"] == "To the sea"  # type: ignore[index]
    assert page.select_one("select[name=day_0_place_0_slug] option[selected]")["value"] == "pass"  # type: ignore[index]
    assert desk.post(at(draft), typed(house, full, 2)).status_code == 302
    assert kept(draft) == full
    draft.refresh_from_db()
    assert draft.revision == 2


def test_lines_come_and_go_and_keep_what_was_typed(
    desk: Client, draft: TourDraft, house: Organization
) -> None:
    said = typed(house, HA_LONG, day_1_title="On the bay", season_0_adult="not a price")
    more = read(desk.post(at(draft), said | {"more": "day"}))
    titles = [box.get("value", "") for box in more.select("input[name^=day_][name$=_title]")]
    assert titles == ["To the sea", "On the bay", ""]
    assert more.select_one("input[name=season_0_adult]")["value"] == "not a price"  # type: ignore[index]
    less = read(desk.post(at(draft), said | {"less": "day_0"}))
    titles = [box.get("value", "") for box in less.select("input[name^=day_][name$=_title]")]
    assert titles == ["On the bay"]
    assert less.select_one("select[name=day_0_place_0_slug] option[selected]")["value"] == "ha-long"  # type: ignore[index]
    seasons = read(desk.post(at(draft), said | {"less": "season_0"}))
    assert len(seasons.select("input[name$=_from][name^=season_]")) == 1
    assert kept(draft) == HA_LONG


@pytest.mark.parametrize(
    "pressed", [{"more": "revision"}, {"less": "day"}, {"less": "user_0"}, {"less": "day_x"}]
)
def test_a_button_the_page_does_not_have_only_saves(
    desk: Client, draft: TourDraft, house: Organization, pressed: dict[str, str]
) -> None:
    assert desk.post(at(draft), typed(house, told(mode="ship")) | pressed).status_code == 302
    assert kept(draft).mode == "ship"


def test_what_cannot_be_read_stands_by_its_field_and_nothing_is_lost(
    desk: Client, draft: TourDraft, house: Organization
) -> None:
    wrong = {
        "season_0_adult": "12.345,6",
        "season_1_until": "",
        "step_0_keeps": "120",
        "step_1_days": "",
        "band_child_from": "two",
        "meeting_time": "half past seven",
        "group_max": "9999",
        "who": "only",
        "summary": "Kept as typed.",
    }
    page = read(desk.post(at(draft), typed(house, HA_LONG) | wrong), 422)
    beside = ("season_0_adult", "season_1_until", "step_0_keeps", "step_1_days", "band_child_from")
    for name in (*beside, "meeting_time", "group_max"):
        assert errors(page, name), name
        assert page.select_one(f"[name={name}]").get("value", "") == wrong[name]  # type: ignore[union-attr]
    assert "Tick the countries" in page.get_text()
    assert page.select_one("textarea[name=summary]").get_text(strip=True) == "Kept as typed."  # type: ignore[union-attr]
    assert kept(draft) == HA_LONG


def test_sent_in_with_faults_it_is_saved_and_each_stands_in_its_stretch(
    desk: Client, draft: TourDraft, house: Organization, licence: Evidence
) -> None:
    said = typed(house, HA_LONG, submit="1", season_1_from="2027-07-11", ends="nanning", season_1_child="")
    page = read(desk.post(at(draft), said), 422)

    def stretch(key: str) -> str:
        found = page.select_one(f"#part-{key}")
        assert found is not None
        return " ".join(one.get_text(" ", strip=True) for one in found.select(".error"))

    assert "There is no price from July 1, 2027 to July 10, 2027." in stretch("seasons")
    assert "“Child” has no price in this season." in stretch("seasons")
    assert "No border crossing leads from Vietnam to Nanning" in stretch("mode")
    row = page.select("#part-seasons .form-row")[1]
    assert "“Child” has no price" in row.get_text()
    assert (kept(draft).ends, draft.state) == ("nanning", "draft")


def test_without_a_licence_it_is_saved_and_says_so(
    desk: Client, draft: TourDraft, house: Organization
) -> None:
    page = read(desk.post(at(draft), typed(house, told(mode="car"), submit="1")), 422)
    assert "No licence to run tours" in page.get_text()
    assert (kept(draft).mode, draft.state) == ("car", "draft")
    for seen in (page, read(desk.get("/en/desk/slow-roads/tours/"))):
        assert seen.select_one(".notice.wait a[href='/en/desk/slow-roads/evidence/']"), "where one is sent in"


@pytest.mark.parametrize(("role", "led"), [("owner", True), ("sales", False)])
def test_where_nothing_can_depart_yet_writers_are_led_to_the_tours(
    desk: Client, owner: User, house: Organization, role: str, led: bool
) -> None:
    Membership.objects.filter(organization=house).update(role=role)
    page = read(desk.get("/en/desk/slow-roads/departures/plan/"))
    assert "A tour is published first" in page.get_text()
    assert bool(page.select_one(".empty a[href='/en/desk/slow-roads/tours/']")) is led


def test_sent_in_taken_back_given_back(
    desk: Client,
    draft: TourDraft,
    house: Organization,
    licence: Evidence,
    reviewer: User,
    reason: DecisionReason,
) -> None:
    assert desk.post(at(draft), typed(house, HA_LONG, submit="1")).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "review"
    waiting = read(desk.post(at(draft), typed(house, told(mode="car"))))
    assert "with the reviewers" in waiting.get_text()
    assert kept(draft) == HA_LONG
    assert desk.post(f"{at(draft)}withdraw/").status_code == 302
    draft.refresh_from_db()
    assert draft.state == "draft"
    return_draft(draft=submit_draft(draft=draft, by=reviewer), reason=reason, note="Look again.", by=reviewer)
    page = read(desk.get(at(draft))).get_text(" ")
    assert "The pictures show another place." in page
    assert "Look again." in page


def test_of_two_who_write_at_once_the_second_sees_what_the_first_wrote(
    desk: Client, draft: TourDraft, house: Organization, owner: User
) -> None:
    save_draft(organization=house, document=told(title={"en": "To the bay"}), draft=draft, by=owner)
    page = read(desk.post(at(draft), typed(house, told(mode="ship"))), 409)
    text = page.get_text(" ")
    assert "To the bay" in text
    assert page.select_one("select[name=mode] option[selected]")["value"] == "ship"  # type: ignore[index]
    again = page.select_one("input[name=revision]")["value"]  # type: ignore[index]
    assert again == "2"
    assert kept(draft).title == {"en": "To the bay"}
    assert desk.post(at(draft), typed(house, told(mode="ship"), 2)).status_code == 302
    assert kept(draft).mode == "ship"


def test_a_new_tour_begins_with_the_operators_clock_and_currency(desk: Client, house: Organization) -> None:
    assert desk.get(f"{DESK}new/")["Location"] == DESK
    assert desk.post(f"{DESK}new/").status_code == 302
    begun = from_json(TourDraft.objects.get().document)
    assert (begun.source_language, begun.currency, begun.time_zone) == ("en", "CNY", "Asia/Shanghai")
    page = read(desk.get(at(TourDraft.objects.get())))
    assert page.select_one("input[name=day_0_title]")


def test_the_list_tells_states_in_few_queries(
    desk: Client, house: Organization, owner: User, draft: TourDraft, django_assert_max_num_queries: Any
) -> None:
    tour = publish_tour(organization=house, document=told(title={"en": "Published"}))
    save_draft(organization=house, document=told(mode="car"), tour=tour, by=owner)
    page = read(desk.get(DESK))
    rows = {row.select_one("a").get_text(): row.get_text(" ", strip=True) for row in page.select("tbody tr")}  # type: ignore[union-attr]
    assert set(rows) == {"Nanning to Ha Long", "Published"}
    assert "Draft" in rows["Nanning to Ha Long"]
    assert "Published" in rows["Published"]
    for number in range(20):
        save_draft(organization=house, document=told(title={"en": f"Tour {number}"}), by=owner)
    with django_assert_max_num_queries(14):
        assert len(read(desk.get(DESK)).select("tbody tr")) == 22


def test_a_published_tour_is_paused_shown_archived_and_edited(desk: Client, house: Organization) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    here = f"{DESK}published/{tour.slug}/"
    assert "Pause it" in read(desk.get(here)).get_text()
    for to in ("paused", "published", "archived"):
        assert read(desk.get(f"{here}move/{to}/")).select_one("form button")
        assert desk.post(f"{here}move/{to}/").status_code == 302
        tour.refresh_from_db()
        assert tour.status == to
    desk.post(f"{here}move/published/")
    tour.refresh_from_db()
    assert tour.status == "archived"
    assert desk.post(f"{here}move/suspended/").status_code == 404
    first, again = desk.post(f"{here}edit/"), desk.post(f"{here}edit/")
    assert first["Location"] == again["Location"] == at(TourDraft.objects.get())
    assert desk.get(f"{at(TourDraft.objects.get())}discard/").status_code == 200
    desk.post(f"{at(TourDraft.objects.get())}discard/", {"revision": 1})
    assert not TourDraft.objects.exists()


def test_the_draft_is_read_in_words(desk: Client, draft: TourDraft) -> None:
    text = read(desk.get(f"{at(draft)}look/")).get_text(" ")
    for words in ("1. Friendship Pass", "Adult: 12+", "Infant: 0–1 (no seat)", "Asia/Shanghai", "1,500.00"):
        assert words in text, words


def test_who_runs_no_tours_has_no_such_desk(
    desk: Client, draft: TourDraft, house: Organization, owner: User
) -> None:
    rival = make_operator("fast-roads")
    theirs = save_draft(organization=rival, document=HA_LONG, by=owner)
    tour = publish_tour(organization=rival, document=HA_LONG)
    assert desk.get(at(theirs)).status_code == 404
    assert desk.get(f"{DESK}published/{tour.slug}/").status_code == 404
    assert "/tours/" in read(desk.get(at(draft))).select_one("nav a[href*='/tours/']")["href"]  # type: ignore[index]
    Organization.objects.filter(pk=house.pk).update(kind="merchant")
    assert desk.get(DESK).status_code == 404
    assert not read(desk.get("/en/desk/slow-roads/")).select("a[href$='/tours/']")


def test_a_picture_is_kept_before_anything_else_is_looked_at(
    desk: Client, draft: TourDraft, house: Organization
) -> None:
    file = SimpleUploadedFile("bay.png", picture(), "image/png")
    said = typed(house, HA_LONG, pictures_new=file, group_max="many")
    page = read(desk.post(at(draft), said), 422)
    box = page.select_one("input[name=picture_0_kept]")
    assert box is not None
    key = str(box["value"])
    again = typed(house, HA_LONG, picture_0_kept=key, picture_0_alt="The bay at dawn.", picture_0_place="1")
    assert desk.post(at(draft), again).status_code == 302
    document = kept(draft)
    assert (document.pictures, document.alt) == ((int(key),), {key: {"en": "The bay at dawn."}})
    rival = make_operator("fast-roads")
    theirs = Picture(title="x", file="x.jpg", width=1, height=1, owner=rival.pk, token="x")
    theirs.save()
    stolen = typed(house, HA_LONG, revision=2, picture_0_kept=str(theirs.pk))
    assert "no longer there" in errors(read(desk.post(at(draft), stolen), 422), "pictures_new")
    assert kept(draft) == document
