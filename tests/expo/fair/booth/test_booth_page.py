"""The page of a booth asks the database as often however much stands on it, and says the same to all."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.fair.models import Booth, BoothHours, BoothStaff, Edition, Exhibit
from portal.accounts.models import User
from tests.expo.fair.booth.conftest import MORNING

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str) -> int:
    """Return how many questions a page asks the database; a first visit warms what processes keep."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{address}?clock=Asia/Yangon").status_code == 200
    return len(asked)


@pytest.mark.parametrize("count", [24, 200])
def test_the_page_asks_as_often_however_many_exhibits(
    shown_booth: Booth, exhibit: Exhibit, client: Client, count: int
) -> None:
    address = f"/en/fair/2026/booth/{shown_booth.slug}/"
    Edition.objects.update(state="archived")
    one = asked(client, address)
    Exhibit.objects.bulk_create(
        Exhibit(booth=shown_booth, document=exhibit.document, version=1, shown_at=exhibit.shown_at)
        for _number in range(count)
    )
    with CaptureQueriesContext(connection) as many:
        assert client.get(f"{address}?clock=Asia/Dili").status_code == 200
    assert len(many) <= one


def test_presence_is_told_in_four_questions(
    staffed: BoothStaff, client: Client, django_assert_max_num_queries: object
) -> None:
    address = f"/en/fair/2026/booth/{staffed.booth.slug}/presence/"
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert client.get(address).status_code == 200


def test_nothing_on_the_page_is_for_one_visitor_alone(shown_booth: Booth, nok: User, client: Client) -> None:
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/")
    body = page.content.decode()
    assert "csrfmiddlewaretoken" not in body
    assert not page.cookies
    assert page["ETag"]


def test_somebody_signed_in_reads_hours_by_their_own_clock(
    staffed: BoothStaff, nok: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    client.force_login(nok)
    page = client.get(f"/en/fair/2026/booth/{staffed.booth.slug}/").content.decode()
    assert BoothHours.objects.count() == 1
    assert "Sep 18, 2026, 8:00\u202fAM–4:00\u202fPM" in page
    assert "Bangkok" in page
    assert "Sep 18, 2026, 9:00\u202fAM–5:00\u202fPM" in page
