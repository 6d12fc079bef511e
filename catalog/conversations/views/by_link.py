"""The visitor's side without account: a private address from a mail reads, confirms, and ends the mails.

The signed token in the address is the permission, so these pages are kept by nobody. No other host is told
the address: the whole site's policy sees to that, and a stricter one would hide from us where our own forms
come from, so that none of them could be sent.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.conversations import attachments, limits, links, selectors
from catalog.conversations.models import Conversation, Message
from catalog.conversations.naming import seller_name
from catalog.conversations.services import answering, opening
from catalog.conversations.showing import NO_FILE
from catalog.conversations.views.reading import visitor_report, visitor_thread
from catalog.conversations.views.writing import refusal_text
from catalog.files.selectors import private_file_of
from catalog.files.views import sent_as_download
from catalog.notices.stopping import stop_page
from catalog.seams import preferences
from catalog.seams.posts import post_only

View = Callable[..., HttpResponseBase]


def with_conversation(purpose: str, *, max_age: int | None = None) -> Callable[[View], View]:
    """Call the view with the conversation a token of that purpose stands for; any other token is told so."""

    def guard(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **address: Any) -> HttpResponseBase:
            found = selectors.by_link(links.read_token(token, purpose, max_age=max_age))
            if found is None:
                return render(request, "conversations/link_over.html", status=404)
            return view(request, found, token, **address)

        return guarded

    return guard


@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation(links.READ)
def one(request: HttpRequest, conversation: Conversation, token: str) -> HttpResponseBase:
    """Show a conversation to whoever holds its address, and take the next message once it is confirmed."""
    if request.method == "POST" and conversation.confirmed_at is None:
        raise Http404("Not confirmed yet.")
    return visitor_thread(
        request,
        conversation,
        here=reverse("conversation-by-link", args=[token]),
        ways={
            "share": reverse("conversation-by-link-share", args=[token]),
            "report": reverse("conversation-by-link-report", args=[token]),
        },
        file_url=reverse("conversation-by-link-file", args=[token, NO_FILE]),
    )


@post_only()
@with_conversation(links.READ)
def share(request: HttpRequest, conversation: Conversation, token: str) -> HttpResponseBase:
    """Let the seller see the mail address."""
    answering.share_address(conversation=conversation)
    messages.success(request, _("The seller sees your mail address now."))
    return HttpResponseRedirect(reverse("conversation-by-link", args=[token]))


@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation(links.READ)
def report(request: HttpRequest, conversation: Conversation, token: str) -> HttpResponseBase:
    """Report a conversation to the moderators."""
    return visitor_report(
        request,
        conversation,
        here=reverse("conversation-by-link-report", args=[token]),
        back=reverse("conversation-by-link", args=[token]),
    )


@require_safe
@with_conversation(links.READ)
def file(request: HttpRequest, conversation: Conversation, token: str, *, file_id: UUID) -> HttpResponseBase:
    """Send a file of this conversation."""
    found = private_file_of(kind=attachments.NAME, file_id=file_id)
    belongs = found and Message.objects.filter(pk=found.subject, conversation=conversation).exists()
    if found is None or not belongs:
        raise Http404(_("There is no such file."))
    return sent_as_download(found)


@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation(links.CONFIRM, max_age=links.CONFIRM_WITHIN)
def confirm(request: HttpRequest, conversation: Conversation, token: str) -> HttpResponseBase:
    """Let a message through: GET asks, POST does, because mail scanners follow every link."""
    if request.method == "POST":
        try:
            opening.confirm(conversation=conversation)
        except limits.Refused as refusal:
            messages.error(request, refusal_text(refusal))
            return render(request, "conversations/confirm.html", _named(request, conversation), status=400)
        messages.success(request, _("Your message is on its way."))
        reader = preferences.of(request)
        return HttpResponseRedirect(
            links.visitor_path(conversation.pk, has_account=False, language=reader.language)
        )
    return render(request, "conversations/confirm.html", _named(request, conversation))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation(links.STOP)
def stop(request: HttpRequest, conversation: Conversation, token: str) -> HttpResponseBase:
    """End the mails of one conversation: GET asks, POST does.

    Exempt from the CSRF check: the signed token is the permission, and a mail program's one-click POST
    (RFC 8058) comes without cookies.
    """
    if request.method == "POST":
        answering.stop_mails(conversation=conversation)
    done = request.method == "POST"
    stopped = _("You get no more mail about your conversation with %(seller)s. Its page can still be opened.")
    asked = _("You will get no more mail about your conversation with %(seller)s about %(title)s.")
    text = (stopped if done else asked) % _named(request, conversation)
    return stop_page(request, text=text, done=done)


def _named(request: HttpRequest, conversation: Conversation) -> dict[str, str]:
    """Return with whom a conversation is and about what."""
    language = preferences.of(request).language
    return {
        "seller": seller_name(conversation.organization_id, language),
        "title": conversation.subject_title,
    }
