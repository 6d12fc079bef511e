"""The editors' pages of editions and their halls: what they are called, when and where, and how far along."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.seams import preferences
from catalog.seams.posts import post_only
from expo.fair.front_page import days
from expo.fair.models import Edition, Hall
from expo.fair.organizing.edition_forms import EditionForm, HallForm
from expo.fair.organizing.pages import FORM, organizer
from expo.fair.refusals import Refused
from expo.fair.selectors.halls import halls_of
from expo.fair.services.editions import MOVES, make_current, move_edition
from expo.fair.services.exhibitors import edition_name
from expo.fair.services.halls import remove_hall


def _back(edition: Edition) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("fair_edition", args=[edition.slug]))


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """List every edition, the latest first."""
    organizer(request)
    language = preferences.of(request).language
    rows = [
        (one, days(one.begins_on, one.ends_on, language)) for one in Edition.objects.order_by("-begins_on")
    ]
    return render(request, "fair/organizing/editions.html", {"editions": rows})


@require_http_methods(FORM)
def new_edition(request: HttpRequest) -> HttpResponse:
    """Make an edition; it begins as a planned one."""
    by = organizer(request)
    form = EditionForm(request.POST or None)
    made = form.take(by) if request.method == "POST" else None
    if made is not None:
        messages.success(request, _("Saved."))
        return _back(made)
    context = {"form": form, "heading": _("New edition")}
    return render(request, "fair/organizing/edition.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Say anew what an edition is; below stand its halls, and what it can become."""
    by = organizer(request)
    found = get_object_or_404(Edition, slug=edition)
    form = EditionForm(request.POST or None, instance=found)
    if request.method == "POST" and form.take(by) is not None:
        messages.success(request, _("Saved."))
        return _back(found)
    language = preferences.of(request).language
    after = MOVES.get(found.state)
    context: dict[str, Any] = {
        "form": form,
        "heading": edition_name(found.pk, language) or found.slug,
        "edition": found,
        "next": Edition.State(after) if after else None,
        "may_be_current": not found.is_current and found.state != Edition.State.ARCHIVED,
        "halls": halls_of(found.pk, language=language),
        "stays": found.state == Edition.State.ARCHIVED,
    }
    return render(request, "fair/organizing/edition.html", context, status=422 if form.errors else 200)


@post_only("../edition/")
def move(request: HttpRequest, edition: str) -> HttpResponse:
    """Move an edition one state on, or make it the current one."""
    by = organizer(request)
    found = get_object_or_404(Edition, slug=edition)
    to = request.POST.get("to", "")
    try:
        if to == "current":
            make_current(edition=found, by=by)
        elif to in Edition.State.values:
            move_edition(edition=found, to=to, by=by)
        messages.success(request, _("Saved."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(found)


@require_http_methods(FORM)
def new_hall(request: HttpRequest, edition: str) -> HttpResponse:
    """Make a hall, or a group of halls."""
    organizer(request)
    return _hall(request, Hall(edition=get_object_or_404(Edition, slug=edition)), _("New hall"))


@require_http_methods(FORM)
def hall(request: HttpRequest, edition: str, hall: str) -> HttpResponse:
    """Say anew what a hall is."""
    organizer(request)
    halls = Hall.objects.select_related("edition")
    found = get_object_or_404(halls, edition__slug=edition, slug=hall)
    return _hall(request, found, found.name or found.slug)


@require_http_methods(FORM)
def take_out_hall(request: HttpRequest, edition: str, hall: str) -> HttpResponse:
    """Ask once more, then take a hall with nothing on it out of its edition."""
    by = organizer(request)
    halls = Hall.objects.select_related("edition")
    found = get_object_or_404(halls, edition__slug=edition, slug=hall)
    if request.method == "POST":
        try:
            remove_hall(hall=found, by=by)
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("fair_hall_edit", args=[edition, hall]))
        messages.success(request, _("Removed"))
        return _back(found.edition)
    context = {"hall": found, "edition": found.edition, "stands": found.stands.count()}
    return render(request, "fair/organizing/take_out_hall.html", context)


def _hall(request: HttpRequest, hall: Hall, heading: str) -> HttpResponse:
    form = HallForm(request.POST or None, instance=hall)
    if request.method == "POST" and (made := form.take(organizer(request))) is not None:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("fair_hall_stands", args=[hall.edition.slug, made.slug]))
    context = {
        "form": form,
        "heading": heading,
        "edition": hall.edition,
        "hall": hall if hall.pk else None,
        "stays": hall.edition.state == Edition.State.ARCHIVED,
    }
    return render(request, "fair/organizing/hall.html", context, status=422 if form.errors else 200)
