"""Editors see what is searched for, try a search, and say what words mean and what comes first."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from catalog.audit.selectors import history
from catalog.search import services
from catalog.search.editors.counting import add_to
from catalog.search.models import Pin, Synonym
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


def today() -> date:
    """Return the day rules and counts go by. It may change while a run lasts."""
    return datetime.now(UTC).date()


@pytest.fixture
def editor(db: None) -> User:
    person = User.objects.create_user(email="edda@example.com", name="Edda")
    person.groups.add(ensure_editors())
    return person


@pytest.fixture
def desk(editor: User, shelf: Shelf) -> Client:
    """The browser of an editor, beside a shelf with two things on it."""
    shelf.put(1, "Floor sweeper M7")
    shelf.put(2, "Zwabber classic")
    services.rebuild()
    browser = Client()
    browser.force_login(editor)
    return browser


def page(browser: Client, address: str, **asked: str) -> BeautifulSoup:
    response = browser.get(address, asked)
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def found(client: Client, text: str, language: str = "en") -> list[str]:
    hits = page(client, f"/{language}/search/", q=text).select("[data-hit]")
    return [str(hit["data-hit"]) for hit in hits]


def synonym(**changes: Any) -> dict[str, Any]:
    return {
        "language": "en",
        "typed": "brumpel\nbrumsel",
        "means": "floor sweeper",
        "active": "on",
        "note": "asked at the fair",
        **changes,
    }


def pin(**changes: Any) -> dict[str, Any]:
    return {
        "language": "en",
        "text": "Zwabber",
        "target": "thing:1",
        "position": "1",
        "active": "on",
        **changes,
    }


def errors(response: Any) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [error.get_text(strip=True) for error in soup.select(".error-message, .w-field__errors p")]


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    element = soup.select_one(selector)
    assert element is not None, selector
    return element


def test_a_synonym_holds_from_the_next_search_is_noted_and_can_be_taken_back(
    desk: Client, client: Client, editor: User
) -> None:
    assert found(client, "brumpel") == []
    desk.post(reverse("synonyms:add"), synonym())
    rule = Synonym.objects.get()
    assert (rule.typed, rule.means, rule.note) == ("brumpel\nbrumsel", "floor sweeper", "asked at the fair")
    assert found(client, "brumpel") == ["thing:1"]
    assert found(client, "brumsel") == ["thing:1"]

    desk.post(reverse("synonyms:edit", args=[rule.pk]), synonym(typed="brumpel", active=""))
    assert found(client, "brumpel") == []
    added, changed = reversed(history(rule))
    assert (added.action, added.actor, added.role) == ("search-synonym.add", editor, "editor")
    assert changed.before == {"typed": "brumpel\nbrumsel", "active": True}
    assert changed.after == {"typed": "brumpel", "active": False}

    number = rule.pk
    desk.post(reverse("synonyms:delete", args=[number]))
    assert not Synonym.objects.exists()
    removed = history(Synonym(pk=number)).first()
    assert removed is not None
    assert removed.action == "search-synonym.remove"


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, 0, True), (1, None, False), (None, -1, False), (-3, 3, True), (None, None, True), (-9, -1, False)],
)
def test_rules_hold_from_their_first_day_to_their_last(
    desk: Client, client: Client, starts: int | None, ends: int | None, holds: bool
) -> None:
    days = {
        "starts_on": "" if starts is None else str(today() + timedelta(days=starts)),
        "ends_on": "" if ends is None else str(today() + timedelta(days=ends)),
    }
    desk.post(reverse("synonyms:add"), synonym(**days))
    desk.post(reverse("pins:add"), pin(text="nothing else", **days))
    assert (Synonym.objects.count(), Pin.objects.count()) == (1, 1)
    assert found(client, "brumpel") == (["thing:1"] if holds else [])
    assert found(client, "nothing else") == (["thing:1"] if holds else [])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"typed": "!!!"}, "at least one word"),
        ({"means": "tea\n!!!"}, "at least one word"),
        ({"means": "BRUMPEL"}, "on both sides"),
        ({"typed": "\n".join(f"word{n}" for n in range(21))}, "more words than one rule"),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "before the first"),
        ({"starts_on": "soon"}, "valid date"),
        ({"language": "tlh"}, "valid choice"),
        ({"typed": ""}, "required"),
    ],
)
def test_a_synonym_that_says_nothing_is_refused_by_its_field(
    desk: Client, changes: dict[str, str], message: str
) -> None:
    response = desk.post(reverse("synonyms:add"), synonym(**changes))
    assert any(message in error for error in errors(response)), errors(response)
    assert not Synonym.objects.exists()


def test_what_comes_first_is_first_says_so_and_is_noted(
    desk: Client, client: Client, shelf: Shelf, editor: User
) -> None:
    assert found(client, "zwabber") == ["thing:2"]
    desk.post(reverse("pins:add"), pin())
    rule = Pin.objects.get()
    assert (rule.kind, rule.record, rule.position) == ("thing", 1, 1)
    assert found(client, "zwabber") == ["thing:1", "thing:2"]
    shown = page(client, "/en/search/", q="zwabber")
    assert "Chosen by the editors" in one(shown, "[data-hit='thing:1']").get_text()
    assert [entry.action for entry in history(rule)] == ["search-pin.add"]
    assert str(one(page(desk, reverse("pins:edit", args=[rule.pk])), "[name=target]")["value"]) == "thing:1"
    shelf.withdrawn.add(1)
    assert found(client, "zwabber") == ["thing:2"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"target": "thing:99"}, "no such record"),
        ({"target": "ghost:1"}, "no such record"),
        ({"target": "1"}, "no such record"),
        ({"target": "thing:" + "9" * 40}, "no such record"),
        ({"text": "!!!"}, "at least one word"),
        ({"position": "-1"}, "greater than or equal"),
    ],
)
def test_what_cannot_come_first_is_refused(desk: Client, changes: dict[str, str], message: str) -> None:
    response = desk.post(reverse("pins:add"), pin(**changes))
    assert any(message in error for error in errors(response)), errors(response)
    assert not Pin.objects.exists()


def test_one_record_comes_first_once_and_not_too_many_do(desk: Client, shelf: Shelf) -> None:
    desk.post(reverse("pins:add"), pin())
    again = desk.post(reverse("pins:add"), pin(text=" Zwabber "))
    assert any("first for this query already" in error for error in errors(again))
    for record in range(10, 20):
        shelf.put(record, f"Broom {record}")
        last = desk.post(reverse("pins:add"), pin(target=f"thing:{record}"))
    assert any("more records than one query" in error for error in errors(last))
    assert Pin.objects.count() == 10


def test_a_search_is_tried_before_and_after_a_synonym_that_is_not_saved(desk: Client, client: Client) -> None:
    tried = page(
        desk, reverse("search_try:index"), q="brumpel", language="en", typed="brumpel", means="floor sweeper"
    )
    before, after = tried.select("section")
    assert before.select("[data-record]") == []
    assert one(after, "[data-record]")["data-record"] == "thing:1"
    assert "Floor sweeper = brumpel" in one(after, "[data-record]").get_text(" ", strip=True)
    assert "5: brumpel (exact: floor sweeper)" in after.get_text()
    assert found(client, "brumpel") == []
    assert not Synonym.objects.exists()
    make = next(link for link in tried.select("a") if "Make this a synonym" in link.get_text())
    form = page(desk, str(make["href"]))
    assert one(form, "[name=typed]").get_text(strip=True) == "brumpel"
    assert one(form, "[name=language] option[selected]")["value"] == "en"


def test_a_tried_search_leads_to_putting_a_record_first(desk: Client) -> None:
    tried = page(desk, reverse("search_try:index"), q="zwabber", language="en")
    (only,) = tried.select("section")
    row = one(only, "[data-record='thing:2']")
    form = page(desk, str(one(row, "a")["href"]))
    assert [str(one(form, f"[name={name}]")["value"]) for name in ("text", "target")] == [
        "zwabber",
        "thing:2",
    ]


def test_a_draft_that_says_nothing_is_told_so(desk: Client) -> None:
    response = desk.get(reverse("search_try:index"), {"q": "tea", "language": "en", "typed": "tea"})
    assert any("at least one word" in error for error in errors(response))
    assert page(desk, reverse("search_try:index")).select("section") == []


def test_what_is_searched_for_by_language_and_period(desk: Client) -> None:
    add_to(
        {
            (today(), "en", "tea <b>"): [5, 0],
            (today(), "th", "ชา"): [4, 4],
            (today() - timedelta(days=20), "en", "rice"): [9, 0],
        }
    )

    def rows(**asked: str) -> list[str]:
        shown = page(desk, reverse("search_queries:index"), **asked)
        return [cell.get_text() for cell in shown.select("td.title")]

    assert rows() == ["rice", "tea <b>", "ชา"]
    assert rows(days="7") == ["tea <b>", "ชา"]
    assert rows(language="th") == ["ชา"]
    assert rows(in_vain="1") == ["ชา"]
    assert rows(days="8", language="tlh", in_vain="maybe") == rows()
    shown = page(desk, reverse("search_queries:index"), days="7")
    assert "9 searches, 4 of them found nothing" in shown.get_text()
    link = one(shown, "td.title a[lang=th]")
    assert one(page(desk, str(link["href"])), "[name=q]")["value"] == "ชา"


def test_the_same_as_a_file(desk: Client) -> None:
    add_to({(today(), "en", "=tea"): [5, 1], (today(), "lo", "ຊາ"): [2, 0]})
    response = desk.get(reverse("search_queries:file"), {"days": "1"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert f"searches-{today()}-{today()}.csv" in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.splitlines() == [
        "\ufeffsince,language,text,times,in_vain,days",
        f"{today()},en,'=tea,5,1,1",
        f"{today()},lo,ຊາ,2,0,1",
    ]


@pytest.mark.parametrize(
    "name",
    ["search_queries:index", "search_queries:file", "search_try:index", "synonyms:index", "pins:index"],
)
def test_only_editors_come_in(desk: Client, client: Client, name: str, django_user_model: Any) -> None:
    assert desk.get(reverse(name)).status_code == 200
    assert client.get(reverse(name)).status_code == 302
    visitor = Client()
    visitor.force_login(django_user_model.objects.create_user(email="v@example.com", name="V"))
    assert visitor.get(reverse(name)).status_code == 302
    writer = django_user_model.objects.create_user(email="w@example.com", name="W")
    writer.groups.add(_only_pages())
    visitor.force_login(writer)
    assert visitor.get(reverse(name)).status_code in {302, 403}


def _only_pages() -> Any:
    """A group that may enter the admin and nothing of the search desk."""
    group = ensure_editors()
    group.permissions.remove(*group.permissions.filter(content_type__app_label="search"))
    return group


def test_the_menu_names_the_desk_to_those_who_may_use_it(
    desk: Client, editor: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    for label in ("Search desk", "What is searched for", "Try a search", "Synonyms", "Shown first"):
        assert label in home
    _only_pages()
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Search desk" not in home
