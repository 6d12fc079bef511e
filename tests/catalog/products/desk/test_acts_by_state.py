"""What may be done with a listing in each of its states: all else changes nothing, and the page says so."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import DecisionReason, Organization
from catalog.products.models import Category, ListingDraft, Product
from catalog.products.services import move_product
from catalog.products.services.drafting import LISTINGS, return_draft, save_draft, submit_draft
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read, sent
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
Made = dict[str, ListingDraft]


@pytest.fixture
def home(tea_house: Organization) -> str:
    return f"/en/desk/{tea_house.slug}/products/"


@pytest.fixture
def draft(
    request: pytest.FixtureRequest,
    tea: Category,
    tea_house: Organization,
    owner: User,
    reviewer: User,
    reason: DecisionReason,
) -> ListingDraft:
    """A sound listing in the state that the test is about."""
    made = save_draft(organization=tea_house, document=LIUBAO, by=owner)
    if request.param in {"review", "returned"}:
        made = submit_draft(draft=made, by=owner)
    if request.param == "returned":
        made = return_draft(draft=made, reason=reason, by=reviewer)
    return made


def said(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ", strip=True).split())


BARRED = "Nothing was changed"
ACTS: list[tuple[str, str, str | None, str]] = [
    # the state it is in, the act, the state it is in afterwards (None: gone), what the next page says
    ("draft", "submit", "review", "Sent in."),
    ("draft", "withdraw", "draft", BARRED),
    ("draft", "category", "draft", "Pepper"),
    ("draft", "discard", None, "The draft is gone."),
    ("review", "submit", "review", "Not sent in"),
    ("review", "withdraw", "draft", "Taken back."),
    ("review", "category", "review", BARRED),
    ("review", "discard", "review", BARRED),
    ("returned", "submit", "review", "Sent in."),
    ("returned", "withdraw", "returned", BARRED),
    ("returned", "category", "returned", "Pepper"),
    ("returned", "discard", None, "The draft is gone."),
]


@pytest.mark.parametrize(("draft", "act", "after", "words"), ACTS, indirect=["draft"])
def test_each_act_in_each_state(
    draft: ListingDraft, act: str, after: str | None, words: str, desk: Client, home: str, pepper: Category
) -> None:
    records = Entry.objects.count()
    given = {"revision": str(draft.revision), "category": "pepper"}
    page = read(desk.post(f"{home}{draft.pk}/{act}/", given, follow=True))
    assert words in said(page)
    kept = ListingDraft.objects.filter(pk=draft.pk).first()
    assert (kept.state if kept else None) == after
    moved = after != draft.state
    assert Entry.objects.count() == records + moved, "every move is recorded, and nothing else is"
    if not moved and words == BARRED:
        assert kept
        assert kept.document == draft.document


@pytest.mark.parametrize("draft", ["draft"], indirect=True)
@pytest.mark.parametrize(
    ("act", "revision"),
    [
        ("submit", "0"),
        ("submit", ""),
        ("discard", "one"),
        ("discard", "99999999999999999999"),
        ("category", "2"),
        ("category", ""),
    ],
)
def test_an_act_on_another_revision_than_the_page_showed_changes_nothing(
    draft: ListingDraft, act: str, revision: str, desk: Client, home: str, pepper: Category
) -> None:
    given = {"revision": revision, "category": "pepper"}
    page = read(desk.post(f"{home}{draft.pk}/{act}/", given, follow=True))
    assert "somebody changed the draft meanwhile" in said(page)
    kept = ListingDraft.objects.get()
    assert (kept.state, kept.revision, kept.document) == (draft.state, 1, draft.document)


@pytest.mark.parametrize("draft", ["draft", "review"], indirect=True)
@pytest.mark.parametrize("act", ["submit", "withdraw"])
def test_no_act_happens_by_looking(draft: ListingDraft, act: str, desk: Client, home: str) -> None:
    assert desk.get(f"{home}{draft.pk}/{act}/")["Location"] == f"{home}{draft.pk}/"
    assert ListingDraft.objects.get().state == draft.state


@pytest.mark.parametrize(
    ("draft", "offered", "missing"),
    [
        ("draft", ["Save and send in", "Another category", "Throw the draft away"], ["Take it back"]),
        ("review", ["Take it back to change it", "In review"], ["Save the draft", "Another category"]),
        ("returned", ["Save and send in", "A reviewer gave it back:"], ["Take it back"]),
    ],
    indirect=["draft"],
)
def test_a_page_offers_what_its_state_allows(
    draft: ListingDraft, offered: list[str], missing: list[str], desk: Client, home: str
) -> None:
    words = said(read(desk.get(f"{home}{draft.pk}/")))
    assert [one for one in offered if one not in words] == []
    assert [one for one in missing if one in words] == []


@pytest.mark.parametrize("draft", ["returned"], indirect=True)
def test_why_it_came_back_is_no_longer_said_once_it_is_sent_in_again(
    draft: ListingDraft, desk: Client, home: str
) -> None:
    there = f"{home}{draft.pk}/"
    page = read(desk.get(there))
    assert "The picture shows something else." in said(page)
    desk.post(there, sent(page, moq="40", submit="1"))
    assert "The picture shows something else." not in said(read(desk.get(there)))
    assert ListingDraft.objects.get().state == "review"


@pytest.mark.parametrize("draft", ["draft"], indirect=True)
def test_what_was_typed_stays_on_the_page_of_a_draft_that_was_sent_in_meanwhile(
    draft: ListingDraft, desk: Client, home: str, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = LISTINGS.save

    def meanwhile(**given: Any) -> ListingDraft:
        submit_draft(draft=draft, by=owner)
        return keep(**given)

    page = read(desk.get(f"{home}{draft.pk}/"))
    monkeypatch.setattr(LISTINGS, "save", meanwhile)
    back = read(desk.post(f"{home}{draft.pk}/", sent(page, title="乙茶")), 422)
    assert "Somebody sent in or threw away this draft meanwhile. Copy what you need." in said(back)
    assert sent(back)["title"] == "乙茶"
    assert ListingDraft.objects.get().document["title"] == LIUBAO.title


@pytest.mark.parametrize("draft", ["draft"], indirect=True)
def test_what_was_typed_stays_on_the_page_of_a_draft_that_was_thrown_away_meanwhile(
    draft: ListingDraft, desk: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = LISTINGS.save

    def meanwhile(**given: Any) -> ListingDraft:
        ListingDraft.objects.all().delete()
        return keep(**given)

    page = read(desk.get(f"{home}{draft.pk}/"))
    monkeypatch.setattr(LISTINGS, "save", meanwhile)
    back = read(desk.post(f"{home}{draft.pk}/", sent(page, title="乙茶")), 422)
    assert sent(back)["title"] == "乙茶"
    assert not ListingDraft.objects.exists()


MOVES = [
    ("published", "paused", "paused"),
    ("published", "published", "published"),
    ("published", "archived", "archived"),
    ("paused", "paused", "paused"),
    ("paused", "published", "published"),
    ("paused", "archived", "archived"),
    ("archived", "paused", "archived"),
    ("archived", "published", "archived"),
    ("archived", "archived", "archived"),
    ("suspended", "paused", "suspended"),
    ("suspended", "published", "suspended"),
    ("suspended", "archived", "suspended"),
]


def put(product: Product, state: str) -> None:
    if state == "suspended":
        Product.objects.filter(pk=product.pk).update(status=state)
    elif state != "published":
        move_product(product=product, to=state)


@pytest.mark.parametrize(("before", "to", "after"), MOVES)
def test_each_move_of_a_published_listing_in_each_state(
    before: str, to: str, after: str, desk: Client, home: str, liubao: Product, owner: User
) -> None:
    put(liubao, before)
    records = Entry.objects.count()
    page = read(desk.post(f"{home}published/{liubao.slug}/move/{to}/", follow=True))
    liubao.refresh_from_db()
    assert liubao.status == after
    if before == after:
        assert "Nothing was changed: the listing is in another state already." in said(page)
        assert Entry.objects.count() == records
    else:
        assert "Saved." in said(page)
        entry = Entry.objects.latest("pk")
        assert (entry.action, entry.actor, entry.role) == ("product.moved", owner, "owner")
        assert (entry.before["status"], entry.after["status"]) == (before, after)


@pytest.mark.parametrize("to", ["paused", "published", "archived"])
def test_a_move_asked_about_has_not_happened(to: str, desk: Client, home: str, liubao: Product) -> None:
    page = read(desk.get(f"{home}published/{liubao.slug}/move/{to}/"))
    liubao.refresh_from_db()
    assert liubao.status == "published"
    form = page.select_one("main form[method=post]")
    assert form
    assert form.select_one("button.primary")
    assert page.select_one(f'a[href="{home}published/{liubao.slug}/"]')


@pytest.mark.parametrize("to", ["suspended", "draft", "review", "no-such"])
def test_members_cannot_bring_about_any_other_state(
    to: str, desk: Client, home: str, liubao: Product
) -> None:
    there = f"{home}published/{liubao.slug}/move/{to}/"
    assert (desk.get(there).status_code, desk.post(there).status_code) == (404, 404)
    liubao.refresh_from_db()
    assert liubao.status == "published"


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("published", {"Pause it", "Archive it", "As readers see it"}),
        ("paused", {"Show it again", "Archive it"}),
        ("archived", set()),
        ("suspended", set()),
    ],
)
def test_the_page_of_a_published_listing_offers_what_its_state_allows(
    state: str, offered: set[str], desk: Client, home: str, liubao: Product
) -> None:
    put(liubao, state)
    page = read(desk.get(f"{home}published/{liubao.slug}/"))
    there = {one.get_text(strip=True) for one in page.select("main button, main a")}
    assert there & {"Pause it", "Show it again", "Archive it", "As readers see it"} == offered


def test_a_draft_of_a_published_listing_is_offered_instead_of_another(
    desk: Client, home: str, liubao: Product, tea_house: Organization, owner: User
) -> None:
    there = f"{home}published/{liubao.slug}/"
    assert "Change it" in said(read(desk.get(there)))
    edit = save_draft(organization=tea_house, document=LIUBAO, product=liubao, by=owner)
    page = read(desk.get(there))
    assert "Change it" not in said(page)
    assert page.select_one(f'a[href="{home}{edit.pk}/"]')
    gone = desk.post(f"{home}{edit.pk}/discard/", {"revision": "1"})
    assert gone["Location"] == there
    liubao.refresh_from_db()
    assert (liubao.status, liubao.version) == ("published", 1)


def test_a_listing_never_published_has_no_page_of_a_published_one(
    desk: Client, home: str, liubao: Product
) -> None:
    Product.objects.filter(pk=liubao.pk).update(version=0, status="draft")
    for way in ("", "edit/", "move/paused/"):
        answer = (
            desk.post(f"{home}published/{liubao.slug}/{way}")
            if way
            else desk.get(f"{home}published/{liubao.slug}/")
        )
        assert answer.status_code == 404
    assert not ListingDraft.objects.exists()


@pytest.mark.parametrize("way", ["category/", "withdraw/", "submit/", "discard/"])
def test_another_organization_s_draft_is_neither_found_nor_touched(
    way: str, desk: Client, home: str, tea: Category, pepper_garden: Organization, sophea: User
) -> None:
    theirs = save_draft(organization=pepper_garden, document=replace(LIUBAO, variants=()), by=sophea)
    before = ListingDraft.objects.values().get()
    for answer in (
        desk.post(home + f"{theirs.pk}/{way}", {"revision": "1", "category": "food"}),
        desk.get(home + f"{theirs.pk}/category/"),
        desk.get(home + f"{theirs.pk}/discard/"),
    ):
        assert answer.status_code == 404
    assert ListingDraft.objects.values().get() == before
