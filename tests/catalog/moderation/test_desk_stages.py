"""What an owner reads at the desk in each stage of a suspension, who may read it and who may appeal."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services import add_member
from catalog.moderation import services
from catalog.moderation.models import Suspension
from catalog.products.models import Product
from catalog.products.services import remove_products
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.moderation.conftest import thing
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
KINDS = ("product", "storefront", "organization")
Take = Callable[[str], Suspension]


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    """Wei's browser."""
    client.force_login(owner)
    return client


@pytest.fixture
def take(liubao: Product, tea_house: Organization, moderator: User, reason: DecisionReason) -> Take:
    """Return a function that suspends the tea, the storefront or the house."""
    keys = {"product": liubao.pk, "storefront": tea_house.storefront.pk, "organization": tea_house.pk}

    def taken(kind: str) -> Suspension:
        return services.suspend(kind=kind, thing=thing(kind, keys[kind]), reason=reason, by=moderator)

    return taken


def listed(suspension: Suspension, language: str = "en") -> str:
    return f"/{language}/desk/{suspension.organization.slug}/suspensions/"


def at(suspension: Suspension, language: str = "en") -> str:
    return f"{listed(suspension, language)}{suspension.pk}/"


@pytest.mark.parametrize(
    ("stage", "state", "tone"),
    [
        ("new", "Suspended", "bad"),
        ("appealed", "Suspended, appeal waits for a decision", "wait"),
        ("upheld", "Suspended, appeal refused", "bad"),
        ("lifted", "Lifted", "good"),
    ],
)
def test_each_stage_is_named_and_only_a_new_one_takes_an_appeal(
    desk: Client, suspension: Suspension, stage: str, state: str, tone: str
) -> None:
    Suspension.objects.update(stage=stage)
    row = the(page_of(desk.get(listed(suspension))), "tbody tr")
    page = page_of(desk.get(at(suspension)))
    for place in (row, page):
        assert words(the(place, f".status.{tone}")) == state
    assert bool(page.select("textarea[name=plea]")) is (stage == "new")
    answer = desk.post(at(suspension), {"plea": "Look"}, follow=True).content.decode()
    assert ("You are told as soon as a moderator has decided." in answer) is (stage == "new")
    assert ("Nothing was changed" in answer) is (stage != "new")
    suspension.refresh_from_db()
    assert (suspension.stage, suspension.plea) == (("appealed", "Look") if stage == "new" else (stage, ""))


@pytest.mark.parametrize("kind", KINDS)
def test_of_each_kind_its_owner_reads_why_and_appeals(
    desk: Client, take: Take, kind: str, reason: DecisionReason, owner: User
) -> None:
    began = take(kind)
    page = page_of(desk.get(at(began)))
    heading = words(the(page, "h1"))
    assert heading.startswith(f"{kind}: ")
    assert began.title in heading
    assert reason.words["en"] in words(the(page, ".notice.bad"))
    assert desk.post(at(began), {"plea": "Look again"}).status_code == 302
    began.refresh_from_db()
    assert (began.stage, began.appealed_by) == ("appealed", owner)


@pytest.mark.parametrize("language", codes())
def test_its_title_is_marked_with_the_language_it_is_in(
    desk: Client, suspension: Suspension, language: str
) -> None:
    title = the(page_of(desk.get(at(suspension, language))), "h1 span")
    assert words(title) == suspension.title
    assert title.get("lang", "") == ("" if language == "zh-hans" else "zh-Hans")


@pytest.mark.parametrize(
    ("plea", "complaint"),
    [("", "required"), (" \r\n\t ", "required"), ("x" * 2001, "at most 2000"), ("a\x00b", "Null characters")],
)
def test_a_plea_that_does_not_fit_is_refused_at_its_field_and_comes_back(
    desk: Client, suspension: Suspension, plea: str, complaint: str
) -> None:
    response = desk.post(at(suspension), {"plea": plea})
    assert response.status_code == 422
    page = page_of(response)
    assert complaint in words(the(page, "#id_plea_error"))
    assert the(page, "#id_plea").get_text().strip().replace("�", "\x00") == plea.strip()
    suspension.refresh_from_db()
    assert suspension.stage == "new"


@pytest.mark.parametrize("plea", ["x" * 2000, "ជ" * 2000, "<script>alert(1)</script>"])
def test_a_plea_is_kept_as_it_was_written(desk: Client, suspension: Suspension, plea: str) -> None:
    assert desk.post(at(suspension), {"plea": plea}).status_code == 302
    page = page_of(desk.get(at(suspension)))
    assert words(the(page, "[aria-labelledby=plea] p")) == plea
    assert not page.select("main script")


@pytest.mark.parametrize(
    ("role", "may"), [("owner", True), ("editor", True), ("sales", False), ("finance", False)]
)
def test_who_writes_for_it_may_appeal_and_others_are_told_who_may(
    client: Client, suspension: Suspension, nok: User, role: str, may: bool
) -> None:
    add_member(organization=suspension.organization, user_id=nok.pk, role=role)
    client.force_login(nok)
    for address in (listed(suspension), at(suspension)):
        answer = client.get(address)
        assert answer.status_code == (200 if may else 403)
        if not may:
            assert "Who may: Owner, Editor" in words(the(page_of(answer), "main"))
            assert suspension.title not in answer.content.decode()
    assert client.post(at(suspension), {"plea": "Look"}).status_code == (302 if may else 403)
    suspension.refresh_from_db()
    assert (suspension.stage == "appealed") is may


def test_a_visitor_is_asked_to_sign_in_and_appeals_nothing(client: Client, suspension: Suspension) -> None:
    for answer in (client.get(at(suspension)), client.post(at(suspension), {"plea": "Look"})):
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]
    suspension.refresh_from_db()
    assert suspension.stage == "new"


def test_the_newest_is_first_and_what_was_lifted_stays_listed(
    desk: Client, take: Take, moderator: User
) -> None:
    first = take("storefront")
    services.answer(suspension=first, lift=True, seen="new", note="Sorry", by=moderator)
    Suspension.objects.update(began_at=timezone.now() - timedelta(days=3))
    second = take("product")
    rows = [words(row) for row in page_of(desk.get(listed(second))).select("tbody tr")]
    assert [row.split(":")[0] for row in rows] == ["product", "storefront"]
    assert rows[1].endswith("Lifted")


def test_another_organization_sees_none_of_it(
    client: Client, suspension: Suspension, pepper_garden: Organization, sophea: User
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    client.force_login(sophea)
    own = client.get(f"/en/desk/{pepper_garden.slug}/suspensions/")
    assert "Nothing of yours is suspended" in own.content.decode()
    assert client.get(listed(suspension)).status_code == 404
    assert client.get(at(suspension)).status_code == 404


@pytest.mark.parametrize("lift", [True, False])
def test_the_decision_is_read_with_its_words(
    desk: Client, suspension: Suspension, owner: User, moderator: User, lift: bool
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    services.answer(suspension=suspension, lift=lift, seen="appealed", note="Read\n\ntwice", by=moderator)
    page = page_of(desk.get(at(suspension)))
    said = the(page, '[aria-labelledby="answer"] .notice')
    assert [words(part) for part in said.select("p")] == ["Read", "twice"]
    assert ("good" in str(said["class"])) is lift
    assert "Mei" not in words(the(page, "main")), "who decided is for the moderators to know"


def test_it_is_still_read_when_the_thing_is_gone(desk: Client, suspension: Suspension) -> None:
    remove_products(products=Product.objects.all())
    page = page_of(desk.get(at(suspension)))
    assert suspension.title in words(the(page, "h1"))
    assert desk.post(at(suspension), {"plea": "Look"}).status_code == 302


def test_the_desks_menu_leads_there(desk: Client, suspension: Suspension) -> None:
    page = page_of(desk.get(f"/en/desk/{suspension.organization.slug}/"))
    assert page.select(f"a[href='{listed(suspension)}']")
