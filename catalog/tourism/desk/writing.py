"""The operator's desk: a message to everybody on a departure, and the list of travellers as a file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.reference.csv_files import written
from catalog.reference.languages import codes, html_tag
from catalog.seams import preferences
from catalog.seams.posts import post_only
from catalog.tourism.departure_letters import DESK
from catalog.tourism.desk.one_departure import found, head_of
from catalog.tourism.models import Booking, Departure
from catalog.tourism.sealing import Unreadable
from catalog.tourism.selectors.desk_departures import not_delivered
from catalog.tourism.selectors.travellers import MAY_READ
from catalog.tourism.services.manifests import take_manifest
from catalog.tourism.services.messages import language_for, on_board, write_to_bookers, written_in


class MessageForm(forms.Form):
    """A subject and a text in each language that somebody on a departure reads, and the operator's own."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        names = dict(settings.LANGUAGES)
        for code in self.languages:
            spoken = {"lang": html_tag(code)}
            self.fields[f"subject-{code}"] = forms.CharField(
                label=_("Subject: %(language)s") % {"language": names[code]},
                max_length=150,
                required=False,
                widget=forms.TextInput(attrs=spoken),
            )
            self.fields[f"text-{code}"] = forms.CharField(
                label=_("Text: %(language)s") % {"language": names[code]},
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={**spoken, "rows": 4}),
            )

    def said(self, what: str) -> dict[str, str]:
        """Return the subjects or the texts by language; the form is valid."""
        return {code: self.cleaned_data[f"{what}-{code}"] for code in self.languages}


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*DESK)
def message(request: HttpRequest, desk: Desk, departure_id: int) -> HttpResponse:
    """Show a message to everybody on a departure before it leaves, and send it."""
    departure = found(desk, departure_id)
    bookings = on_board(departure)
    form = MessageForm(posted(request), languages=_languages(desk, bookings))
    preview: list[dict[str, Any]] = []
    if form.is_valid():
        if request.POST.get("do") == "send" and _sent(request, desk, departure, form):
            return HttpResponseRedirect(reverse("desk-departures-one", args=_address(desk, departure)))
        preview = _preview(form, bookings)
        if not preview and not form.errors:
            form.add_error(None, _("Write a subject and a text in at least one language."))
    context = {
        "departure": head_of(departure, preferences.of(request).language),
        "form": form,
        "preview": preview,
        "bookings": len(bookings),
        "undelivered": not_delivered(departure),
        "url": reverse("desk-departures-one", args=_address(desk, departure)),
    }
    status = 422 if form.errors else 200
    return desk_page(request, desk, "tourism/desk/message.html", context, status=status)


def _languages(desk: Desk, bookings: Sequence[Booking]) -> list[str]:
    spoken = {desk.organization.source_language, "en", *(booking.language for booking in bookings)}
    return [code for code in codes() if code in spoken]


def _preview(form: MessageForm, bookings: Sequence[Booking]) -> list[dict[str, Any]]:
    subject, text = form.said("subject"), form.said("text")
    languages = written_in(subject, text)
    counts = Counter(language_for(booking.language, languages) for booking in bookings) if languages else {}
    return [
        {"lang": html_tag(code), "subject": subject[code], "text": text[code], "count": counts.get(code, 0)}
        for code in languages
    ]


def _sent(request: HttpRequest, desk: Desk, departure: Departure, form: MessageForm) -> bool:
    try:
        told = write_to_bookers(
            departure=departure, subject=form.said("subject"), text=form.said("text"), by=desk.person
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    words = ngettext("Sent for %(count)d booking.", "Sent for %(count)d bookings.", told)
    messages.success(request, words % {"count": told})
    return True


def _address(desk: Desk, departure: Departure) -> list[object]:
    return [desk.organization.slug, departure.pk]


@post_only(".")
@for_members(*MAY_READ)
def manifest(request: HttpRequest, desk: Desk, departure_id: int) -> HttpResponseBase:
    """Send the list of travellers as a CSV file; that it was taken is kept."""
    departure = found(desk, departure_id)
    try:
        rows = take_manifest(departure=departure, by=desk.person)
    except Unreadable:
        messages.error(request, _("Some of what is sealed cannot be read with the keys of this site."))
        return HttpResponseRedirect(reverse("desk-departures-one", args=_address(desk, departure)))
    response = StreamingHttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    name = f"{departure.tour.slug}-{departure.on.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
