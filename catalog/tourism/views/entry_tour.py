"""The check of entry rules along a tour: every border on the days of a departure, for each traveller."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.reference.cldr import country_name
from catalog.tourism.entry import RouteAnswer
from catalog.tourism.entry_party import PartyForm, rows_asked
from catalog.tourism.entry_tour import borders_of
from catalog.tourism.entry_words import answer_values, verdict_values
from catalog.tourism.finding.choice import day_of, slug_of
from catalog.tourism.presenting import crumbs, day_words, text_values
from catalog.tourism.selectors.departures import DepartureLine, coming
from catalog.tourism.selectors.rule_names import crossing_names, rule_names
from catalog.tourism.selectors.tour_cards import tour_cards
from catalog.tourism.selectors.tour_entry import check_party
from catalog.tourism.selectors.tour_list import TourRow, rows_of
from catalog.tourism.selectors.tours import shown


def entry_of_tour(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Ask who travels on which departure, and answer border by border. Raises Http404 for no such tour."""
    found = shown().filter(slug=slug) if slug_of(slug) else shown().none()
    card = next(iter(tour_cards(found, language=language)), None)
    if card is None:
        raise Http404("No tour is called like this.")
    (row,) = rows_of(found)
    today = timezone.now().date()
    departures = coming(tour_ids=[card.id], from_day=today, until_day=date.max)
    asked = "passport_1" in request.GET
    on = day_of(request.GET.get("on", ""))
    form = PartyForm(
        request.GET if asked else None,
        language=language,
        departures=departures,
        initial={
            "tour": slug,
            "on": on.isoformat() if on else "",
            "start": row.points[0].country,
        },
        rows=rows_asked(request.GET),
    )
    here = {**text_values(card.title, language), "url": reverse("tour", args=[card.slug])}
    context: dict[str, Any] = {
        "form": form,
        "tour": here,
        "crumbs": crumbs(language, here, {"text": _("Entry rules"), "url": ""}),
        "noindex": True,
    }
    if asked and form.is_valid():
        context |= _answers(form, row, departures, language)
    return render(request, "tourism/entry_tour.html", context, status=422 if form.errors else 200)


def _answers(form: PartyForm, row: TourRow, departures: list[DepartureLine], language: str) -> dict[str, Any]:
    said = form.cleaned_data
    on, travellers = said["on"], form.travellers
    borders = borders_of(points=row.points, on=on, days=row.days, start=said["start"])
    if not borders:
        return {"answered": True, "no_border": True}
    seats = next((line.seats for line in departures if line.on == on), row.group_max)
    answers = check_party(
        travellers=travellers,
        borders=borders,
        sizes={row.group_min, max(seats, row.group_min)},
        today=timezone.now().date(),
    )
    return {
        "answered": True,
        "strictest": verdict_values(max(answer.verdict for answer in answers)),
        "parties": _parties(answers, language),
        "day": day_words(on, language),
    }


def _parties(answers: list[RouteAnswer], language: str) -> list[dict[str, Any]]:
    judged = (one.rule.id for answer in answers for border in answer.borders for one in border.judged)
    names = rule_names(judged, language)
    places = crossing_names((border.border.crossing for border in answers[0].borders), language)
    return [
        {
            "number": number,
            "country": country_name(answer.traveller.nationality, language),
            "answer": answer_values(answer, names, places, language),
        }
        for number, answer in enumerate(answers, start=1)
    ]
