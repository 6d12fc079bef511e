"""Asking for seats of one departure: hold them, wait for them, or ask for a group's."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import person_of, posted
from catalog.merchants.models import Organization
from catalog.merchants.selectors.members import belongings
from catalog.reference.display import show_money
from catalog.reference.money import Money
from catalog.seams import person_check, preferences
from catalog.tourism.booking_forms import BookForm, StrangerBookForm, party_asked, party_words
from catalog.tourism.booking_links import path_of
from catalog.tourism.finding.choice import day_of
from catalog.tourism.finding.words import band_words, clock_words, seats_words
from catalog.tourism.models import Booking, Departure
from catalog.tourism.presenting import crumbs, day_words
from catalog.tourism.pricing import price_of, seats_of
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.departures import ONCE_SEEN, SEEN, TAKING, seen
from catalog.tourism.selectors.meeting_places import meeting_city
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services import groups, seats
from catalog.tourism.services.bookings import Booker
from catalog.tourism.tour_document import TourDocument
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless

LEAST_SECONDS = 3.0


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def book(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Show what a departure costs and has left, and take a request. What visitors do not see is a 404.

    Who sends a form for what is cancelled meanwhile, or has left, is told so and keeps what they wrote.
    """
    on = day_of(day)
    rows = seen(states=ONCE_SEEN if request.method == "POST" else SEEN).select_related("tour")
    departure = rows.filter(tour__slug=slug, on=on).first() if on else None
    if departure is None:
        raise Http404(_("There is no such departure."))
    document = document_of(tour=departure.tour)
    form = _form(request, document)
    if request.method == "POST" and form.is_valid():
        try:
            booking = _booked(request, departure, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            departure.refresh_from_db()
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            language = preferences.of(request).language
            has_account = booking.person_id is not None
            return HttpResponseRedirect(path_of(booking.pk, has_account=has_account, language=language))
    return _page(request, departure, document, form)


def _form(request: HttpRequest, document: TourDocument) -> BookForm:
    sent: dict[str, Any] = {"bands": document.bands, "most": document.group_max}
    sent["party"] = party_asked(request.GET, bands=document.bands, most=document.group_max)
    if not request.user.is_authenticated:
        check = person_check.check(request, purpose="tourism.book", least=LEAST_SECONDS)
        form = StrangerBookForm(posted(request), **sent)
        form.check = check
        return form
    language = preferences.of(request).language
    own = belongings(person_of(request), language)
    return BookForm(posted(request), houses=[(one.organization.slug, one.name.value) for one in own], **sent)


def _booked(request: HttpRequest, departure: Departure, form: BookForm) -> Booking:
    """Do what was asked. Raises Refused and ValidationError as the services do."""
    booker, party = _booker(request, form), form.party()
    wanted = request.POST.get("do")
    if wanted == "group":
        return groups.ask_for_group(departure=departure, party=party, booker=booker)
    ask = seats.wait if wanted == "wait" else seats.reserve
    return ask(departure=departure, party=party, booker=booker)


def _booker(request: HttpRequest, form: BookForm) -> Booker:
    reader, said = preferences.of(request), form.cleaned_data
    told: dict[str, Any] = {"language": reader.language, "time_zone": reader.time_zone}
    told |= {"phone": said["phone"], "note": said["note"]}
    if not request.user.is_authenticated:
        return Booker(name=said["name"], address=said["address"], **told)
    person = person_of(request)
    address = str(getattr(person, person.get_email_field_name()))
    house = None
    if slug := said.get("organization"):
        house = Organization.objects.get(slug=slug)
    name = str(getattr(person, "name", "")) or address.partition("@")[0]
    return Booker(name=name, address=address, person=person, organization=house, **told)


def _page(request: HttpRequest, departure: Departure, document: TourDocument, form: BookForm) -> HttpResponse:
    reader, tour, now = preferences.of(request), departure.tour, timezone.now()
    title = local_text(tour, "title", reader.language, states={})
    lang = tag_unless(title, reader.language)
    city = meeting_city(document, reader.language)
    context = {
        "title": title.value,
        "title_lang": lang,
        "tour_url": reverse("tour", args=[tour.slug]),
        "on": day_words(departure.on, reader.language),
        "meets": clock_words(departure.meets_at, tour.time_zone, reader, city),
        "closes": clock_words(departure.closes_at, tour.time_zone, reader, city),
        "left": seats_words(departure.free),
        **_offered(departure, document, form),
        "takes": departure.state in TAKING and departure.closes_at > now,
        "form": form,
        "here": reverse("tour-book", args=[tour.slug, departure.on.isoformat()]),
        "crumbs": crumbs(
            reader.language,
            {"text": title.value, "lang": lang, "url": reverse("tour", args=[tour.slug])},
            {"text": _("Book"), "url": ""},
        ),
        **_prices(departure, document, reader.language),
        "total": _total(departure, document, form, reader.language),
    }
    return render(request, "tourism/booking/book.html", context, status=400 if form.is_bound else 200)


def _prices(departure: Departure, document: TourDocument, language: str) -> dict[str, Any]:
    """Return what each band pays on that day; a gap between seasons is told instead."""
    try:
        price = price_of(document=document, on=departure.on, party={band.key: 1 for band in document.bands})
    except ValidationError as error:
        return {"prices": [], "gap": " ".join(error.messages)}
    minor = {line["band"]: line["minor"] for line in price["lines"]}
    return {
        "prices": [
            (band_words(band), str(show_money(Money(minor[band.key], document.currency), language)))
            for band in document.bands
        ],
        "gap": "",
    }


def _offered(departure: Departure, document: TourDocument, form: BookForm) -> dict[str, Any]:
    """Return whether seats can be held, and whether the party as it stands in the form can wait for some.

    It waits only for what is not to be had at once; ``short`` says so before anything is sent.
    """
    free = departure.free
    try:
        asked = seats_of(document=document, party=form.party() if form.is_bound else form.counts)
    except ValidationError:
        asked = 1
    waits = not free or free < asked <= departure.seats
    words = _("Not so many seats are free. Free: %(free)s.") % {"free": free}
    return {"free": free, "waits": waits, "short": words if 0 < free < asked and not form.is_bound else ""}


def _total(
    departure: Departure, document: TourDocument, form: BookForm, language: str
) -> tuple[str, str] | None:
    """Return the party as it stands in the form, in words, and what it pays; None where that is unknown."""
    party = form.party() if form.is_bound else form.counts
    try:
        price = price_of(document=document, on=departure.on, party=party)
    except ValidationError:
        return None
    return party_words(party), str(show_money(Money(price["total"], document.currency), language))
