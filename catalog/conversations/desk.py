"""The organization's side: its inbox, a thread, the answer, and the end of a conversation."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.conversations import limits, selectors
from catalog.conversations.attachments import ANSWERING
from catalog.conversations.models import Conversation, Side
from catalog.conversations.places import visitor_place
from catalog.conversations.proposing import want_missing
from catalog.conversations.services import answering, moderating
from catalog.conversations.showing import (
    Reading,
    answer_line,
    line_values,
    thread_values,
    visitor_name,
    waiting_text,
)
from catalog.conversations.views.reading import before_of, message_form
from catalog.conversations.views.reporting import take_report
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.models import WRITERS, Organization
from catalog.moderation.selectors import suspension_now
from catalog.seams import preferences
from catalog.seams.posts import post_only


@require_safe
@for_members(*ANSWERING)
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what visitors wrote, the newest first, all or those that wait for an answer."""
    reader = preferences.of(request)
    only_waiting = request.GET.get("waiting") == "1"
    organization = desk.organization.pk
    found = selectors.inbox(
        organization_id=organization,
        language=reader.language,
        cursor=request.GET.get("older", ""),
        only_waiting=only_waiting,
    )
    now = timezone.now()
    lines = [
        line_values(
            line,
            url=reverse("desk-inbox-thread", args=[desk.organization.slug, line.conversation.pk]),
            language=reader.language,
            clock=reader.time_zone,
            now=now,
        )
        for line in found.lines
    ]
    summary = selectors.answer_summaries([organization]).get(organization)
    context = {
        "lines": lines,
        "older": found.older,
        "only_waiting": only_waiting,
        "waiting": selectors.waiting_count(organization),
        "answers": answer_line(summary) if summary else "",
        "suspended": _suspended(desk),
    }
    return desk_page(request, desk, "conversations/desk/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*ANSWERING)
def thread(request: HttpRequest, desk: Desk, conversation_id: UUID) -> HttpResponse:
    """Show a conversation and take the answer."""
    conversation = _of_desk(desk, conversation_id)
    reader = preferences.of(request)
    here = reverse("desk-inbox-thread", args=[desk.organization.slug, conversation.pk])
    form = message_form(request, reader.language)
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer(conversation=conversation, draft=form.draft(), by=desk.person)
        except limits.Blocked:
            form.add_error(None, _("This conversation has been ended."))
        except limits.Suspended:
            form.add_error(None, _("Your organization is suspended: you can read here, not write."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(f"{here}#newest")
    clock, place = visitor_place(conversation, reader.language)
    reading = Reading(Side.ORGANIZATION, reader.language, reader.time_zone, clock, place)
    found = selectors.thread(conversation=conversation, language=reader.language, before=before_of(request))
    want_missing((said.message for said in found.messages), reader.language)
    context = {
        "thread": thread_values(found, reading),
        "form": form,
        "here": here,
        "visitor": _visitor(conversation),
        "ways": _ways(desk, conversation),
        "suspended": _suspended(desk),
    }
    return desk_page(
        request, desk, "conversations/desk/thread.html", context, status=400 if form.is_bound else 200
    )


def _suspended(desk: Desk) -> dict[str, str] | None:
    """Return where a member of a suspended organization reads why, None for any other."""
    organization = desk.organization
    if organization.status != Organization.Status.SUSPENDED:
        return None
    found = suspension_now("organization", str(organization.pk))
    if found is None or not desk.roles & set(WRITERS):
        return {"url": ""}
    return {"url": reverse("desk-suspensions-one", args=[organization.slug, found.pk])}


def _visitor(conversation: Conversation) -> dict[str, Any]:
    return {
        "name": visitor_name(conversation),
        "left": conversation.visitor_left,
        "address": conversation.address if selectors.address_shown(conversation) else "",
        "language": dict(settings.LANGUAGES)[conversation.language],
        "waiting": waiting_text(conversation, timezone.now()),
    }


def _ways(desk: Desk, conversation: Conversation) -> dict[str, str]:
    slug = desk.organization.slug
    moves = ["block", "report"]
    if conversation.blocked_at is not None and selectors.may_open_again(conversation):
        moves.append("unblock")
    return {
        "inbox": reverse("desk-inbox", args=[slug]),
        **{name: reverse(f"desk-inbox-{name}", args=[slug, conversation.pk]) for name in moves},
    }


@post_only()
@for_members(*ANSWERING)
def block(request: HttpRequest, desk: Desk, conversation_id: UUID) -> HttpResponse:
    """End a conversation: its visitor can write to the organization no more."""
    conversation = _of_desk(desk, conversation_id)
    moderating.block(conversation=conversation, by=desk.person)
    messages.success(request, _("This visitor cannot write to you any more."))
    return _back(desk, conversation)


@post_only()
@for_members(*ANSWERING)
def unblock(request: HttpRequest, desk: Desk, conversation_id: UUID) -> HttpResponse:
    """Let a visitor write again."""
    conversation = _of_desk(desk, conversation_id)
    if moderating.unblock(conversation=conversation, by=desk.person):
        messages.success(request, _("This visitor can write to you again."))
    return _back(desk, conversation)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*ANSWERING)
def report(request: HttpRequest, desk: Desk, conversation_id: UUID) -> HttpResponse:
    """Report a conversation to the moderators."""
    conversation = _of_desk(desk, conversation_id)
    form = take_report(request, conversation, side=Side.ORGANIZATION, by=desk.person)
    if form is None:
        return _back(desk, conversation)
    slug = desk.organization.slug
    context = {
        "form": form,
        "here": reverse("desk-inbox-report", args=[slug, conversation.pk]),
        "back": reverse("desk-inbox-thread", args=[slug, conversation.pk]),
        "title": conversation.subject_title,
    }
    return desk_page(
        request, desk, "conversations/desk/report.html", context, status=400 if form.is_bound else 200
    )


def _back(desk: Desk, conversation: Conversation) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk-inbox-thread", args=[desk.organization.slug, conversation.pk]))


def _of_desk(desk: Desk, conversation_id: UUID) -> Conversation:
    found = selectors.for_organization(conversation_id=conversation_id, organization_id=desk.organization.pk)
    if found is None:
        raise Http404("No such conversation.")
    return found
