"""The organizer's table of exhibitors, from upload to list: tried first, put away, refused beside its box."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from expo.fair.models import Edition, Exhibitor, ExhibitorFile, Stand

pytestmark = pytest.mark.django_db


def test_an_organizer_takes_a_table_from_upload_to_list(
    edition: Edition, stands: list[Stand], desk: Client
) -> None:
    file = io.BytesIO(b"name,email,language,country\nBean,bean@example.com,vi,VN\nBad,nothing,vi,VN\n")
    file.name = "list.csv"
    upload = reverse("fair_exhibitors_upload", args=[edition.slug])
    assert desk.get(upload)["Location"] == reverse("fair_exhibitors", args=[edition.slug])
    looked = desk.post(upload, {"file": file})
    assert looked.status_code == 302
    page = desk.get(looked["Location"])
    assert "B3" in page.text
    assert not Exhibitor.objects.exists()
    taken = desk.post(looked["Location"], follow=True)
    assert "bean@example.com" in taken.text
    assert [one.name for one in Exhibitor.objects.all()] == ["Bean"]


def test_a_table_put_away_changes_nothing(edition: Edition, desk: Client) -> None:
    kept = ExhibitorFile.objects.create(
        edition=edition,
        name="list.csv",
        rows=[{"number": 2, "name": "Bean", "email": "bean@example.com", "language": "vi", "country": "VN"}],
    )
    desk.post(reverse("fair_exhibitors_file", args=[edition.slug, kept.pk]), {"discard": "1"})
    assert not ExhibitorFile.objects.exists()
    assert not Exhibitor.objects.exists()


def test_a_file_that_is_no_table_is_refused_beside_its_box(edition: Edition, desk: Client) -> None:
    file = io.BytesIO(b"\x00\x01\x02\x03" * 50)
    file.name = "list.csv"
    answer = desk.post(reverse("fair_exhibitors_upload", args=[edition.slug]), {"file": file})
    assert answer.status_code == 422
    assert not ExhibitorFile.objects.exists()


def test_the_empty_table_can_be_taken_as_it_is(edition: Edition, desk: Client) -> None:
    answer = desk.get(reverse("fair_exhibitors_template", args=[edition.slug]))
    file = io.BytesIO(answer.content)
    file.name = "list.csv"
    looked = desk.post(reverse("fair_exhibitors_upload", args=[edition.slug]), {"file": file})
    desk.post(looked["Location"])
    assert [one.name for one in Exhibitor.objects.all()] == ["Golden Bean"]


def test_the_menu_leads_to_the_current_edition(edition: Edition, desk: Client) -> None:
    answer = desk.get(reverse("fair_organizing"))
    assert answer["Location"] == reverse("fair_exhibitors", args=[edition.slug])


def test_without_an_edition_it_says_so(desk: Client) -> None:
    assert desk.get(reverse("fair_organizing")).status_code == 200


def test_another_editions_table_and_exhibitor_are_not_found(edition: Edition, desk: Client) -> None:
    from tests.expo.fair.conftest import listed, plan_edition

    other = plan_edition("2027", 24, 2027)
    bean = listed(edition, "Bean")
    kept = ExhibitorFile.objects.create(edition=edition, name="list.csv")
    assert desk.post(reverse("fair_exhibitors_strike_off", args=[other.slug, bean.pk])).status_code == 404
    assert desk.post(reverse("fair_exhibitors_file", args=[other.slug, kept.pk])).status_code == 404
    assert Exhibitor.objects.exists()
