"""A booth is written, published and withdrawn, as long as its edition lives."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import Organization, Storefront
from catalog.seams import freshness
from catalog.search.models import IndexChange
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.selectors.booths import cards, shown
from expo.fair.services.booths import BoothConflict, EditionOver, publish_booth, save_booth, withdraw_booth
from expo.fair.services.editions import move_edition
from portal.accounts.models import User
from tests.expo.fair.booth.conftest import open_to_visitors

pytestmark = pytest.mark.django_db


def texts(headline: str = "好茶", about: str = "") -> dict[str, str]:
    return {"headline": headline, "about": about}


def save(booth: Booth, by: User, **given: object) -> Booth:
    fields = {"texts": texts(), "time_zone": "", "banner": None, "revision": booth.revision}
    return save_booth(booth=booth, by=by, **(fields | given))  # type: ignore[arg-type]


def test_a_draft_is_seen_by_nobody(booth: Booth, client: Client) -> None:
    assert client.get(f"/en/fair/2026/booth/{booth.slug}/").status_code == 404
    assert not shown().exists()


def test_a_published_booth_says_who_shows_what_on_which_stand(shown_booth: Booth, client: Client) -> None:
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()
    for said in (
        "Green Banyan Tea House",
        "青榕树茶坊",
        "六堡茶，现场品鉴",
        "Stand T01",
        "Tea hall",
        "China",
    ):
        assert said in page, said
    assert "Liubao dark tea, 2019, basket" in page
    assert "展会价每公斤 150 元" in page


def test_publishing_needs_a_line_in_the_organizations_own_language(booth: Booth, owner: User) -> None:
    with pytest.raises(Refused, match="one line"):
        publish_booth(booth=booth, by=owner)
    assert not shown().exists()


def test_publishing_needs_a_storefront_that_is_shown(booth: Booth, owner: User) -> None:
    save(booth, owner)
    Storefront.objects.update(status=Storefront.Status.PAUSED)
    with pytest.raises(Refused, match="storefront first"):
        publish_booth(booth=booth, by=owner)
    assert not shown().exists()


def test_publishing_twice_is_refused_by_name(shown_booth: Booth, owner: User) -> None:
    with pytest.raises(MoveRefused, match="Published"):
        publish_booth(booth=shown_booth, by=owner)


def test_publishing_is_on_record_and_told(booth: Booth, exhibit: Exhibit, owner: User) -> None:
    before = freshness.generation("fair")
    IndexChange.objects.all().delete()
    open_to_visitors(booth, owner)
    entry = Entry.objects.get(action="booth.published")
    assert (entry.actor_id, entry.role, entry.before, entry.after) == (
        owner.pk,
        "owner",
        {"status": "draft"},
        {"status": "published"},
    )
    assert freshness.generation("fair") != before
    dirty = set(IndexChange.objects.values_list("kind", "record"))
    assert dirty == {("booth", booth.pk), ("product", exhibit.product_id)}


def test_a_withdrawn_booth_is_gone_and_can_come_back(shown_booth: Booth, owner: User, client: Client) -> None:
    first = shown_booth.published_at
    withdraw_booth(booth=shown_booth, by=owner)
    assert client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").status_code == 404
    publish_booth(booth=shown_booth, by=owner)
    assert client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").status_code == 200
    assert shown_booth.published_at == first


def test_a_draft_cannot_be_withdrawn(booth: Booth, owner: User) -> None:
    with pytest.raises(MoveRefused, match="Draft"):
        withdraw_booth(booth=booth, by=owner)


def test_of_two_who_write_from_one_revision_the_second_is_told(booth: Booth, owner: User) -> None:
    stale = Booth.objects.get(pk=booth.pk)
    save(booth, owner, texts=texts("第一"))
    with pytest.raises(BoothConflict) as told:
        save(stale, owner, texts=texts("第二"))
    assert told.value.revision == 1
    assert Booth.objects.rewrite(False).values_list("headline_zh_hans", flat=True).get() == "第一"


def test_a_headline_longer_than_its_column_is_refused_whole(booth: Booth, owner: User) -> None:
    with pytest.raises(ValidationError):
        save(booth, owner, texts=texts("长" * 201))
    booth.refresh_from_db()
    assert booth.revision == 0


def test_nothing_is_written_at_a_booth_of_an_edition_that_is_over(
    shown_booth: Booth, edition: Edition, owner: User
) -> None:
    move_edition(edition=edition, to="after")
    with pytest.raises(EditionOver):
        save(shown_booth, owner)
    with pytest.raises(EditionOver):
        withdraw_booth(booth=shown_booth, by=owner)
    shown_booth.refresh_from_db()
    assert (shown_booth.status, shown_booth.revision) == ("published", 1)


def test_a_suspended_organization_shows_no_booth(shown_booth: Booth) -> None:
    Organization.objects.update(status=Organization.Status.SUSPENDED)
    assert not shown().exists()


def test_a_suspended_storefront_hides_the_booth_a_paused_one_does_not(shown_booth: Booth) -> None:
    Storefront.objects.update(status=Storefront.Status.PAUSED)
    assert shown().exists()
    Storefront.objects.update(status=Storefront.Status.SUSPENDED)
    assert not shown().exists()


def test_cards_of_booths_take_one_query(shown_booth: Booth, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        (card,) = cards(shown(), language="th")
    assert (card.edition, card.stand, card.hall_slug, card.country) == ("2026", "T01", "tea", "CN")
    assert str(card.headline) == "六堡茶，现场品鉴"
    assert card.original is not None
