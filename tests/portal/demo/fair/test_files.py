"""What the files of the fair say: whole in ten languages, fitting each other, and honest."""

import re
from collections.abc import Iterator
from datetime import time

import pytest
from django.conf import settings
from django.db import models

from expo.fair import layout
from expo.fair.models import Edition, Hall, Session, Stand
from portal.demo.fair.booths import address_of
from portal.demo.fair.ground import hall_texts, stands_of
from portal.demo.fair.schema import BoothEntry, FairEntry, HallEntry
from portal.demo.reading import content
from portal.demo.schema import Texts

TEN = {code for code, _name in settings.LANGUAGES}
MADE_UP = re.compile(r"\((fictional|hư cấu|สมมติ|fiktif|rekaan|kathang-isip|ប្រឌិត|ສົມມຸດ|စိတ်ကူးယဉ်)\)$|（虚构）$")


def told() -> FairEntry:
    fair = content().fair
    assert fair is not None
    return fair


def archive() -> tuple[tuple[HallEntry, ...], tuple[BoothEntry, ...]]:
    past = told().archive
    assert past is not None
    return past.halls, past.booths


def all_texts() -> Iterator[tuple[str, Texts]]:
    fair = told()
    words = fair.words
    for group in (words.about, words.notes, words.price_notes, words.documents, words.rooms):
        yield from group.items()
    yield from (("national", words.national), ("national intro", words.national_intro))
    assert fair.archive is not None
    for edition in (fair.edition, fair.archive.edition):
        yield from ((edition.slug, edition.name), (edition.slug, edition.theme))
    for hall in (*fair.halls, *fair.archive.halls):
        yield from ((hall.slug, texts) for texts in (hall.name, hall.intro) if texts)
    for session in fair.sessions:
        yield from ((session.slug, session.title), (session.slug, session.summary))


def test_every_text_is_there_in_ten_languages() -> None:
    for name, texts in all_texts():
        assert set(texts) == TEN, name
        assert all(text == text.strip() and text for text in texts.values()), name


def test_no_text_is_longer_than_its_column() -> None:
    fair = told()
    for model, field, listed in (
        (Session, "title", [session.title for session in fair.sessions]),
        (Hall, "name", [hall.name for hall in fair.halls if hall.name]),
        (Edition, "name", [fair.edition.name]),
    ):
        column = model._meta.get_field(field)
        assert isinstance(column, models.CharField)
        assert column.max_length is not None
        assert max(len(text) for texts in listed for text in texts.values()) <= column.max_length
    assert max(len(text) for texts in fair.words.price_notes.values() for text in texts.values()) <= 200


def test_only_the_hall_of_a_country_leaves_a_place_for_its_name() -> None:
    for name, texts in all_texts():
        held = {code: text.count("{") for code, text in texts.items()}
        assert set(held.values()) == {(name.startswith("national") and 1) or 0}, name


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-hans", "泰国馆"),
        ("en", "Thailand hall"),
        ("th", "ฮอลล์ไทย"),
        ("vi", "Gian Thái Lan"),
        ("lo", "ຫໍໄທ"),
    ],
)
def test_a_hall_without_a_name_is_its_countrys(language: str, name: str) -> None:
    thai = next(hall for hall in told().halls if hall.slug == "thailand")
    texts = hall_texts(thai, told().words)
    assert texts["name"][language] == name
    assert "{" not in texts["intro"][language]


def test_at_least_six_halls_are_laid_out_for_china_asean_services_technology_and_tourism() -> None:
    halls = told().halls
    laid_out = [hall for hall in halls if hall.rows]
    assert len(laid_out) >= 6
    assert {"china", "national", "services", "technology", "tourism"} <= {hall.kind for hall in laid_out}
    assert len({hall.country for hall in laid_out if hall.kind == "national"}) == 11
    slugs = [hall.slug for hall in halls]
    assert len(set(slugs)) == len(slugs)
    for hall in halls:
        assert hall.kind in Hall.Kind.values
        # A group comes before what lies in it.
        assert not hall.parent or hall.parent in slugs[: slugs.index(hall.slug)]
        assert bool(hall.name) or hall.country


def test_every_plan_is_one_that_can_be_drawn() -> None:
    categories = {branch.slug for branch in content().branches}
    for hall in (*told().halls, *archive()[0]):
        plans = [plan for row in hall.rows for plan in stands_of(row)]
        assert layout.faults([plan.place for plan in plans], width=hall.width, depth=hall.depth) == [], (
            hall.slug
        )
        assert {plan.zone for plan in plans} <= {"", hall.country} | categories, hall.slug
        assert {plan.kind for plan in plans} <= set(Stand.Kind.values)


def test_a_standard_stand_at_the_end_of_a_row_is_a_corner() -> None:
    tea = next(hall for hall in told().halls if hall.slug == "china-tea-and-food")
    kinds = [plan.kind for plan in stands_of(tea.rows[0])]
    assert kinds == ["corner", *["standard"] * 8, "corner"]
    assert [plan.price_class for plan in stands_of(tea.rows[0])] == ["A", *["B"] * 8, "A"]
    closed = [plan.place.code for row in tea.rows for plan in stands_of(row) if not plan.offered]
    assert closed == ["D06"]


def test_every_organization_that_sells_has_one_booth_on_a_stand_of_its_own() -> None:
    sellers = [entry.slug for entry in content().organizations if entry.tagline]
    booths = told().booths
    assert sorted(booth.organization for booth in booths) == sorted(sellers)
    assert len({booth.stand for booth in booths}) == len(booths)


@pytest.mark.parametrize("over", [False, True])
def test_booths_stand_where_their_hall_has_a_stand(over: bool) -> None:
    halls, booths = archive() if over else (told().halls, told().booths)
    plans = [(hall.slug, plan) for hall in halls for row in hall.rows for plan in stands_of(row)]
    offered = {(slug, plan.place.code) for slug, plan in plans if plan.offered}
    countries = {entry.slug: entry.country for entry in content().organizations}
    homes = {hall.slug: hall.country for hall in halls}
    for booth in booths:
        assert booth.stand in offered, booth.organization
        home = homes[booth.stand[0]]
        assert home in {"", countries[booth.organization]}, booth.organization


def test_booths_are_finished() -> None:
    fair = told()
    for booth in fair.booths:
        assert booth.about in fair.words.about
        assert booth.document in fair.words.documents
        assert booth.staff
        assert all(staff.languages and set(staff.languages) <= TEN for staff in booth.staff)
        assert time.fromisoformat(booth.opens) < time.fromisoformat(booth.closes)
        assert booth.receives is not None
        assert booth.opens <= booth.receives[0] < booth.receives[1] <= booth.closes


def test_booths_exhibit_goods_of_their_own_with_words_of_the_fair() -> None:
    owners = {entry.slug: entry.organization for entry in content().products}
    fair = told()
    for booth in (*fair.booths, *archive()[1]):
        shown = [one.product for one in booth.exhibits]
        assert len(set(shown)) == len(shown)
        assert all(owners[slug] == booth.organization for slug in shown), booth.organization
        for one in booth.exhibits:
            assert not one.note or one.note in fair.words.notes
            assert not one.price or one.price in fair.words.price_notes
    sellers = {entry.organization for entry in content().products}
    for booth in fair.booths:
        assert bool(booth.exhibits) == (booth.organization in sellers)
        assert not booth.exhibits or any(one.note for one in booth.exhibits)


def test_staff_say_that_they_are_made_up_and_speak_their_organizations_language() -> None:
    languages = {entry.slug: entry.language for entry in content().organizations}
    named = []
    for booth in told().booths:
        assert any(languages[booth.organization] in staff.languages for staff in booth.staff), (
            booth.organization
        )
        for number, staff in enumerate(booth.staff, start=1):
            assert MADE_UP.search(staff.name), staff.name
            named.append(address_of(booth, staff, number))
    assert len(set(named)) == len(named)
    assert all(address.endswith("@demo.example") for address in named)


def test_whoever_has_an_address_of_their_own_is_a_member_who_signs_in() -> None:
    houses = {person.email: person.organization for person in content().people}
    own = [(booth, staff) for booth in told().booths for staff in booth.staff if staff.email]
    assert len(own) == 3
    assert all(houses[staff.email] == booth.organization for booth, staff in own)


def test_somebody_is_at_a_booth_day_and_night() -> None:
    desk = next(booth for booth in told().booths if booth.organization == "thoroughfare-customs")
    assert (desk.opens, desk.closes) == ("00:00", "23:45")
    assert sum(staff.here for staff in desk.staff) == 2


def test_the_programme_has_two_days_of_every_kind_with_made_up_speakers() -> None:
    fair = told()
    assert {session.day for session in fair.sessions} == {0, 1}
    assert {session.kind for session in fair.sessions} == set(Session.Kind.values)
    for session in fair.sessions:
        assert session.room in fair.words.rooms
        assert session.languages
        assert set(session.languages) | set(session.interpretation) <= TEN
        assert not set(session.languages) & set(session.interpretation), session.slug
        assert all(MADE_UP.search(speaker.name) for speaker in session.speakers), session.slug
        assert time.fromisoformat(session.begins).minute % 15 == 0


def test_no_room_and_no_speaker_is_in_two_sessions_at_once() -> None:
    spans = []
    for session in told().sessions:
        begins = time.fromisoformat(session.begins)
        start = session.day * 1440 + begins.hour * 60 + begins.minute
        claims = {session.room, *(speaker.name for speaker in session.speakers)}
        spans.append((start, start + session.minutes, claims, session.slug))
    for number, (start, end, claims, slug) in enumerate(spans):
        for other_start, other_end, others, other in spans[number + 1 :]:
            if start < other_end and other_start < end:
                assert not claims & others, (slug, other)


def test_visitors_do_what_the_fair_lets_them() -> None:
    fair, people = told(), {person.email for person in content().people}
    sessions = {session.slug: session for session in fair.sessions}
    booths = {booth.organization: booth for booth in fair.booths}
    for seat in fair.visits.seats:
        assert seat.person in people
        # On the second day: on the first one it may have begun as the demonstration is loaded.
        assert sessions[seat.session].capacity
        assert sessions[seat.session].day == 1
    for card in fair.visits.cards:
        assert card.organization in booths
        assert card.visitor in people
        assert not card.returned_by or card.returned_by in people
    for meeting in fair.visits.meetings:
        receives = booths[meeting.exhibitor].receives
        assert receives is not None
        assert receives[0] <= meeting.begins < receives[1]
        assert 1 < meeting.day < fair.edition.days
        assert meeting.person in people


def test_an_edition_says_in_its_name_that_it_is_a_demonstration() -> None:
    past = told().archive
    assert past is not None
    marks = re.compile("演示|demo|minh họa|สาธิต|គំរូ|ສາທິດ|သရုပ်ပြ")
    for edition in (told().edition, past.edition):
        assert all(marks.search(name) for name in edition.name.values())


def test_what_was_shown_at_the_last_edition_had_another_price() -> None:
    shown = [one for booth in archive()[1] for one in booth.exhibits]
    assert len(shown) >= 4
    assert all(50 <= one.then_percent < 100 for one in shown)
