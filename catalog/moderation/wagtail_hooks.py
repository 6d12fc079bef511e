"""The moderators' side: one thing with its reports and history, and the decision about it."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, URLPattern, path, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks

from catalog.audit.selectors import history
from catalog.merchants.desk.changes import change_lines
from catalog.merchants.models import Organization
from catalog.merchants.selectors.members import own_name
from catalog.moderation import forms, selectors, services
from catalog.moderation.kinds import (
    KINDS,
    Thing,
    ThingKind,
    find,
    kind_words,
    number,
    reason_words,
    shown_at,
)
from catalog.moderation.models import Report, Suspension
from catalog.moderation.services.deciding import suspend_owner
from catalog.seams import preferences

MOST_LINES = 50
# What a moderator may choose, by what they decide about.
CHOICES = {
    forms.LEAVE: gettext_lazy("Leave it as it is"),
    forms.END: gettext_lazy("End it"),
    forms.SUSPEND: gettext_lazy("Suspend it at once"),
    forms.SUSPEND_OWNER: gettext_lazy("Suspend the whole organization at once"),
    forms.LIFT: gettext_lazy("Lift the suspension"),
    forms.UPHOLD: gettext_lazy("Uphold the suspension"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def review_thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show a thing with what was reported about it and what became of it, and take the decision."""
    if not request.user.has_perm(selectors.MODERATE):
        raise PermissionDenied
    language = preferences.of(request).language
    thing = find(kind, key, language)
    if thing is None:
        raise Http404("No such thing.")
    found = KINDS.get(kind)
    suspension = selectors.suspension_now(kind, key)
    reports = selectors.reports_about(kind, key)
    waiting = [one for one in reports if one.decided_at is None]
    choices = choices_for(found, suspension, waiting)
    form = forms.DecisionForm(
        request.POST if request.method == "POST" else None,
        choices=[(name, CHOICES[name]) for name in choices],
        seen=_seen(suspension, waiting),
        reasons=found.suspend is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, thing, suspension, form)
        except services.DecidedMeanwhile:
            messages.error(request, _("Nothing was changed: somebody decided about it meanwhile."))
        else:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("review"))
    context = {
        "kind": kind_words(kind),
        "thing": thing,
        "owner": own_name(Organization.objects.get(pk=thing.organization_id)),
        "shown_by": found.shown_by,
        "seen": found.seen(key, language) if found.seen else {},
        "reports": [
            (one, reason_words(kind, one.reason), dict(found.voices).get(one.voice, "")) for one in reports
        ],
        "suspension": suspension,
        "history": change_lines(history(thing.record)[:MOST_LINES]),
        "form": form,
    }
    return render(request, "moderation/review/thing.html", context, status=422 if form.errors else 200)


def choices_for(kind: ThingKind, suspension: Suspension | None, waiting: list[Report]) -> list[str]:
    """Return what a moderator may choose: for what is suspended, for what was reported, for anything else."""
    if suspension is not None:
        upheld = suspension.stage == Suspension.Stage.APPEALED
        return [forms.LIFT, *([forms.UPHOLD] if upheld else [])]
    return [
        *([forms.LEAVE] if waiting else []),
        *([forms.END] if kind.end else []),
        *([forms.SUSPEND] if kind.suspend else []),
        *([forms.SUSPEND_OWNER] if kind.suspend and kind.name != "organization" else []),
    ]


def _seen(suspension: Suspension | None, waiting: list[Report]) -> str:
    """Return what the moderator decides about, so that what came meanwhile is noticed."""
    return suspension.stage if suspension else " ".join(str(one.pk) for one in waiting)


def _decide(
    request: HttpRequest,
    kind: ThingKind,
    thing: Thing,
    suspension: Suspension | None,
    form: forms.DecisionForm,
) -> None:
    said, by = form.cleaned_data, cast(AbstractBaseUser, request.user)
    decision, reason, note = said["decision"], cast(Any, said.get("reason")), said["note"]
    if suspension is not None:
        services.answer(
            suspension=suspension,
            lift=decision == forms.LIFT,
            seen=said["seen"],
            reason=reason,
            note=note,
            by=by,
        )
        return
    seen = [found for one in said["seen"].split() if (found := number(one))]
    if decision == forms.SUSPEND:
        services.suspend(kind=kind.name, thing=thing, reason=reason, note=note, seen=seen, by=by)
    elif decision == forms.SUSPEND_OWNER:
        owner = find("organization", str(thing.organization_id), "en")
        assert owner is not None
        suspend_owner(kind=kind.name, thing=thing, owner=owner, reason=reason, note=note, seen=seen, by=by)
    else:
        services.close(
            kind=kind.name,
            thing=thing,
            seen=seen,
            reason=reason,
            note=note,
            by=by,
            end=decision == forms.END,
        )


@require_safe
def review_find(request: HttpRequest) -> HttpResponse:
    """Lead from the address of a public page to the page where a moderator decides about it."""
    if not request.user.has_perm(selectors.MODERATE):
        raise PermissionDenied
    typed = request.GET.get("address", "").strip()[:500]
    thing = _at(typed)
    if thing is None:
        messages.error(request, _("Nothing that can be suspended is shown at this address."))
        return HttpResponseRedirect(reverse("review"))
    return HttpResponseRedirect(reverse("review_thing", args=thing))


def _at(typed: str) -> tuple[str, str] | None:
    """Return kind and key of what visitors see at an address, however much of it was pasted."""
    try:
        path_typed = urlsplit(typed).path
        # An address is known in its own language only.
        with translation.override(translation.get_language_from_path(path_typed) or "en"):
            match = resolve(path_typed)
    except (Resolver404, ValueError):
        return None
    kind, slug = match.url_name or "", match.kwargs.get("slug", "")
    thing = shown_at(kind, slug, "en") if slug else None
    return (kind, thing.key) if thing else None


@hooks.register("register_admin_urls")
def register_moderation_urls() -> list[URLPattern]:
    """Give the editors' area its pages of moderation."""
    return [
        path("review/thing/<slug:kind>/<slug:key>/", review_thing, name="review_thing"),
        path("review/find/", review_find, name="review_find"),
    ]
