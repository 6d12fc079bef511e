"""The texts of a tour at the desk beside their original: every language, its states, proposals, progress."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from catalog.files.models import Picture
from catalog.glossary.services import AREA, About, add_concept
from catalog.merchants.models import Evidence, Organization
from catalog.products.services.beside import TextsMoved
from catalog.products.services.reviewed import DraftMoveRefused
from catalog.seams import freshness
from catalog.tourism.models import TourDraft
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services.tour_drafts import TOURS, approve_draft, save_draft, submit_draft
from catalog.tourism.services.tours import publish_tour
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.tourism.tour_texts import places_of
from catalog.translation.places import state_of
from catalog.translation.selectors import states_of, text_in
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.catalog.tourism.tour_documents import HA_LONG, told
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
THAI = {
    "title": "หนานหนิงไปฮาลอง",
    "included": "รถ เรือ หนึ่งคืน",
    "excluded": "ค่าวีซ่า",
    "meeting": "หน้าสถานีตะวันออก",
}


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def draft(house: Organization, owner: User) -> TourDraft:
    return save_draft(organization=house, document=HA_LONG, by=owner)


@pytest.fixture
def glossary(administrator: User) -> Iterator[None]:
    """The sea, as the glossary names it."""
    add_concept(
        actor=administrator,
        slug="visa-fees",
        about=About(kind="service"),
        names={"en": "visa fees", "vi": "phí thị thực"},
    )
    yield
    freshness.changed(AREA)  # what was read of it must not outlive it


def at(draft: TourDraft, *more: str) -> str:
    return "/".join(["/en/desk/slow-roads/tours", str(draft.pk), "languages", *more, ""])


def sent(desk: Client, draft: TourDraft, code: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the page as it stands, with these changes."""
    form = the(page_of(desk.get(at(draft, code))), "form.stack-l")
    boxes = form.select("input[type=hidden], input.input")
    typed = {str(box["name"]): box.get("value", "") for box in boxes}
    typed |= {str(box["name"]): box.text.strip("\n") for box in form.select("textarea")}
    typed |= {str(box["name"]): "on" for box in form.select("input[type=checkbox][checked]")}
    return typed | changes


def kept(draft: TourDraft) -> TourDocument:
    draft.refresh_from_db()
    return from_json(draft.document)


def states(draft: TourDraft, language: str) -> dict[str, str]:
    document = TOURS.told(kept(draft))
    origins = TOURS.published_origins(draft.tour)
    return {place.name: state_of(document, place, language, origins) for place in places_of(document)}


def test_every_text_its_source_has_stands_beside_the_original(
    desk: Client, house: Organization, owner: User, bay: Picture
) -> None:
    draft = save_draft(organization=house, document=told(pictures=(bay.pk,)), by=owner)
    page = page_of(desk.get(at(draft, "vi")))
    rows = {words(the(row, "h2")): row for row in page.select(".translating")}
    assert list(rows) == [
        *("Title", "Summary", "Included", "Not included", "Meeting point"),
        *("Day 1", "Day 1: what happens", "Day 2", "Picture 1"),
    ], "the second day says nothing more than its heading"
    for row in rows.values():
        assert row.select_one('div[lang="en"]') is not None
        assert row.select_one('[lang="vi"][name^=text-]') is not None
    assert "Over the pass." in words(rows["Day 1: what happens"])
    assert rows["Day 1: what happens"].select_one("textarea") is not None
    assert "Missing" in words(rows["Day 1"])
    told_of_picture = the(rows["Picture 1"], "[name^=text-]")
    assert told_of_picture["value"] == "Vịnh.", "what the picture says itself"
    assert "Translated by machine" in words(rows["Picture 1"])


def test_every_language_has_its_bar_and_says_what_it_lacks(desk: Client, draft: TourDraft) -> None:
    page = page_of(desk.get(at(draft)))
    lines = {str(the(line, "a")["lang"]): words(line) for line in page.select("ul.locales > li")}
    assert list(lines) == ["zh-Hans", "vi", "th", "id", "ms", "fil", "km", "lo", "my"]
    assert "Translated by machine: 1 · Missing: 7" in lines["zh-Hans"]
    assert "It lacks: Included, Not included, Meeting point" in lines["zh-Hans"]
    assert "It lacks: Title, Included, Not included, Meeting point" in lines["th"]
    assert "You write in English" in words(the(page, "main"))
    assert not page.select("button.wide"), "no language is ready"


def test_what_is_typed_is_kept_at_its_place_and_its_state_told(desk: Client, draft: TourDraft) -> None:
    texts = {f"text-{place}": text for place, text in THAI.items()}
    texts |= {"text-day.1.text": "ข้ามด่าน\r\nแล้วพัก", "reviewed-day.1.text": "on", "reviewed-title": "on"}
    assert desk.post(at(draft, "th"), sent(desk, draft, "th", **texts)).status_code == 302
    said = kept(draft)
    assert said.days[0].text == {"en": "Over the pass.", "th": "ข้ามด่าน\nแล้วพัก"}
    assert said.days[1] == HA_LONG.days[1]
    assert (said.title["th"], said.title["zh-hans"]) == (THAI["title"], "南宁到下龙")
    found = states(draft, "th")
    assert (found["title"], found["day.1.text"]) == ("reviewed", "reviewed")
    assert (found["included"], found["day.1.title"]) == ("machine", "missing")
    page = words(the(page_of(desk.get(at(draft, "th"))), "main"))
    assert "Everything a language needs is in it" in page


def test_a_text_that_is_too_long_is_told_at_its_box_and_nothing_typed_is_lost(
    desk: Client, draft: TourDraft
) -> None:
    wrong = {"text-day.2.title": "x" * 201, "text-summary": "ทะเล"}
    answer = desk.post(at(draft, "th"), sent(desk, draft, "th", **wrong))
    assert answer.status_code == 422
    page = page_of(answer)
    assert the(page, "[name='text-day.2.title']")["aria-invalid"] == "true"
    assert the(page, "[name='text-summary']").text.strip() == "ทะเล"
    assert kept(draft) == HA_LONG


def test_a_proposal_fills_an_empty_box_and_names_the_words_it_lacks(
    desk: Client, draft: TourDraft, glossary: None
) -> None:
    answer = desk.post(at(draft, "vi"), sent(desk, draft, "vi", propose="", **{"text-title": "Hạ Long"}))
    rows = {words(the(row, "h2")): row for row in page_of(answer).select(".translating")}
    assert the(rows["Not included"], "[name^=text-]").text.strip().lower().startswith("phí thị thực")
    assert "Proposed by machine, not saved yet." in words(rows["Not included"])
    assert "does not know these words" in words(rows["Meeting point"])
    assert the(rows["Title"], "[name^=text-]")["value"] == "Hạ Long", "what was typed stays"
    assert kept(draft) == HA_LONG, "a proposal is kept by nobody"


def test_of_two_who_write_one_text_the_second_is_shown_the_firsts(
    desk: Client, draft: TourDraft, owner: User
) -> None:
    typed = sent(desk, draft, "th", **{"text-day.1.title": "Mine"})
    TOURS.translate(draft=draft, language="th", texts={"day.1.title": "Theirs"}, reviewed=(), by=owner)
    answer = desk.post(at(draft, "th"), typed)
    assert answer.status_code == 409
    page = page_of(answer)
    assert "Theirs" in words(the(page, ".error-summary dd"))
    assert the(page, "[name='text-day.1.title']")["value"] == "Mine"
    assert kept(draft).days[0].title["th"] == "Theirs"


def test_two_translate_at_once_as_long_as_it_is_not_one_text(draft: TourDraft, owner: User) -> None:
    seen = {place.name: place.seen("th") for place in places_of(HA_LONG)}

    def write(**texts: str) -> None:
        TOURS.translate(draft=draft, language="th", texts=texts, reviewed=(), seen=seen, by=owner)

    write(title="ก")
    write(summary="ข")
    with pytest.raises(TextsMoved) as refused:
        write(title="ค", meeting="ง")
    assert refused.value.places == {"title"}
    said = kept(draft)
    assert (said.title["th"], said.summary["th"], said.meeting.get("th")) == ("ก", "ข", None)


@pytest.mark.parametrize(("language", "place"), [("en", "title"), ("xx", "title"), ("th", "day.2.text")])
def test_only_what_the_original_says_is_written_in_another_language(
    draft: TourDraft, owner: User, language: str, place: str
) -> None:
    with pytest.raises(ValueError, match=r"language|no text"):
        TOURS.translate(draft=draft, language=language, texts={place: "x"}, reviewed=(), by=owner)


def test_while_reviewers_look_the_words_are_shown_and_not_changed(
    desk: Client, draft: TourDraft, owner: User, licence: Evidence
) -> None:
    TOURS.translate(draft=draft, language="th", texts=THAI, reviewed=THAI, by=owner)
    typed = sent(desk, draft, "th", **{"text-title": "Changed"})
    draft.refresh_from_db()
    submit_draft(draft=draft, by=owner)
    page = page_of(desk.get(at(draft, "th")))
    assert THAI["title"] in words(the(page, "main"))
    assert not page.select("main form.stack-l button, main form [name^=text-]")
    assert "with the reviewers" in desk.post(at(draft, "th"), typed).content.decode()
    assert kept(draft).title["th"] == THAI["title"]
    with pytest.raises(DraftMoveRefused):
        TOURS.choose_languages(draft=draft, shown=(), by=owner)


def test_chosen_languages_are_published_together_and_the_rest_waits(
    desk: Client, draft: TourDraft, owner: User, reviewer: User, licence: Evidence
) -> None:
    for code in ("th", "vi"):
        texts = THAI | {"day.1.title": f"Day {code}"}
        draft = TOURS.translate(draft=draft, language=code, texts=texts, reviewed={"title"}, by=owner)
    page = page_of(desk.get(at(draft)))
    assert [box["value"] for box in page.select("input[name=language]")] == ["vi", "th"]
    desk.post(at(draft, "publish"), {"revision": draft.revision, "language": ["th"]})
    assert kept(draft).held == ("zh-hans", "vi", "id", "ms", "fil", "km", "lo", "my")
    assert draft.state == "review"
    tour = approve_draft(draft=draft, by=reviewer)
    assert (text_in(tour, "title", "th"), text_in(tour, "title", "vi")) == (THAI["title"], "")
    assert (states_of(tour)["title", "th"].state, states_of(tour)["meeting", "th"].state) == (
        "reviewed",
        "machine",
    )
    assert document_of(tour=tour).title["vi"] == THAI["title"], "kept for the day it is chosen"
    thai = words(the(page_of(desk.get(f"/th/tour/{tour.slug}/")), "main"))
    vietnamese = words(the(page_of(desk.get(f"/vi/tour/{tour.slug}/")), "main"))
    assert "Day th" in thai
    assert "Day vi" not in vietnamese
    assert "To the sea" in vietnamese


def test_a_language_that_lacks_what_travellers_need_cannot_be_smuggled_in(
    desk: Client, draft: TourDraft
) -> None:
    answer = desk.post(at(draft, "publish"), {"revision": draft.revision, "language": ["my"]}, follow=True)
    assert "and the meeting point are in it" in answer.content.decode()
    assert kept(draft).held == ()
    assert draft.state == "draft"


def test_a_changed_original_makes_its_translations_outdated_and_a_review_mends_one(
    house: Organization, owner: User, reviewer: User, licence: Evidence
) -> None:
    title = {code: f"Day {code}" for code in ("en", "th", "vi")}
    first = replace(HA_LONG.days[0], title=title)
    summary = {code: f"Sea {code}" for code in ("en", "th", "vi")}
    shown = told(days=(first, HA_LONG.days[1]), summary=summary)
    tour = publish_tour(organization=house, document=shown)
    changed = replace(
        shown,
        days=(replace(first, title={**title, "en": "To the bay"}), HA_LONG.days[1]),
        summary={**summary, "en": "Three days by the sea."},
    )
    draft = save_draft(organization=house, document=changed, tour=tour, by=owner)
    for code in ("th", "vi"):
        found = states(draft, code)
        assert (found["day.1.title"], found["summary"]) == ("outdated", "outdated")
    texts = {"day.1.title": "Day th", "summary": "Sea th"}
    TOURS.translate(draft=draft, language="th", texts=texts, reviewed=texts, by=owner)
    TOURS.translate(draft=draft, language="vi", texts={"summary": "Sea vi"}, reviewed=(), by=owner)
    assert (states(draft, "th")["day.1.title"], states(draft, "th")["summary"]) == ("reviewed", "reviewed")
    assert states(draft, "vi")["summary"] == "outdated", "saved again without a review"
    assert kept(draft).made_from["day.1.title"]["vi"] == digest("Day en")


def test_a_machines_words_of_a_day_are_said_to_be_one(desk: Client, house: Organization) -> None:
    first = replace(HA_LONG.days[0], text={"en": "Over the pass.", "th": "ข้ามด่าน"})
    titled = {**HA_LONG.title, "th": "ไปฮาลอง"}
    reviewed = {field: {"th": "reviewed"} for field in ("title", "day.1.text")}
    said = told(days=(first, HA_LONG.days[1]), title=titled, states=reviewed)
    tour = publish_tour(organization=house, document=said)
    address = f"/th/tour/{tour.slug}/"
    mark = "ยังไม่ได้ตรวจทาน"
    page = words(the(page_of(desk.get(address)), "main"))
    assert "ข้ามด่าน" in page
    assert mark not in page
    by_machine = replace(said, states={**reviewed, "day.1.text": {"th": "machine"}})
    publish_tour(organization=house, document=by_machine, tour=tour)
    assert mark in words(the(page_of(desk.get(address)), "main"))
