"""Who receives visitors at a booth, and when it is open."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, posted
from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.members import members_of
from catalog.reference.cldr import language_name
from catalog.seams import preferences
from expo.fair.booth_words import clocks_of
from expo.fair.desk.booth.forms import HoursForm, StaffForm
from expo.fair.desk.booth.guard import FORM, at_booth, back, booth_page, done, number, saved
from expo.fair.models import Booth, BoothHours, BoothStaff
from expo.fair.refusals import Refused
from expo.fair.services.staffing import close_hours, open_hours, remove_staff, save_staff


@require_http_methods(FORM)
@at_booth(*WRITERS)
def staff(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """The members who receive visitors."""
    if "remove" in request.POST:
        one = (
            BoothStaff.objects.select_related("booth")
            .filter(booth=booth, pk=number(request.POST.get("remove")))
            .first()
        )
        if one is not None:
            done(request, lambda: remove_staff(staff=one))
        return back(desk, "desk-booth-staff")
    language = preferences.of(request).language
    members = [(one.id, one.name or one.email) for one in members_of(desk.organization)]
    form = StaffForm(posted(request), members=members, language=language)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _saved(
            form,
            lambda: save_staff(
                booth=booth,
                person_id=given["person"],
                name=given["name"],
                languages=given["languages"],
            ),
        ):
            saved(request)
            return back(desk, "desk-booth-staff")
    context: dict[str, Any] = {
        "form": form,
        "fields": list(form),
        "staff": [
            {
                "id": one.pk,
                "name": one.name,
                "languages": ", ".join(language_name(code, language) for code in one.languages),
            }
            for one in BoothStaff.objects.filter(booth=booth)
        ],
    }
    return booth_page(request, desk, booth, "staff.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@at_booth(*WRITERS)
def hours(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """When the booth is open, by its own clock."""
    if "remove" in request.POST:
        one = (
            BoothHours.objects.select_related("booth")
            .filter(booth=booth, pk=number(request.POST.get("remove")))
            .first()
        )
        if one is not None:
            done(request, lambda: close_hours(hours=one))
        return back(desk, "desk-booth-hours")
    edition = booth.edition
    days = {"first": edition.begins_on, "last": edition.ends_on}
    form = HoursForm(posted(request), initial=days)
    sent = request.method == "POST" and form.is_valid()
    if sent and _saved(form, lambda: open_hours(booth=booth, **form.cleaned_data)):
        saved(request)
        return back(desk, "desk-booth-hours")
    clocks = clocks_of(booth, preferences.of(request))
    context: dict[str, Any] = {
        "form": form,
        "fields": list(form),
        "place": clocks.place,
        "hours": [
            {"id": one.pk, **clocks.stretch((one.starts_at, one.ends_at))} for one in booth.hours.all()
        ],
    }
    return booth_page(request, desk, booth, "hours.html", context, status=422 if form.errors else 200)


def _saved(form: forms.Form, write: Any) -> bool:
    """Write what a form says; a refusal is told on the form, which keeps what was typed."""
    try:
        write()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
