"""The check of entry rules as visitors see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.seams import preferences
from catalog.tourism.entry import Border, Traveller
from catalog.tourism.entry_form import EntryForm
from catalog.tourism.entry_route import by_countries, by_route
from catalog.tourism.entry_words import answer_values
from catalog.tourism.presenting import crumbs
from catalog.tourism.selectors.routes import RouteLine, route_lines, shown_routes
from catalog.tourism.selectors.rule_names import crossing_names, rule_names
from catalog.tourism.selectors.rules import check_travellers
from catalog.tourism.views.entry_tour import entry_of_tour


@require_safe
def entry_rules(request: HttpRequest) -> HttpResponse:
    """Ask about a journey, and answer border by border with the sources."""
    language = preferences.of(request).language
    if request.GET.get("tour"):
        return entry_of_tour(request, request.GET["tour"], language)
    routes = route_lines(shown_routes(), language=language)
    asked = "nationality" in request.GET
    form = EntryForm(
        request.GET if asked else None,
        initial={"route": request.GET.get("route", ""), "start": "CN"},
        language=language,
        routes=routes,
    )
    answer = None
    if asked and form.is_valid():
        borders = _borders(form, routes)
        if borders:
            answer = _answer(form, borders, language)
        else:
            form.add_error("route", _("Choose a route, or a country to travel to."))
    context = {
        "form": form,
        "answer": answer,
        "crumbs": crumbs(language, {"text": _("Entry rules"), "url": ""}),
        "noindex": asked,
    }
    return render(request, "tourism/entry_rules.html", context, status=422 if form.errors else 200)


def _answer(form: EntryForm, borders: list[Border], language: str) -> dict[str, Any]:
    said = form.cleaned_data
    (answer,) = check_travellers(
        travellers=[Traveller(said["nationality"], said["passport"])],
        borders=borders,
        purpose=said["purpose"],
        group_size=said["group"],
    )
    names = rule_names((one.rule.id for border in answer.borders for one in border.judged), language)
    places = crossing_names((border.border.crossing for border in answer.borders), language)
    return answer_values(answer, names, places, language)


def _borders(form: EntryForm, routes: list[RouteLine]) -> list[Border]:
    said = form.cleaned_data
    dates = {"on": said["leaving"], "back": said["back"]}
    route = next((one for one in routes if one.slug == said["route"]), None)
    if route is not None and route.stops:
        return by_route(start=said["start"], stops=route.stops, **dates)
    return by_countries(start=said["start"], countries=form.countries, **dates)
