"""A visitor reports what they see, with or without an account, and learns what happens next."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.moderation import limits, services
from catalog.moderation.forms import ReportForm, StrangerReportForm
from catalog.moderation.kinds import KINDS, Thing, ThingKind, kind_words, shown_at
from catalog.seams import preferences
from catalog.seams.origin import refuse_foreign
from catalog.translation.texts import tag_unless


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show the form for a report about what visitors see at an address, and take it.

    Exempt from the CSRF check because strangers get no session here; the browser is asked instead which
    site sent the form.
    """
    if request.method == "POST":
        refuse_foreign(request)
    language = preferences.of(request).language
    thing = shown_at(kind, slug, language)
    if thing is None:
        raise Http404(_("This is not offered here any more."))
    form = _form(request, KINDS.get(kind))
    status = 200
    if form.is_valid():
        if not limits.too_often(request):
            _take(request, kind, thing, form)
            return HttpResponseRedirect(reverse("report-thanks", args=[kind, slug]))
        form.add_error(None, _("Many reports came from here in the past hour. Please wait an hour."))
        status = 429
    elif form.is_bound:
        status = 422
    context = _frame(kind, thing, language) | {"form": form, "challenge": form.challenge}
    return render(request, "moderation/report.html", context, status=status)


def _form(request: HttpRequest, kind: ThingKind) -> ReportForm:
    sent = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return ReportForm(sent, kind=kind)
    return StrangerReportForm(sent, kind=kind, request=request)


def _take(request: HttpRequest, kind: str, thing: Thing, form: ReportForm) -> None:
    person = request.user if request.user.is_authenticated else None
    services.report(
        kind=kind,
        thing=thing,
        reason=form.cleaned_data["reason"],
        text=form.cleaned_data["text"],
        language=preferences.of(request).language,
        voice=limits.voice_of(request),
        by=cast(AbstractBaseUser | None, person),
        address=form.cleaned_data.get("address", ""),
    )


def _frame(kind: str, thing: Thing | None, language: str) -> dict[str, Any]:
    return {
        "kind": kind_words(kind),
        "title": thing.title.value if thing else "",
        "title_lang": tag_unless(thing.title, language) if thing else "",
        "back": thing.path if thing else "",
    }


@never_cache
@require_safe
def thanks(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Thank for a report and say what happens next; what was reported may be gone by then."""
    language = preferences.of(request).language
    context = _frame(kind, shown_at(kind, slug, language), language)
    return render(request, "moderation/thanks.html", context)
