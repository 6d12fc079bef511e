"""Accounts of the demonstration: one per role, with passwords made for this installation."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from catalog.merchants.models import Membership
from portal.accounts.models import User
from portal.accounts.preferences import TIME_ZONES
from portal.demo.loading import load_demonstration
from portal.demo.people import kept_passwords, passwords_file
from portal.demo.reading import Content, content
from tests.portal.demo.conftest import Tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(piece: Content, tell: Tell) -> Content:
    """The organizations that somebody signs in for, and everybody who signs in, without goods."""
    worked_for = {person.organization for person in piece.people}
    houses = tuple(house for house in content().organizations if house.slug in worked_for)
    people = replace(
        piece,
        organizations=houses,
        products=(),
        brands=(),
        branches=(),
        indications=(),
        evidence=(),
        drafts=(),
    )
    tell(people)
    return people


def load() -> None:
    load_demonstration(lambda line: None)


def test_there_is_an_account_for_every_role(piece: Content) -> None:
    load()
    roles = set(Membership.objects.values_list("user__email", "organization__slug", "role"))
    tea_house = "demo-green-banyan-tea-house"
    assert roles == {
        ("owner@demo.example", tea_house, "owner"),
        ("listings@demo.example", tea_house, "editor"),
        ("sales@demo.example", tea_house, "sales"),
        ("finance@demo.example", tea_house, "finance"),
        ("sophea@demo.example", "demo-mekong-pepper-garden", "owner"),
        ("buyer@demo.example", "demo-buyer-in-hanoi", "owner"),
        ("operator@demo.example", "demo-both-banks-tours", "owner"),
    }
    assert User.objects.get(email="administrator@demo.example").is_superuser
    editor = User.objects.get(email="editor@demo.example")
    assert not editor.is_superuser
    assert editor.has_perm("wagtailadmin.access_admin")


def test_people_sign_in_with_the_password_that_is_kept(piece: Content) -> None:
    load()
    for email, password in kept_passwords().items():
        request = RequestFactory().post("/")
        assert authenticate(request, email=email, password=password), email


def test_passwords_differ_and_only_the_owner_of_the_file_reads_them(piece: Content) -> None:
    load()
    passwords = kept_passwords()
    assert len(set(passwords.values())) == len(passwords) == len(piece.people)
    assert min(map(len, passwords.values())) >= 16
    assert stat.S_IMODE(passwords_file().stat().st_mode) == 0o600


def test_another_installation_has_other_passwords(piece: Content, data_dir: Path) -> None:
    load()
    here = kept_passwords()
    User.objects.all().delete()
    passwords_file().unlink()
    load()
    assert not set(here.values()) & set(kept_passwords().values())


@pytest.mark.parametrize("left", [None, "not JSON", "[]"])
def test_a_lost_file_means_new_passwords(piece: Content, left: str | None) -> None:
    load()
    before = kept_passwords()
    people = User.objects.count()
    if left is None:
        passwords_file().unlink()
    else:
        passwords_file().write_text(left)
    load()
    after = kept_passwords()
    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())
    assert User.objects.count() == people
    assert User.objects.get(email="sales@demo.example").check_password(after["sales@demo.example"])


def test_a_second_load_leaves_passwords_alone(piece: Content) -> None:
    load()
    written = passwords_file().stat().st_mtime_ns
    before = kept_passwords()
    load()
    assert kept_passwords() == before
    assert passwords_file().stat().st_mtime_ns == written


def test_the_sign_ins_are_printed(piece: Content, capsys: pytest.CaptureFixture[str]) -> None:
    load()
    call_command("demo_accounts")
    lines = capsys.readouterr().out.splitlines()
    passwords = json.loads(passwords_file().read_text())
    assert len(lines) == len(passwords)
    sales = next(line for line in lines if line.startswith("sales@demo.example"))
    assert sales.split() == [
        "sales@demo.example",
        passwords["sales@demo.example"],
        "sales",
        "of",
        "green-banyan-tea-house",
    ]


def test_without_a_demonstration_there_are_no_accounts(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo_accounts")
    assert "no demonstration" in capsys.readouterr().out
    assert not User.objects.exists()


def test_everybody_reads_the_clock_of_their_place_until_they_choose_another(piece: Content) -> None:
    load()
    people = User.objects.filter(email__in=[person.email for person in piece.people])
    members = Membership.objects.filter(user__in=people).select_related("user", "organization__country")
    assert {one.user.email for one in members}
    for one in members:
        assert one.user.time_zone in one.organization.country.time_zones, one.user.email
    assert {person.time_zone for person in people} <= set(TIME_ZONES)
    chose, forgot = people.order_by("pk")[:2]
    User.objects.filter(pk=chose.pk).update(time_zone="Asia/Dili")
    User.objects.filter(pk=forgot.pk).update(time_zone="")
    passwords_file().unlink()
    load()
    assert User.objects.get(pk=chose.pk).time_zone == "Asia/Dili"
    assert User.objects.get(pk=forgot.pk).time_zone == forgot.time_zone
