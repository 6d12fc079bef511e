"""Stands at the desk: what we have and wait for, holding one, and applying for it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, Role, desk_page, for_members, posted
from catalog.reference.display import show_moment
from catalog.seams import preferences
from catalog.seams.posts import post_only
from expo.fair.front_page import edition_values
from expo.fair.models import Edition, Stand, StandApplication
from expo.fair.refusals import Refused
from expo.fair.selectors.applications import Applied, applied, stand_at, stand_of_booth
from expo.fair.selectors.editions import EditionCard, current, editions
from expo.fair.selectors.halls import halls_of
from expo.fair.services import applying, holding

WRITE = (Role.OWNER, Role.EDITOR)
WITH_STAND = frozenset(
    {StandApplication.State.HELD, StandApplication.State.OFFERED, StandApplication.State.APPLIED}
)


class ApplicationForm(forms.Form):
    """What an organization applies with."""

    shows = forms.CharField(
        label=gettext_lazy("What we show"),
        help_text=gettext_lazy("Goods, journeys or services, in your own words."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=applying.LONGEST,
        required=False,
    )
    needs = forms.CharField(
        label=gettext_lazy("What the stand needs"),
        help_text=gettext_lazy("Power, water, cooling, or whose neighbour you would like to be."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=applying.LONGEST,
        required=False,
    )


def _home(desk: Desk, edition: str) -> str:
    query = urlencode({"edition": edition})
    return f"{reverse('desk-stands', args=[desk.organization.slug])}?{query}"


def _back(desk: Desk, edition: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_home(desk, edition))


def _asked(request: HttpRequest, known: Sequence[EditionCard]) -> EditionCard | None:
    """Return the edition an address or a form names, else the current one, else the latest."""
    slug = request.POST.get("edition") or request.GET.get("edition")
    named = next((one for one in known if one.slug == slug), None)
    return named or current(known) or next(iter(known), None)


def _edition(request: HttpRequest) -> EditionCard | None:
    return _asked(request, editions(language=preferences.of(request).language))


def _ours(desk: Desk, edition_id: int) -> Applied:
    found = applied(desk.organization, edition_id)
    if found.application is not None:
        applying.look_again(found.application)
    return found


def _values(request: HttpRequest, application: StandApplication | None) -> dict[str, Any] | None:
    if application is None:
        return None
    chosen = preferences.of(request)
    until = application.until
    return {
        "state": StandApplication.State(application.state).label,
        "key": application.state,
        "stand": application.stand.code if application.stand else "",
        "hall": application.stand.hall.name if application.stand else "",
        "until": show_moment(until, chosen.time_zone, chosen.language) if until else "",
        "reason": application.reason,
        "may_send": application.state in holding.ON_HOLD,
        "may_leave": application.state in WITH_STAND,
    }


def _halls(edition: EditionCard, language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": hall.name,
            "url": reverse("fair-hall", args=[edition.slug, hall.slug]) + "?show=free",
            "free": hall.free,
        }
        for hall in halls_of(edition.id, language=language)
        if hall.has_plan
    ]


@require_safe
@for_members(*WRITE)
def stands(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the organization has at an edition, what it waits for, and halls with free stands."""
    return _page(request, desk, None)


def _page(request: HttpRequest, desk: Desk, form: ApplicationForm | None, status: int = 200) -> HttpResponse:
    language = preferences.of(request).language
    known = editions(language=language)
    edition = _asked(request, known)
    if edition is None:
        return desk_page(request, desk, "fair/desk/stands.html", {"edition": None})
    ours = _ours(desk, edition.id)
    application = ours.application
    typed = {"shows": application.shows, "needs": application.needs} if application else {}
    context = {
        "edition": edition_values(edition, language),
        "closed": _closed(edition),
        "others": [
            {"name": one.name, "url": _home(desk, one.slug)}
            for one in known
            if one.takes_booking and one.id != edition.id
        ],
        "application": _values(request, application),
        "given": None if application and application.stand_id else _given(desk, edition.id),
        "wishes": [
            {"code": wish.stand.code, "hall": wish.stand.hall.name, "url": _url(desk, wish.stand, "leave")}
            for wish in ours.wishes
        ],
        "halls": _halls(edition, language),
        "form": form or ApplicationForm(initial=typed),
    }
    return desk_page(request, desk, "fair/desk/stands.html", context, status=status)


def _given(desk: Desk, edition_id: int) -> dict[str, str] | None:
    """Return the stand that the organization has without having applied for it."""
    stand = stand_of_booth(desk.organization, edition_id)
    if stand is None:
        return None
    plan = reverse("fair-hall", args=[stand.hall.edition.slug, stand.hall.slug])
    return {"code": stand.code, "hall": stand.hall.name, "url": plan}


def _closed(edition: EditionCard) -> str:
    """Return why an edition takes no bookings and which one does, or nothing where it takes them."""
    try:
        holding.check_bookable(Edition.objects.get(pk=edition.id))
    except Refused as refused:
        return str(refused)
    return ""


def _url(desk: Desk, stand: Stand, what: str = "") -> str:
    where = [desk.organization.slug, stand.hall.edition.slug, stand.hall.slug, stand.code]
    return reverse(f"desk-stands-{what}" if what else "desk-stands-one", args=where)


def _stand(edition: str, hall: str, stand: str) -> Stand:
    found = stand_at(edition, hall, stand)
    if found is None:
        raise Http404("No such stand.")
    return found


@require_safe
@for_members(*WRITE)
def one(request: HttpRequest, desk: Desk, edition: str, hall: str, stand: str) -> HttpResponse:
    """One stand, and what the organization may do about it."""
    found = _stand(edition, hall, stand)
    ours = _ours(desk, found.hall.edition_id)
    found.refresh_from_db()
    context = {
        "stand": found,
        "hall": found.hall.name,
        "edition": found.hall.edition.name,
        "is_free": found.state == Stand.State.FREE,
        "is_ours": bool(ours.application and ours.application.stand_id == found.pk),
        "waits": any(wish.stand_id == found.pk for wish in ours.wishes),
        "may_wait": found.state in {Stand.State.HELD, Stand.State.TAKEN}
        and not (ours.application and ours.application.stand_id),
        "minutes": int(holding.HOLD.total_seconds() // 60),
        "hold_url": _url(desk, found, "hold"),
        "wait_url": _url(desk, found, "wait"),
        "plan_url": reverse("fair-hall", args=[edition, hall]),
    }
    return desk_page(request, desk, "fair/desk/stand.html", context)


@post_only()
@for_members(*WRITE)
def hold(request: HttpRequest, desk: Desk, edition: str, hall: str, stand: str) -> HttpResponse:
    """Hold a stand for half an hour."""
    found = _stand(edition, hall, stand)
    try:
        holding.hold_stand(stand=found, organization=desk.organization, by=desk.person)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(_url(desk, found))
    messages.success(
        request, _("Stand %(code)s is held for you. Apply for it in time.") % {"code": found.code}
    )
    return _back(desk, edition)


@post_only()
@for_members(*WRITE)
def wait(request: HttpRequest, desk: Desk, edition: str, hall: str, stand: str) -> HttpResponse:
    """Wait for a stand that somebody else has."""
    found = _stand(edition, hall, stand)
    try:
        holding.wait_for(stand=found, organization=desk.organization, by=desk.person)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(_url(desk, found))
    messages.success(request, _("You are on the waiting list. You are told when it becomes free."))
    return _back(desk, edition)


@post_only("../../../..")
@for_members(*WRITE)
def leave(request: HttpRequest, desk: Desk, edition: str, hall: str, stand: str) -> HttpResponse:
    """Wait no longer."""
    holding.stop_waiting(stand=_stand(edition, hall, stand), organization=desk.organization)
    messages.success(request, _("Saved."))
    return _back(desk, edition)


@post_only()
@for_members(*WRITE)
def apply(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what was typed, and send it where that was asked for."""
    edition = _edition(request)
    form = ApplicationForm(posted(request))
    if edition is None or not form.is_valid():
        return _page(request, desk, form, status=422)
    row = Edition.objects.get(pk=edition.id)
    application = applying.keep_words(edition=row, organization=desk.organization, **form.cleaned_data)
    if "send" not in request.POST:
        messages.success(request, _("Saved."))
        return _back(desk, edition.slug)
    try:
        applying.send_application(application=application, by=desk.person)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, desk, form, status=422)
    messages.success(request, _("The organizer has your application."))
    return _back(desk, edition.slug)


@post_only()
@for_members(*WRITE)
def give_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give back the stand that is held, offered or applied for."""
    edition = _edition(request)
    application = applied(desk.organization, edition.id).application if edition else None
    try:
        if application is not None:
            applying.withdraw_application(application=application, by=desk.person)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return _back(desk, edition.slug if edition else "")
