"""The editors' side: a reported conversation is read and decided about."""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks

from catalog.conversations import selectors
from catalog.conversations.models import Report
from catalog.conversations.naming import seller_name
from catalog.conversations.reviewing import PERMISSION
from catalog.conversations.services.moderating import decide
from catalog.seams import preferences


class DecisionForm(forms.Form):
    """End the conversation or leave it, and why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("leave", gettext_lazy("Leave the conversation as it is")),
            ("end", gettext_lazy("End the conversation")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review_report(request: HttpRequest, key: int) -> HttpResponse:
    """Show a reported conversation, its newest messages, and take the decision."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    found = get_object_or_404(Report.objects.select_related("conversation"), pk=key)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decided = decide(
            report=found,
            end=form.cleaned_data["decision"] == "end",
            decision=form.cleaned_data["reason"],
            by=cast(AbstractBaseUser, request.user),
        )
        if decided:
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Nothing was changed: somebody decided about it meanwhile."))
        return HttpResponseRedirect(reverse("review"))
    language = preferences.of(request).language
    thread = selectors.thread(conversation=found.conversation, language=language)
    context = {
        "report": found,
        "seller": seller_name(found.conversation.organization_id, language),
        "messages_said": [said.message for said in thread.messages],
        "form": form,
    }
    return render(request, "conversations/review/report.html", context, status=422 if form.errors else 200)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    """Give the editors' area the page of one report."""
    return [path("review/conversation/<int:key>/", review_report, name="review_report")]
