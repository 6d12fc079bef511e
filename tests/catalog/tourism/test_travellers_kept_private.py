"""Who travels is shown to whoever booked and to those of the operator who prepare the tour, to nobody else.

Every address of this room that is about one booking or one departure is asked by everybody else.
"""

import logging
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, reverse
from django.views.debug import ExceptionReporter
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from catalog.merchants.services import add_member
from catalog.tourism import models, urls
from catalog.tourism.booking_links import token
from catalog.tourism.models import Booking, Departure
from catalog.tourism.sealing import seal, unseal
from catalog.tourism.selectors.travellers import Identity, travellers_of
from catalog.tourism.services.manifests import take_manifest
from catalog.tourism.services.travellers import enter
from catalog.tourism.views import bookings
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NAMED, NOW, by_link, sure
from tests.catalog.tourism.conftest import Clock
from tests.catalog.tourism.tour_documents import make_operator

WHO = Identity("Somchai Jaidee", date(1980, 5, 17), "TH", "AA7654321", date(2031, 2, 3))
NAMES = ("Somchai", "Jaidee", "AA7654321", "1980", "2031-02-03")


@pytest.fixture
def departure(over_the_border: Departure, clock: Clock, wei: User) -> Departure:
    """Wei owns the operator."""
    clock(NOW)
    add_member(organization=over_the_border.tour.organization, user_id=wei.pk, role="owner")
    return over_the_border


@pytest.fixture
def booking(departure: Departure, nok: User) -> Booking:
    """Nok's, with a traveller named."""
    booking = sure(departure, nok)
    enter(booking=booking, identities={1: WHO})
    return booking


@pytest.fixture
def others(departure: Departure, lan: User, sophea: User, person: Any) -> dict[str, User | None]:
    """Everybody who has no business with Nok's passport."""
    sure(departure, lan)
    add_member(organization=make_operator("fast-roads"), user_id=sophea.pk, role="owner")
    told = {
        "a stranger": None,
        "another booker": lan,
        "another operator": sophea,
        "an administrator": person("root", "Root", is_staff=True, is_superuser=True),
    }
    for role in ("editor", "finance"):
        told[role] = person(role + "-member", role)
        add_member(organization=departure.tour.organization, user_id=told[role].pk, role=role)
    return told


def patterns(resolver: Any) -> Iterator[URLPattern]:
    for one in resolver:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def addresses(booking: Booking) -> list[str]:
    """Return every address of the room that is about this booking or its departure, by whatever name."""
    departure = booking.departure
    known = {
        "booking_id": booking.pk,
        "departure_id": departure.pk,
        "organization": departure.tour.organization.slug,
        "slug": departure.tour.slug,
    }
    found = []
    for one in patterns(urls.urlpatterns):
        wants = one.pattern.converters
        if one.name and wants.keys() & {"booking_id", "departure_id"}:
            found.append(reverse(one.name, kwargs={name: known[name] for name in wants}))
    return found


def browser_of(person: User | None) -> Client:
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


def body(response: Any) -> str:
    return b"".join(response).decode() if response.streaming else response.content.decode()


def names_in(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def test_nobody_else_reads_a_name_at_any_address(booking: Booking, others: dict[str, User | None]) -> None:
    asked = addresses(booking)
    assert len(asked) == 6
    for who, person in others.items():
        browser = browser_of(person)
        for address in asked:
            ask = browser.post if address.endswith(".csv") else browser.get
            assert names_in(body(ask(address))) == [], (who, address)
        sent = browser.post(f"/en/booking/{booking.pk}/travellers/", NAMED)
        assert sent.status_code == (404 if person else 302), who
    assert travellers_of(booking)[0].identity == WHO


def test_whoever_booked_and_whoever_prepares_the_tour_do(
    booking: Booking, nok: User, wei: User, departure: Departure
) -> None:
    names = f"/en/booking/{booking.pk}/travellers/"
    assert names_in(body(browser_of(nok).get(names))) == list(NAMES)
    assert names_in(body(Client().get(by_link(booking, "travellers")))) == list(NAMES)
    lists = reverse("desk-departures-manifest", args=[departure.tour.organization.slug, departure.pk])
    assert names_in(body(browser_of(wei).post(lists))) == list(NAMES)
    # On no other page, not even on theirs: what is shown at a meeting point is seen by who stands beside.
    for browser, address in (
        (Client(), by_link(booking)),
        (browser_of(nok), f"/en/booking/{booking.pk}/"),
        (browser_of(wei), lists.replace("travellers.csv", "")),
    ):
        assert names_in(body(browser.get(address))) == []


def test_the_private_address_is_of_one_booking(booking: Booking, others: dict[str, User | None]) -> None:
    theirs = Booking.objects.exclude(pk=booking.pk).get()
    key, signature = token(theirs.pk).split(":")
    for typed in (token(theirs.pk), f"{booking.pk.hex}:{signature}", booking.pk.hex, f"{key}:x"):
        assert names_in(body(Client().get(f"/en/booking/by-link/{typed}/travellers/"))) == []


def test_no_editor_finds_travellers_or_bookings_in_the_admin() -> None:
    private = {models.Traveller, models.Booking, models.SeatsAway}
    shown = {getattr(one, "model", None) for one in viewsets.viewsets} | set(get_snippet_models())
    assert models.Place in shown
    assert not private & shown
    # The other admin, which shows every table, is not there at all.
    assert not apps.is_installed("django.contrib.admin")


class Torn(RuntimeError):
    """Something that nobody foresaw."""


def tear(*args: Any, **options: Any) -> None:
    raise Torn("at sea")


def report(request: Any) -> str:
    """Return the report of an error as whoever runs the site gets it: with every variable of every call."""
    reporter = ExceptionReporter(request, *sys.exc_info())
    return reporter.get_traceback_text() + reporter.get_traceback_html()


SENT = {
    "t1-name": "Somchai Jaidee",
    "t1-born": "1980-05-17",
    "t1-nationality": "TH",
    "t1-passport": "AA7654321",
    "t1-passport_until": "2031-02-03",
}


@pytest.mark.parametrize("torn", ["Signer", "note", "seal"])
def test_a_report_of_an_error_names_nobody(
    booking: Booking,
    nok: User,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    torn: str,
) -> None:
    settings.DEBUG = False
    if torn == "Signer":
        monkeypatch.setattr("catalog.tourism.sealing.MultiFernet.encrypt", tear)
    else:
        monkeypatch.setattr(f"catalog.tourism.services.travellers.{torn}", tear)
    request = RequestFactory().post("/en/booking/x/travellers/", SENT)
    request.user = nok
    with caplog.at_level(logging.DEBUG):
        try:
            bookings.travellers(request, booking.pk)
        except Torn:
            told = report(request)
    assert "at sea" in told
    assert "_keep" in told
    assert names_in(told + caplog.text) == []


def test_a_report_of_an_error_of_a_service_names_nobody(
    booking: Booking, wei: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = False
    monkeypatch.setattr("catalog.tourism.sealing.MultiFernet.encrypt", tear)
    try:
        enter(booking=booking, identities={1: WHO})
    except Torn:
        told = report(None)
    assert ("text" in told, names_in(told)) == (True, [])
    monkeypatch.setattr("catalog.tourism.services.manifests.audit.record", tear)
    try:
        take_manifest(departure=booking.departure, by=wei)
    except Torn:
        told = report(None)
    assert names_in(told) == []
    monkeypatch.setattr("catalog.tourism.selectors.travellers.date", Torn)
    try:
        travellers_of(booking)
    except AttributeError:
        told = report(None)
    assert ("_identity" in told, names_in(told)) == (True, [])


def test_a_value_written_into_a_log_line_says_nothing() -> None:
    assert names_in(f"{WHO} {WHO!r} {[WHO]}") == []
    assert unseal(seal(WHO.values())) == WHO.values()
