"""The moderator's page: what may be chosen in each state, what is refused at its field, what it says."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import DecisionReason, Organization
from catalog.moderation import services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Report, Suspension
from catalog.notices.models import Notice
from catalog.products.models import Product
from catalog.products.services import move_product
from portal.accounts.models import User
from tests.catalog.moderation.conftest import tell, thing
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
QUEUE = "/editors/review/"


@pytest.fixture
def editors(client: Client, moderator: User) -> Client:
    """The moderator's browser."""
    client.force_login(moderator)
    return client


def at(kind: str, key: object) -> str:
    return f"{QUEUE}thing/{kind}/{key}/"


def shown(client: Client, address: str, **given: Any) -> dict[str, Any]:
    """Open the page and return what its form would send, with what is chosen."""
    page = page_of(client.get(address))
    seen = the(page, "input[name=seen]").get("value", "")
    return {"seen": seen, "reason": "", "note": ""} | given


def offered(client: Client, address: str) -> set[str]:
    return {str(box["value"]) for box in page_of(client.get(address)).select("input[name=decision]")}


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        ("product", {"suspend", "suspend-organization"}),
        ("storefront", {"suspend", "suspend-organization"}),
        ("organization", {"suspend"}),
    ],
)
def test_what_may_be_chosen_follows_what_waits(
    editors: Client,
    liubao: Product,
    tea_house: Organization,
    owner: User,
    nok: User,
    moderator: User,
    reason: DecisionReason,
    kind: str,
    plain: set[str],
) -> None:
    pk = {"product": liubao.pk, "storefront": tea_house.storefront.pk, "organization": tea_house.pk}[kind]
    assert offered(editors, at(kind, pk)) == plain
    services.report(
        kind=kind, thing=thing(kind, pk), reason="other", text="", language="en", voice="net:x", by=nok
    )
    assert offered(editors, at(kind, pk)) == plain | {"leave"}
    began = services.suspend(kind=kind, thing=thing(kind, pk), reason=reason, by=moderator)
    assert offered(editors, at(kind, pk)) == {"lift"}
    services.appeal(suspension=began, plea="Look", by=owner)
    assert offered(editors, at(kind, pk)) == {"lift", "uphold"}
    services.answer(suspension=began, lift=False, seen="appealed", note="No", by=moderator)
    assert offered(editors, at(kind, pk)) == {"lift"}
    services.answer(suspension=began, lift=True, seen="upheld", note="Yes", by=moderator)
    assert offered(editors, at(kind, pk)) == plain


@pytest.mark.parametrize(
    ("sent", "field", "complaint"),
    [
        ({}, "decision", "required"),
        ({"decision": "burn"}, "decision", "Select a valid choice"),
        ({"decision": "lift", "note": "So"}, "decision", "Select a valid choice"),
        ({"decision": "leave"}, "note", "Choose a reason or write why."),
        ({"decision": "leave", "note": " \r\n "}, "note", "Choose a reason or write why."),
        ({"decision": "leave", "note": "x" * 2001}, "note", "at most 2000"),
        ({"decision": "suspend"}, "reason", "Choose the reason its owner is told."),
        ({"decision": "suspend", "note": "Words"}, "reason", "Choose the reason its owner is told."),
        ({"decision": "suspend-organization", "note": "Words"}, "reason", "Choose the reason"),
        ({"decision": "suspend", "reason": "0"}, "reason", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(
    editors: Client, report: Report, liubao: Product, sent: dict[str, str], field: str, complaint: str
) -> None:
    address = at("product", liubao.pk)
    written = Entry.objects.count()
    response = editors.post(address, shown(editors, address, **sent))
    assert response.status_code == 422
    box = the(page_of(response), f"[name={field}]")
    around = box.find_parent(class_=re.compile("w-field__wrapper"))
    assert around is not None
    assert complaint in words(around)
    if sent.get("note", "").strip():
        assert sent["note"] in the(page_of(response), "textarea[name=note]").get_text()
    assert (Entry.objects.count(), Notice.objects.count(), Suspension.objects.count()) == (written, 0, 0)
    report.refresh_from_db()
    assert report.decided_at is None


@pytest.mark.parametrize("note", ["x" * 2000, "ជ" * 2000])
def test_a_note_may_be_long(editors: Client, report: Report, liubao: Product, note: str) -> None:
    address = at("product", liubao.pk)
    assert editors.post(address, shown(editors, address, decision="leave", note=note)).status_code == 302
    assert Entry.objects.get(action="report.decided").after["note"] == note


@pytest.mark.parametrize("address", ["thing/product/{tea}/", "find/?address=/en/product/{slug}/"])
@pytest.mark.parametrize("who", ["nobody", "nok", "owner", "staff"])
def test_who_is_no_moderator_reads_and_decides_nothing(
    client: Client,
    report: Report,
    liubao: Product,
    owner: User,
    nok: User,
    editor: User,
    reason: DecisionReason,
    who: str,
    address: str,
) -> None:
    people = {"nok": nok, "owner": owner, "staff": editor}
    if who in people:
        client.force_login(people[who])
    where = QUEUE + address.format(tea=liubao.pk, slug=liubao.slug)
    response = client.get(where)
    assert response.status_code in {302, 403}
    assert "/thing/" not in response.get("Location", "").split("?")[0]
    sent = {"decision": "suspend", "seen": str(report.pk), "reason": reason.pk}
    assert client.post(where, sent).status_code in {302, 403, 405}
    liubao.refresh_from_db()
    assert liubao.status == "published"


def test_the_page_says_what_its_owner_was_told_and_says_to_that(
    editors: Client, suspension: Suspension, owner: User, liubao: Product, reason: DecisionReason
) -> None:
    services.appeal(suspension=suspension, plea="<b>The seal</b> is new\n\nReally", by=owner)
    page = page_of(editors.get(at("product", liubao.pk)))
    said = {words(term): term.find_next_sibling("dd") for term in page.select("dl dt")}
    assert words(said["State"]) == "Suspended"  # type: ignore[arg-type]
    why = words(said["Why it was suspended"])  # type: ignore[arg-type]
    assert reason.words["en"] in why
    assert "See the seal." in why
    plea = said["What its owner says"]
    assert plea is not None
    assert "<b>The seal</b> is new" in words(plea)
    assert "Page" not in said, "visitors see none"


@pytest.mark.parametrize(("state", "linked"), [("published", True), ("paused", False)])
def test_the_page_leads_to_what_visitors_see(
    editors: Client, liubao: Product, state: str, linked: bool
) -> None:
    if state == "paused":
        move_product(product=liubao, to="paused")
    page = page_of(editors.get(at("product", liubao.pk)))
    assert bool(page.select(f"dd a[href='/en/product/{liubao.slug}/']")) is linked


def test_reports_of_every_time_stand_on_the_page_the_newest_first(
    editors: Client, tea_offer: Thing, report: Report, lan: User, moderator: User, liubao: Product
) -> None:
    services.close(kind="product", thing=tea_offer, seen=[report.pk], note="Fine", by=moderator)
    tell(tea_offer, lan, reason="forbidden")
    tell(tea_offer, voice="net:x", reason="other")
    lines = [
        words(one) for one in the(page_of(editors.get(at("product", liubao.pk))), "h2 + ul").select("li")
    ]
    assert [line.split(",")[0].strip() for line in lines] == [
        "Something else",
        "Goods that may not be sold",
        "Counterfeit",
    ]
    assert "lan@example.com" in lines[1]
    assert "@" not in lines[0], "a stranger has no name"
    assert ["→ Left as it is" in line for line in lines] == [False, False, True]


def test_a_storefront_is_found_by_its_address_in_any_language_and_not_by_anothers(
    editors: Client, tea_house: Organization
) -> None:
    store = tea_house.storefront
    for address in (
        f"/km/storefront/{store.slug}/",
        f"https://x.example/zh-hans/storefront/{store.slug}/#brands",
    ):
        assert editors.get(f"{QUEUE}find/", {"address": address})["Location"] == at("storefront", store.pk)
    for address in (
        f"/en/storefront/{store.slug}/card/",
        f"/xx/storefront/{store.slug}/",
        f"/en/brand/{store.slug}/",
        f"storefront/{store.slug}",
        "x" * 600,
    ):
        answer = editors.get(f"{QUEUE}find/", {"address": address}, follow=True)
        assert "Nothing that can be suspended is shown at this address." in answer.content.decode()


@pytest.fixture
def many(tea_house: Organization) -> Callable[[int], None]:
    def made(count: int) -> None:
        Report.objects.bulk_create(
            Report(
                kind="product",
                key=str(10_000 + number),
                organization=tea_house,
                title=f"Tea {number}",
                title_language="en",
                reason="other",
                language="en",
                voice=f"net:{number}",
            )
            for number in range(count)
        )

    return made


@pytest.mark.parametrize("count", [0, 1, 100, 101])
def test_the_queue_lists_a_hundred_and_says_how_many_more(
    editors: Client, many: Callable[[int], None], count: int
) -> None:
    many(count)
    page = page_of(editors.get(QUEUE))
    assert len(page.select("tbody tr")) == min(count, 100)
    assert f"Reports ({count})" in words(the(page, ".nice-padding nav"))
    assert ("Nothing waits." in page.get_text()) is (count == 0)
