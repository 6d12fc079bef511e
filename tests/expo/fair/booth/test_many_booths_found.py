"""Many booths in search: each described and shown at the cost of one; and who reads a booth's papers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.seams.preferences import Preferences
from expo.fair.booth_files import may_read
from expo.fair.booth_search import _booths, _moments, addresses, documents, present
from expo.fair.booth_slots import current_booths, on_booths
from expo.fair.models import Booth, BoothDocument, Edition
from expo.fair.refusals import Refused
from expo.fair.selectors.booths import cards, documents_of, shown
from expo.fair.services.booth_media import add_document, save_video
from portal.accounts.models import User
from tests.expo.fair.booth.conftest import MORNING
from tests.expo.fair.booth.many import man, many_booths

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.mark.parametrize("count", [1, 24, 200])
def test_many_booths_are_described_and_shown_at_the_cost_of_one(
    edition: Edition,
    lan: User,
    count: int,
    django_assert_num_queries: Queries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booths = many_booths(edition, count)
    man(booths, lan, MORNING)
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    ids = [booth.pk for booth in booths]
    ContentType.objects.get_for_model(Booth)  # asked for once in a process
    with django_assert_num_queries(3):
        described = list(documents(ids))
    assert [one.id for one in described] == ids
    assert {tuple(one.facets["answers"]) for one in described} == {("vi",)}
    with django_assert_num_queries(3):
        rows = present(ids, Preferences(language="th"))
    assert len(rows) == count
    assert all(row.marks for row in rows.values())
    with django_assert_num_queries(1):
        listed = cards(shown().order_by("pk"), language="th")
    assert [str(one.name) for one in listed] == [f"House {number}" for number in range(count)]
    with django_assert_num_queries(1):
        assert len(addresses(ids, "km")) == count


def test_only_the_current_living_edition_leads_to_booths(edition: Edition) -> None:
    (booth,) = many_booths(edition, 1)
    assert list(current_booths()) == [booth]
    Edition.objects.update(is_current=False)
    assert not current_booths().exists()
    Edition.objects.update(is_current=True, state="after")
    assert not current_booths().exists()
    (way,) = on_booths([booth.pk], Preferences(language="en")).values()
    assert f"2026_{booth.slug}" in str(way)


@pytest.mark.parametrize("value", ["", "x", "-1", "1e3", "²", "99999999999", "9" * 40, "1 OR 1=1"])
def test_a_booth_that_an_address_names_wrongly_is_none(edition: Edition, value: str) -> None:
    many_booths(edition, 1)
    assert _booths([value], "en") == {}


def test_now_is_the_only_moment_there_is() -> None:
    assert list(_moments(["now", "later", ""], "en")) == ["now"]


def lay_out(booth: Booth, by: User, **given: Any) -> BoothDocument:
    fields: dict[str, Any] = {"data": PDF, "file_name": "list.pdf", "name": "报价单"}
    return add_document(booth=booth, by=by, **(fields | given))


def test_papers_stand_in_the_order_they_came_and_the_last_place_holds_more(booth: Booth, owner: User) -> None:
    first, second = lay_out(booth, owner, name="甲"), lay_out(booth, owner, name="乙")
    assert (first.order, second.order) == (10, 20)
    BoothDocument.objects.filter(pk=second.pk).update(order=32_000)
    assert lay_out(booth, owner, name="丙").order == 32_000
    assert [str(one.name) for one in documents_of(booth, language="th")] == ["甲", "乙", "丙"]


@pytest.mark.parametrize("role", ["owner", "editor", "sales", "finance"])
def test_a_draft_is_read_by_its_own_members_alone(
    booth: Booth,
    owner: User,
    tea_house: Organization,
    pepper_garden: Organization,
    nok: User,
    lan: User,
    role: str,
) -> None:
    add_member(organization=tea_house, user_id=nok.pk, role=role)
    add_member(organization=pepper_garden, user_id=lan.pk, role=role)
    file = lay_out(booth, owner).file
    assert [may_read(one, file) for one in (nok, lan, AnonymousUser())] == [True, False, False]
    Booth.objects.update(status="published")
    assert [may_read(one, file) for one in (nok, lan, AnonymousUser())] == [True, True, True]
    Organization.objects.filter(pk=tea_house.pk).update(status="suspended")
    assert [may_read(one, file) for one in (nok, lan, AnonymousUser())] == [True, False, False]


@pytest.mark.parametrize(
    "address", ["http://v.example.cn/", "ftp://v.example.cn/", "javascript:1", "//v.example.cn", "HTTPS", " "]
)
def test_a_video_is_nowhere_but_at_a_safe_address(booth: Booth, owner: User, address: str) -> None:
    with pytest.raises(Refused, match="https://"):
        save_video(booth=booth, in_china=address, elsewhere="", title="x", transcript="x", by=owner)
