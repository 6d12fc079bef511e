"""Writing to an organization about something it shows, with or without an account."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.conversations import limits, subjects
from catalog.conversations.forms import FirstMessageForm, StrangerForm
from catalog.conversations.links import visitor_path
from catalog.conversations.naming import seller_name
from catalog.conversations.selectors import answer_summaries
from catalog.conversations.services.opening import Writer, begin
from catalog.conversations.showing import answer_line
from catalog.conversations.subjects import Subject
from catalog.seams import person_check, preferences
from catalog.translation.texts import tag_unless

LEAST_SECONDS = 3.0


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show the form for a message about one thing, and take it. What is not shown is a 404."""
    reader = preferences.of(request)
    subject = subjects.shown(kind=kind, slug=slug, language=reader.language)
    if subject is None:
        raise Http404(_("This is not offered here any more."))
    form = _form(request, reader.language)
    if request.method == "POST" and form.is_valid():
        try:
            conversation = begin(
                kind=kind, subject=subject, writer=_writer(request, form), draft=form.draft()
            )
        except limits.Refused as refusal:
            form.add_error(None, refusal_text(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if conversation.visitor_id is None:
                return HttpResponseRedirect(reverse("conversation-sent"))
            return HttpResponseRedirect(
                visitor_path(conversation.pk, has_account=True, language=reader.language)
            )
    return render(
        request,
        "conversations/write.html",
        _page(kind, slug, subject, form, reader.language),
        status=400 if form.is_bound else 200,
    )


def _form(request: HttpRequest, language: str) -> FirstMessageForm:
    sent: dict[str, Any] = {"initial": {"language": language}}
    if request.method == "POST":
        sent |= {"data": request.POST, "files": request.FILES}
    if request.user.is_authenticated:
        return FirstMessageForm(**sent)
    check = person_check.check(request, purpose="conversations.write", least=LEAST_SECONDS)
    return StrangerForm(check=check, **sent)


def _writer(request: HttpRequest, form: FirstMessageForm) -> Writer:
    reader = preferences.of(request)
    person = request.user
    if person.is_authenticated:
        address = getattr(person, person.get_email_field_name())
        return Writer(
            name=str(getattr(person, "name", "")) or address.partition("@")[0],
            address=address,
            language=reader.language,
            time_zone=reader.time_zone,
            account=person,
            share_address=form.cleaned_data["share"],
        )
    return Writer(
        name=form.cleaned_data["name"],
        address=form.cleaned_data["address"],
        language=reader.language,
        time_zone=reader.time_zone,
        share_address=form.cleaned_data["share"],
    )


def refusal_text(refusal: limits.Refused) -> str:
    """Return what a visitor is told whose message is not taken, and what to do about it."""
    if isinstance(refusal, limits.SameToMany):
        return _("This text went to many sellers already. Write to each what you need from them.")
    if isinstance(refusal, limits.TooMuch):
        return _("You have written a lot in a short time. Please wait an hour; the text stays in this form.")
    if isinstance(refusal, limits.Suspended):
        return suspended_text()
    return _("This seller does not take messages from this address.")


def suspended_text() -> str:
    """Return what a visitor is told whose seller is suspended."""
    return _("This seller is suspended: nobody can write here now. What was written stays.")


def _page(kind: str, slug: str, subject: Subject, form: FirstMessageForm, language: str) -> dict[str, Any]:
    summary = answer_summaries([subject.organization_id]).get(subject.organization_id)
    return {
        "form": form,
        "kind": kind,
        "slug": slug,
        "subject": subject,
        "subject_lang": tag_unless(subject.title, language),
        "seller": seller_name(subject.organization_id, language),
        "answers": answer_line(summary) if summary else "",
    }


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way which has to be opened."""
    return render(request, "conversations/sent.html")
