"""A visitor with an account reads conversations, goes on writing, shares the address, reports."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.conversations import limits, selectors
from catalog.conversations.forms import MessageForm
from catalog.conversations.models import Conversation, Side
from catalog.conversations.naming import seller_name
from catalog.conversations.places import seller_place
from catalog.conversations.proposing import want_missing
from catalog.conversations.services import answering
from catalog.conversations.showing import Reading, line_values, thread_values
from catalog.conversations.views.reporting import take_report
from catalog.conversations.views.writing import refusal_text, suspended_text
from catalog.seams import preferences
from catalog.seams.posts import post_only


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List the conversations a person began, the one with the newest message first."""
    reader = preferences.of(request)
    found = selectors.mine(
        visitor=_person(request), language=reader.language, cursor=request.GET.get("older", "")
    )
    lines = [
        line_values(
            line,
            url=reverse("conversation", args=[line.conversation.pk]),
            language=reader.language,
            clock=reader.time_zone,
        )
        for line in found.lines
    ]
    return render(request, "conversations/mine.html", {"lines": lines, "older": found.older})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Show one's own conversation and take the next message."""
    conversation = _own(request, conversation_id)
    return visitor_thread(
        request,
        conversation,
        here=reverse("conversation", args=[conversation.pk]),
        ways={
            "share": reverse("conversation-share", args=[conversation.pk]),
            "report": reverse("conversation-report", args=[conversation.pk]),
        },
    )


@post_only()
@login_required
def share(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Let the seller see one's mail address."""
    conversation = _own(request, conversation_id)
    answering.share_address(conversation=conversation)
    messages.success(request, _("The seller sees your mail address now."))
    return HttpResponseRedirect(reverse("conversation", args=[conversation.pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Report a conversation to the moderators."""
    conversation = _own(request, conversation_id)
    return visitor_report(
        request,
        conversation,
        here=reverse("conversation-report", args=[conversation.pk]),
        back=reverse("conversation", args=[conversation.pk]),
    )


def visitor_thread(
    request: HttpRequest, conversation: Conversation, *, here: str, ways: dict[str, str], file_url: str = ""
) -> HttpResponse:
    """Show a conversation to its visitor, whichever way they came, and take the next message."""
    reader = preferences.of(request)
    form = message_form(request, reader.language)
    if request.method == "POST" and form.is_valid():
        try:
            answering.write_again(conversation=conversation, draft=form.draft())
        except limits.Refused as refusal:
            form.add_error(None, refusal_text(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(f"{here}#newest")
    clock, place = seller_place(conversation.organization_id, reader.language)
    reading = Reading(Side.VISITOR, reader.language, reader.time_zone, clock, place, file_url)
    found = selectors.thread(conversation=conversation, language=reader.language, before=before_of(request))
    if conversation.confirmed_at is not None:
        want_missing((said.message for said in found.messages), reader.language)
    context = {
        "thread": thread_values(found, reading),
        "form": form,
        "other": seller_name(conversation.organization_id, reader.language),
        "here": here,
        "ways": ways,
        "confirmed": conversation.confirmed_at is not None,
        "suspended": "" if limits.may_write(conversation.organization_id) else suspended_text(),
    }
    return render(request, "conversations/thread.html", context, status=400 if form.is_bound else 200)


def visitor_report(request: HttpRequest, conversation: Conversation, *, here: str, back: str) -> HttpResponse:
    """Take a visitor's report of a conversation."""
    form = take_report(request, conversation, side=Side.VISITOR, by=conversation.visitor)
    if form is None:
        return HttpResponseRedirect(back)
    context = {"form": form, "here": here, "back": back, "title": conversation.subject_title}
    return render(request, "conversations/report.html", context, status=400 if form.is_bound else 200)


def message_form(request: HttpRequest, language: str) -> MessageForm:
    """Return the form of a further message, bound to what was sent."""
    sent: dict[str, Any] = {"initial": {"language": language}}
    if request.method == "POST":
        sent |= {"data": request.POST, "files": request.FILES}
    return MessageForm(**sent)


def before_of(request: HttpRequest) -> int:
    """Return the message to read back from; 0, the newest, where the address names none."""
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def _person(request: HttpRequest) -> AbstractBaseUser:
    # login_required has turned everybody else away.
    return cast(AbstractBaseUser, request.user)


def _own(request: HttpRequest, conversation_id: UUID) -> Conversation:
    found = selectors.for_visitor(conversation_id=conversation_id, visitor=_person(request))
    if found is None:
        raise Http404("No such conversation.")
    return found
