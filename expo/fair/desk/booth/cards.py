"""Cards that visitors offer to a booth, answered and kept."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import Desk
from catalog.merchants.selectors.members import own_name
from catalog.reference.cldr import language_name
from catalog.seams import preferences
from expo.fair.cards import lines_of
from expo.fair.desk.booth.guard import FORM, at_booth, back, booth_page, done, saved
from expo.fair.models import Booth, CardExchange
from expo.fair.refusals import Refused
from expo.fair.selectors import cards as kept
from expo.fair.services.cards import ANSWERING, Named, decline_card, return_card, take_back
from expo.fair.views.cards import TONES, CardForm, as_file, own_card

PER_PAGE = 50
State = CardExchange.State
WAYS: Mapping[str, Callable[..., CardExchange]] = {"decline": decline_card, "forget": take_back}


@require_http_methods(FORM)
@at_booth(*ANSWERING, past=True)
def cards(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """The cards offered at any edition: who waits, who has ours, and ours for them."""
    form = CardForm(initial={**own_card(desk.person), "organization": own_name(booth.organization)})
    answering = _offered(desk, request.GET["answer"]) if "answer" in request.GET else None
    if request.method == "POST":
        exchange = _offered(desk, request.POST.get("card", ""))
        form = CardForm(request.POST) if "exchange" in request.POST else form
        answering = exchange
        if not form.is_bound:
            write = next((WAYS[name] for name in WAYS if name in request.POST), None)
            if write is not None:
                done(request, partial(write, exchange=exchange, by=desk.person))
            return back(desk, "desk-booth-cards")
        if form.is_valid() and _returned(form, exchange, desk, booth):
            saved(request)
            return back(desk, "desk-booth-cards")
    language = preferences.of(request).language
    asked = request.GET.get("page", "1")
    page = Paginator(kept.of_organization(desk.organization.pk), PER_PAGE).get_page(asked)
    context: dict[str, Any] = {
        "form": form,
        "fields": list(form),
        "answering": _values(answering, language) if answering else None,
        "cards": [_values(row, language) for row in page],
        "page": page,
        "time_zone": preferences.of(request).time_zone,
    }
    return booth_page(request, desk, booth, "cards.html", context, status=422 if form.errors else 200)


def _values(row: CardExchange, language: str) -> dict[str, Any]:
    """Return what is shown of an exchange: of an offer that waits, the name and the language alone."""
    agreed = row.state == State.EXCHANGED
    return {
        "id": row.pk,
        "name": row.offered.get("name", "–"),
        "language": language_name(row.language, language),
        "state": row.get_state_display(),
        "tone": TONES[State(row.state)],
        "waits": row.state == State.OFFERED,
        "agreed": agreed,
        "lines": lines_of(row.offered) if agreed else [],
        "offered_at": row.offered_at,
    }


def _offered(desk: Desk, typed: str) -> CardExchange:
    try:
        key = UUID(typed)
    except ValueError:
        raise Http404("No such card.") from None
    rows = CardExchange.objects.select_related("booth__organization", "visitor")
    theirs = rows.filter(booth__organization=desk.organization, pk=key)
    found = theirs.exclude(state=State.WITHDRAWN).first()
    if found is None:
        raise Http404("No such card.")
    return found


def _returned(form: CardForm, exchange: CardExchange, desk: Desk, booth: Booth) -> bool:
    named = Named(visitor=exchange.offered.get("name", ""), booth=own_name(booth.organization))
    try:
        return_card(exchange=exchange, card=form.card(), by=desk.person, named=named)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
@at_booth(*ANSWERING, past=True)
def card_file(request: HttpRequest, desk: Desk, booth: Booth, key: UUID) -> HttpResponse:
    """A visitor's card as a file that telephones keep, once it was exchanged."""
    exchange = _offered(desk, str(key))
    if exchange.state != State.EXCHANGED:
        raise Http404("No such card.")
    return as_file(exchange.offered)
