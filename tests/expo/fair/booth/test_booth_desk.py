"""A booth at the desk: opened, written, filled, staffed, looked at, and who may do which."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.models import Product
from expo.fair.models import Booth, BoothDocument, BoothHours, BoothStaff, BoothVideo, Edition, Exhibit
from expo.fair.selectors.staffing import attendance
from expo.fair.services.staffing import arrive
from portal.accounts.models import User
from tests.cast import Person
from tests.catalog.files.uploads import shot
from tests.expo.fair.booth.conftest import MORNING
from tests.expo.fair.booth.test_booth_media import ELSEWHERE, IN_CHINA, PDF
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(owner: User, client: Client) -> Client:
    """A browser with Wei at the desk, on the second morning of the fair."""
    client.force_login(owner)
    return client


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)


def at(booth: Booth, page: str = "") -> str:
    return f"/en/desk/{booth.organization.slug}/booth/{page}"


def test_a_desk_without_a_booth_opens_one_at_the_current_edition(
    edition: Edition, tea_house: Organization, at_desk: Client
) -> None:
    page = at_desk.get(f"/en/desk/{tea_house.slug}/booth/").content.decode()
    assert "no booth at this edition yet" in page
    assert "Expo 2026" in page
    response = at_desk.post(f"/en/desk/{tea_house.slug}/booth/open/")
    booth = Booth.objects.get()
    assert (response.status_code, response["Location"]) == (302, at(booth, "words/"))
    assert (booth.edition_id, booth.organization_id, booth.status) == (edition.pk, tea_house.pk, "draft")
    at_desk.post(f"/en/desk/{tea_house.slug}/booth/open/")
    assert Booth.objects.count() == 1


def test_without_a_living_edition_there_is_none_to_open(
    edition: Edition, tea_house: Organization, at_desk: Client
) -> None:
    Edition.objects.update(state="after")
    page = at_desk.get(f"/en/desk/{tea_house.slug}/booth/").content.decode()
    assert "No edition takes booths now." in page
    at_desk.post(f"/en/desk/{tea_house.slug}/booth/open/")
    assert not Booth.objects.exists()


def test_buyers_have_no_booth(edition: Edition, nok: User, client: Client) -> None:
    shop = Organization.objects.create(slug="shop", kind="person", country_id="TH", source_language="th")
    add_member(organization=shop, user_id=nok.pk, role="owner")
    client.force_login(nok)
    assert client.get("/en/desk/shop/booth/").status_code == 404
    assert 'href="/en/desk/shop/booth/"' not in client.get("/en/desk/shop/").content.decode()


def test_words_banner_and_clock_are_kept_together(booth: Booth, at_desk: Client) -> None:
    said = {"headline": "好茶", "about": "三代人", "time_zone": "Asia/Dili", "revision": "0"}
    sent = at_desk.post(at(booth, "words/"), said | {"banner": named(shot(), "b.jpg")})
    assert sent.status_code == 302
    booth.refresh_from_db()
    assert (booth.revision, booth.time_zone) == (1, "Asia/Dili")
    assert booth.banner is not None
    kept = at_desk.get(at(booth, "words/")).content.decode()
    assert 'value="好茶"' in kept
    assert "Take the banner away" in kept
    at_desk.post(at(booth, "words/"), said | {"revision": "1", "banner_away": "on"})
    booth.refresh_from_db()
    assert booth.banner is None


def named(data: bytes, name: str) -> object:
    return SimpleUploadedFile(name, data)


def test_what_somebody_else_saved_meanwhile_is_told_and_nothing_typed_is_lost(
    booth: Booth, at_desk: Client
) -> None:
    at_desk.post(at(booth, "words/"), {"headline": "第一", "revision": "0"})
    late = at_desk.post(at(booth, "words/"), {"headline": "第二", "revision": "0"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Somebody else saved meanwhile." in page
    assert 'value="第二"' in page
    assert 'name="revision" value="1"' in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [({"headline": ""}, "required"), ({"headline": "x", "time_zone": "Mars/Olympus"}, "valid choice")],
)
def test_words_that_cannot_be_kept_come_back_with_their_reason(
    booth: Booth, at_desk: Client, typed: dict[str, str], why: str
) -> None:
    refused = at_desk.post(at(booth, "words/"), typed | {"revision": "0"})
    assert refused.status_code == 422
    assert why in refused.content.decode()


def test_a_banner_that_is_no_picture_is_refused(booth: Booth, at_desk: Client) -> None:
    refused = at_desk.post(
        at(booth, "words/"), {"headline": "x", "revision": "0", "banner": named(b"no picture", "b.jpg")}
    )
    assert refused.status_code == 422
    booth.refresh_from_db()
    assert booth.revision == 0


def test_a_booth_is_published_and_withdrawn_at_the_desk(booth: Booth, at_desk: Client) -> None:
    refused = at_desk.post(at(booth, "publish/"), follow=True).content.decode()
    assert "Say in one line what you show." in refused
    at_desk.post(at(booth, "words/"), {"headline": "好茶", "revision": "0"})
    page = at_desk.post(at(booth, "publish/"), follow=True).content.decode()
    assert f'href="/en/fair/2026/booth/{booth.slug}/">As visitors see it</a>' in page
    at_desk.post(at(booth, "publish/"), {"withdraw": "1"})
    booth.refresh_from_db()
    assert booth.status == "withdrawn"


def test_exhibits_are_chosen_described_moved_and_taken_away(
    booth: Booth, liubao: Product, more_tea: MakeProduct, at_desk: Client
) -> None:
    second, page = more_tea(2), at(booth, "exhibits/")
    for product in (liubao, second):
        assert f'<option value="{product.pk}"' in at_desk.get(page).content.decode()
        at_desk.post(page, {"add": "1", "product": product.pk})
    first, last = booth.exhibits.all()
    at_desk.post(page, {"exhibit": last.pk, "note": "新到", "price_note": "八折"})
    shown = at_desk.get(page).content.decode()
    assert "新到" in shown
    assert 'value="八折"' in shown
    assert '<select class="input" name="product"' not in shown
    at_desk.post(page, {"exhibit": last.pk, "up": "1"})
    assert list(booth.exhibits.values_list("pk", flat=True)) == [last.pk, first.pk]
    at_desk.post(page, {"exhibit": first.pk, "remove": "1"})
    assert list(booth.exhibits.values_list("pk", flat=True)) == [last.pk]


def test_what_visitors_do_not_see_now_is_said_at_the_desk(
    booth: Booth, exhibit: Exhibit, at_desk: Client
) -> None:
    Product.objects.update(status="paused")
    assert (
        "Not shown: buyers do not see the product now" in at_desk.get(at(booth, "exhibits/")).content.decode()
    )


def test_another_organizations_things_are_out_of_reach(
    booth: Booth, kampot: Product, pepper_garden: Organization, edition: Edition, at_desk: Client
) -> None:
    other = Booth.objects.create(edition=edition, organization=pepper_garden, slug="pepper")
    theirs = Exhibit.objects.create(
        booth=other, product=kampot, document={}, version=1, shown_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    hours = BoothHours.objects.create(
        booth=other,
        starts_at=datetime(2026, 9, 17, tzinfo=UTC),
        ends_at=datetime(2026, 9, 18, tzinfo=UTC),
    )
    at_desk.post(at(booth, "exhibits/"), {"add": "1", "product": kampot.pk})
    at_desk.post(at(booth, "exhibits/"), {"exhibit": theirs.pk, "remove": "1"})
    at_desk.post(at(booth, "hours/"), {"remove": hours.pk})
    assert list(Exhibit.objects.values_list("pk", flat=True)) == [theirs.pk]
    assert BoothHours.objects.exists()


def test_staff_and_hours_are_set_at_the_desk(
    booth: Booth, owner: User, at_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 9, 1, tzinfo=UTC))
    at_desk.post(at(booth, "staff/"), {"person": owner.pk, "name": "韦文", "languages": ["zh-hans", "vi"]})
    staff = BoothStaff.objects.get()
    assert (staff.person_id, staff.languages) == (owner.pk, ["zh-hans", "vi"])
    typed = {"first": "2026-09-17", "last": "2026-09-18", "opens": "09:00", "closes": "17:00"}
    at_desk.post(at(booth, "hours/"), typed)
    assert BoothHours.objects.count() == 2
    page = at_desk.get(at(booth, "hours/")).content.decode()
    assert "By the clock of Wuzhou." in page
    assert "Sep 17, 2026, 9:00\u202fAM–5:00\u202fPM" in page
    refused = at_desk.post(at(booth, "hours/"), typed | {"opens": "16:00", "closes": "18:00"})
    assert refused.status_code == 422
    assert "open on 2026-09-17 at that time already" in refused.content.decode()
    at_desk.post(at(booth, "hours/"), {"remove": BoothHours.objects.latest("pk").pk})
    at_desk.post(at(booth, "staff/"), {"remove": staff.pk})
    assert (BoothHours.objects.count(), BoothStaff.objects.count()) == (1, 0)


def test_the_form_of_hours_begins_with_the_days_of_the_edition(booth: Booth, at_desk: Client) -> None:
    page = at_desk.get(at(booth, "hours/")).content.decode()
    for day in (date(2026, 9, 17), date(2026, 9, 21)):
        assert f'value="{day.isoformat()}"' in page


def test_documents_and_the_video_are_added_and_taken_away(booth: Booth, at_desk: Client) -> None:
    page = at(booth, "media/")
    at_desk.post(page, {"form": "document", "name": "报价单", "file": named(PDF, "list.pdf")})
    document = BoothDocument.objects.get()
    video = {
        "form": "video",
        "title": "仓库",
        "transcript": "凉。",
        "in_china": IN_CHINA,
        "elsewhere": ELSEWHERE,
    }
    at_desk.post(page, video)
    assert BoothVideo.objects.get().elsewhere == ELSEWHERE
    shown = at_desk.get(page).content.decode()
    assert "报价单" in shown
    assert IN_CHINA in shown
    refused = at_desk.post(page, {"form": "document", "name": "x", "file": named(b"MZ", "x.exe")})
    assert refused.status_code == 422
    assert at_desk.post(page, video | {"in_china": "", "elsewhere": ""}).status_code == 422
    at_desk.post(page, {"remove": document.pk})
    at_desk.post(page, {"remove_video": "1"})
    assert not BoothDocument.objects.exists()
    assert not BoothVideo.objects.exists()


def test_a_member_of_the_staff_says_that_they_are_there(
    staffed: BoothStaff, at_desk: Client, morning: None
) -> None:
    booth = staffed.booth
    assert "I am here" in at_desk.get(at(booth)).content.decode()
    at_desk.post(at(booth, "presence/"), {"here": "1"})
    assert attendance([booth.pk], MORNING)[booth.pk].is_staffed
    assert "I am leaving" in at_desk.get(at(booth)).content.decode()
    at_desk.post(at(booth, "presence/"), {"here": "0"})
    assert not attendance([booth.pk], MORNING)[booth.pk].is_staffed


def test_who_is_not_of_the_staff_says_nothing_of_presence(
    staffed: BoothStaff, person: Person, client: Client, morning: None
) -> None:
    booth, seller = staffed.booth, person("seller", "Seller")
    add_member(organization=booth.organization, user_id=seller.pk, role="sales")
    client.force_login(seller)
    assert "I am here" not in client.get(at(booth)).content.decode()
    client.post(at(booth, "presence/"), {"here": "1"})
    assert not attendance([booth.pk], MORNING)[booth.pk].is_staffed


def test_working_at_the_booths_pages_keeps_somebody_there(
    staffed: BoothStaff, at_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(staff=staffed, now=MORNING)
    later = MORNING + timedelta(minutes=10)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    at_desk.get(at(staffed.booth, "exhibits/"))
    assert attendance([staffed.booth_id], later + timedelta(minutes=10))[staffed.booth_id].is_staffed


def test_outside_opening_hours_the_desk_says_why_nobody_can_be_there(
    staffed: BoothStaff, at_desk: Client
) -> None:
    page = at_desk.get(at(staffed.booth)).content.decode()
    assert "The booth is not open now." in page
    assert "I am here" not in page


def test_a_draft_is_looked_at_in_each_language_and_width(
    booth: Booth, exhibit: Exhibit, at_desk: Client
) -> None:
    frame = at_desk.get(at(booth, "look/") + "?language=th&width=768").content.decode()
    assert f'src="/th/desk/{booth.organization.slug}/booth/draft/" width="768"' in frame
    draft = at_desk.get(f"/th/desk/{booth.organization.slug}/booth/draft/")
    assert draft["X-Frame-Options"] == "SAMEORIGIN"
    assert "ชาลิ่วเป่า 2019" in draft.content.decode()
    assert "noindex" in draft.content.decode()


@pytest.mark.parametrize("page", ["", "words/", "exhibits/", "staff/", "hours/", "media/", "languages/"])
def test_every_page_says_whose_booth_and_in_which_state_it_is(
    booth: Booth, exhibit: Exhibit, at_desk: Client, page: str
) -> None:
    shown = at_desk.get(at(booth, page)).content.decode()
    assert "Draft" in shown
    assert "Stand T01" in shown
    assert shown.count('aria-current="true"') + shown.count('aria-current="page"') >= 1
