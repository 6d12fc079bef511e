"""Sessions join search in their languages, with who speaks and what kind each is, and leave it again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from catalog.audit.models import Entry
from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.models import IndexChange
from catalog.search.narrowing import groups
from catalog.search.selectors import Result, search
from catalog.search.understanding import Query
from catalog.translation.models import TextState
from expo.fair.models import Edition, Session, SessionSeat
from expo.fair.refusals import Refused
from expo.fair.selectors.living import LIVING
from expo.fair.services.editions import make_current, move_edition
from expo.fair.services.programme import SessionPlan, remove_session, save_session
from expo.fair.session_search import CONTRIBUTOR, all_ids, documents
from portal.accounts.models import User
from tests.expo.fair.conftest import plan_edition
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

TEN = datetime(2026, 9, 17, 2, 0, tzinfo=UTC)  # in Nanning
ENGLISH = Preferences(language="en", time_zone="Asia/Bangkok")
FORUM = SessionPlan(
    slug="tea-forum",
    kind="forum",
    texts={
        "title": {"zh-hans": "茶叶论坛", "en": "Tea forum"},
        "summary": {"zh-hans": "六堡茶的未来", "en": "What becomes of Liubao"},
        "room": {"zh-hans": "一号厅", "en": "Room 1"},
    },
    begins_at=TEN,
    ends_at=TEN + timedelta(hours=1),
    speakers=({"name": "Wei Wen", "role": "Tea maker"}, {"name": "Sophea", "role": ""}),
    languages=("zh-hans",),
    interpretation=("en", "th", "zh-hans"),
    capacity=5,
)


@pytest.fixture
def forum(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A forum on tea, an hour before it begins."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TEN - timedelta(hours=1))
    return save_session(edition=edition, plan=FORUM)


def ask(text: str, language: str = "en", **filters: tuple[str, ...]) -> Result:
    return search(Query(text=text, language=language, filters=filters), Preferences(language=language))


def found(result: Result) -> list[str]:
    return [hit.key for hit in result.hits]


def dirty(kind: str) -> set[int]:
    return set(IndexChange.objects.filter(kind=kind).values_list("record", flat=True))


def test_a_session_is_described_by_title_speakers_languages_and_kind(forum: Session) -> None:
    (document,) = documents([forum.pk])
    assert document.titles == {"zh-hans": "茶叶论坛", "en": "Tea forum"}
    assert document.bodies["en"] == "What becomes of Liubao\nRoom 1\nWei Wen\nTea maker\nSophea"
    assert document.bodies["zh-hans"].startswith("六堡茶的未来\n一号厅\nWei Wen")
    assert set(document.bodies) == {"zh-hans", "en"}
    assert document.facets == {"fair": ["2026"], "session": ["forum"], "spoken": ["zh-hans", "en", "th"]}
    assert list(all_ids()) == [forum.pk]


def test_a_hit_says_when_by_both_clocks_and_where(forum: Session) -> None:
    row = CONTRIBUTOR.present([forum.pk], ENGLISH)[forum.pk]
    assert row.url == "/en/fair/2026/programme/tea-forum/"
    assert (row.title.value, row.original.value if row.original else "") == ("Tea forum", "茶叶论坛")
    line = row.line.replace("\u202f", " ").replace("\xa0", " ")
    assert line == "Forum · Sep 17, 2026, 9:00 AM · 10:00 AM Nanning · Room 1"
    assert not row.marks
    assert CONTRIBUTOR.addresses_now([forum.pk], ENGLISH) == {forum.pk: row.url}
    thai = CONTRIBUTOR.present([forum.pk], Preferences(language="th"))[forum.pk]
    assert (thai.title.value, thai.title.language) == ("Tea forum", "en")


@pytest.mark.parametrize(("minutes", "is_on"), [(-1, False), (0, True), (59, True), (60, False)])
def test_it_is_marked_while_it_is_on(
    forum: Session, minutes: int, is_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: TEN + timedelta(minutes=minutes))
    row = CONTRIBUTOR.present([forum.pk], ENGLISH)[forum.pk]
    assert [mark["text"] for mark in row.marks] == (["On now"] if is_on else [])


def test_what_is_cancelled_or_of_an_archived_edition_is_not_found_while_the_index_lags(
    forum: Session, edition: Edition
) -> None:
    save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    assert not CONTRIBUTOR.present([forum.pk], ENGLISH)
    assert not list(documents([forum.pk]))
    save_session(edition=edition, plan=FORUM)
    move_edition(edition=edition, to="after")
    assert CONTRIBUTOR.addresses_now([forum.pk], ENGLISH)
    IndexChange.objects.all().delete()
    move_edition(edition=edition, to="archived")
    assert not CONTRIBUTOR.addresses_now([forum.pk], ENGLISH)
    assert not list(all_ids())
    assert dirty("session") == {forum.pk}


def test_a_planned_editions_sessions_are_found_once_it_is_current(forum: Session, edition: Edition) -> None:
    coming = plan_edition("2027", 24, 2027)
    later = save_session(edition=coming, plan=FORUM)
    assert list(all_ids()) == [forum.pk]
    IndexChange.objects.all().delete()
    make_current(edition=coming)
    assert dirty("session") == {forum.pk, later.pk}
    assert list(all_ids()) == [forum.pk, later.pk]
    IndexChange.objects.all().delete()
    make_current(edition=coming)  # it is already
    assert not IndexChange.objects.exists()


def test_saving_a_session_is_told_to_search(forum: Session, edition: Edition) -> None:
    IndexChange.objects.all().delete()
    save_session(edition=edition, plan=replace(FORUM, speakers=()))
    assert dirty("session") == {forum.pk}


def test_it_is_found_by_title_and_by_speaker_under_a_tab_of_its_own(
    forum: Session, edition: Edition, client: Client, tmp_path: Path, settings: Settings
) -> None:
    launch = replace(
        FORUM,
        slug="launch",
        kind="launch",
        texts={"title": {"zh-hans": "新品发布", "en": "Pepper launch"}},
        speakers=(),
        languages=("km",),
        interpretation=(),
    )
    other = f"session:{save_session(edition=edition, plan=launch).pk}"
    settings.SEARCH_ROOT = tmp_path / "search"
    services.rebuild()
    key = f"session:{forum.pk}"
    assert found(ask("tea forum")) == [key]
    assert found(ask("茶叶论坛", "zh-hans")) == [key]
    assert found(ask("Sophea")) == [key]
    assert set(found(ask("", kind=("session",)))) == {key, other}
    assert found(ask("", kind=("session",), spoken=("km",))) == [other]
    assert found(ask("", kind=("session",), session=("forum",))) == [key]
    assert found(ask("", kind=("session",), fair=("1999",))) == []
    page = words(the(page_of(client.get("/en/search/?q=tea+forum")), "main"))
    assert "Programme 1" in page
    assert "Sep 17, 2026" in page
    offered = {group["name"]: group for group in groups(ask("", kind=("session",)), "en")}
    assert {choice["label"] for choice in offered["session"]["choices"]} == {"Forum", "Product launch"}
    spoken = {choice["label"] for choice in offered["spoken"]["choices"]}
    assert {"Chinese (Simplified)", "Khmer", "Thai"} & spoken


@pytest.mark.parametrize("count", [1, 24, 200])
def test_describing_and_showing_take_the_same_queries_however_many(
    forum: Session, edition: Edition, count: int, django_assert_num_queries: Any
) -> None:
    Session.objects.bulk_create(
        Session(
            edition=edition, slug=f"s-{n}", kind="forum", title_en="S", begins_at=TEN, ends_at=FORUM.ends_at
        )
        for n in range(count)
    )
    ids = list(all_ids())
    assert len(ids) == count + 1
    with django_assert_num_queries(1):
        assert len(list(documents(ids))) == count + 1
    with django_assert_num_queries(1):
        assert len(CONTRIBUTOR.present(ids, ENGLISH)) == count + 1
    with django_assert_num_queries(1):
        assert len(CONTRIBUTOR.addresses_now(ids, ENGLISH)) == count + 1


def test_a_session_without_registrations_is_removed_with_what_is_known_of_it(
    forum: Session, administrator: User
) -> None:
    IndexChange.objects.all().delete()
    pk = forum.pk
    remove_session(session=forum, by=administrator)
    assert not Session.objects.exists()
    assert dirty("session") == {pk}
    assert not TextState.objects.filter(content_type__model="session", object_id=pk).exists()
    assert Entry.objects.get(action="session.removed").actor_id == administrator.pk


@pytest.mark.parametrize(("state", "goes"), [("seated", False), ("waiting", False), ("gone", True)])
def test_a_session_people_have_registered_for_is_cancelled_instead(
    forum: Session, nok: User, administrator: User, client: Client, state: str, goes: bool
) -> None:
    SessionSeat.objects.create(session=forum, person=nok, state=state)
    if not goes:
        with pytest.raises(Refused, match="cancel the session"):
            remove_session(session=forum)
    client.force_login(administrator)
    answer = client.post(f"/editors/sessions/delete/{forum.pk}/", follow=True)
    assert Session.objects.exists() is not goes
    assert ("cancel the session" in answer.content.decode()) is not goes


def test_sessions_are_found_from_booking_until_the_archive(forum: Session) -> None:
    seen = set()
    for state in Edition.State.values:
        Edition.objects.update(state=state, is_current=False)
        seen |= {state} if list(all_ids()) == [forum.pk] else set()
    assert seen == (LIVING - {"planned"}) | {"after"}
