"""What waits for the organizer: applications for stands, and the page on which one is decided about."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.merchants.selectors.members import own_name
from catalog.seams.review import ReviewQueue, Waiting
from expo.fair.models import StandApplication
from expo.fair.refusals import Refused
from expo.fair.selectors.applications import DECIDE, to_decide
from expo.fair.services.applying import LONGEST, confirm_application, decline_application


def _application(one: StandApplication) -> Waiting | None:
    if not one.stand or not one.sent_at:
        return None
    return Waiting(
        title=" · ".join((one.stand.code, one.stand.hall.slug, one.edition.slug)),
        owner=own_name(one.organization),
        since=one.sent_at,
        url=reverse("review_stand", args=[one.pk]),
    )


QUEUE = ReviewQueue.of("stands", gettext_lazy("Applications for stands"), DECIDE, to_decide, _application)


class StandDecisionForm(forms.Form):
    """Confirm, or decline with a reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("confirm", gettext_lazy("Confirm")), ("decline", gettext_lazy("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed where you decline. The applicant reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for a reason where the application is declined."""
        values = super().clean() or {}
        if values.get("decision") == "decline" and not values.get("reason"):
            self.add_error("reason", _("Say why, for those who applied."))
        return values


@require_http_methods(["GET", "HEAD", "POST"])
def review_stand(request: HttpRequest, key: int) -> HttpResponse:
    """One application for a stand, and the decision about it."""
    if not request.user.has_perm(DECIDE):
        raise PermissionDenied
    found = StandApplication.objects.select_related("organization", "edition", "stand__hall", "sent_by")
    application = get_object_or_404(found, pk=key)
    form = StandDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _decide(request, application, form.cleaned_data)
        return HttpResponseRedirect(reverse("review"))
    context = {
        "application": application,
        "owner": own_name(application.organization),
        "may_decide": application.state == StandApplication.State.APPLIED,
        "form": form,
    }
    return render(request, "fair/review/stand.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, application: StandApplication, said: dict[str, Any]) -> None:
    by = cast(AbstractBaseUser, request.user)
    decide: dict[str, Callable[[], object]] = {
        "confirm": lambda: confirm_application(application=application, by=by),
        "decline": lambda: decline_application(application=application, reason=said["reason"], by=by),
    }
    try:
        decide[said["decision"]]()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
