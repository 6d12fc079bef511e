"""A visitor's contact cards: offered at a booth, kept in the account."""

from uuid import UUID

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.business_card import VCARD
from catalog.merchants.desk.guard import person_of, posted
from catalog.merchants.selectors.members import own_name
from catalog.seams import preferences
from catalog.seams.posts import post_only
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless
from expo.fair.cards import FIELDS, lines_of, vcard
from expo.fair.models import CardExchange
from expo.fair.refusals import Refused
from expo.fair.selectors.cards import of_visitor
from expo.fair.selectors.living import LIVING
from expo.fair.services.cards import Named, offer_card, take_back
from expo.fair.views.booth import booth_at

State = CardExchange.State
TONES = {State.OFFERED: "wait", State.EXCHANGED: "good", State.DECLINED: "bad"}


class CardForm(forms.Form):
    """What a person hands over; what stays empty is not handed over."""

    name = forms.CharField(label=FIELDS["name"], max_length=160)
    organization = forms.CharField(label=FIELDS["organization"], max_length=160, required=False)
    email = forms.EmailField(label=FIELDS["email"], max_length=160, required=False)
    phone = forms.CharField(label=FIELDS["phone"], max_length=40, required=False)

    def card(self) -> dict[str, str]:
        """Return the card that was typed."""
        return {name: self.cleaned_data.get(name, "") for name in FIELDS}


class OfferForm(CardForm):
    """A visitor's card, handed over with their consent."""

    wish = forms.CharField(
        label=FIELDS["wish"],
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(label=gettext_lazy("The booth may have this card"))


def own_card(person: AbstractBaseUser) -> dict[str, str]:
    """Return what an account says of a person, as the beginning of a card."""
    address = str(getattr(person, person.get_email_field_name(), ""))
    return {"name": str(getattr(person, "name", "")), "email": address}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """The visitor's card, to be handed to a booth."""
    booth, person = booth_at(edition, slug), person_of(request)
    if booth.edition.state not in LIVING:
        raise Http404("This edition is over.")
    language = preferences.of(request).language
    form = OfferForm(posted(request), initial=own_card(person))
    name = local_text(booth.organization, "name", language, states={})
    if request.method == "POST" and form.is_valid():
        card = form.card()
        named = Named(visitor=card["name"], booth=own_name(booth.organization))
        try:
            offer_card(booth=booth, visitor=person, card=card, language=language, named=named)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("fair-cards"))
    context = {
        "form": form,
        "fields": list(form),
        "name": name.value,
        "name_lang": tag_unless(name, language),
        "booth_url": reverse("fair-booth", args=[edition, slug]),
    }
    return render(request, "fair/cards/offer.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The cards a visitor has offered and got."""
    language = preferences.of(request).language
    cards = [
        {
            "id": row.pk,
            "name": name.value,
            "lang": tag_unless(name, language),
            "url": reverse("fair-booth", args=[row.booth.edition.slug, row.booth.slug]),
            "state": row.get_state_display(),
            "tone": TONES[State(row.state)],
            "lines": lines_of(row.returned),
            "given": lines_of(row.offered),
            "offered_at": row.offered_at,
        }
        for row, name in of_visitor(person_of(request), language)
    ]
    context = {"cards": cards, "time_zone": preferences.of(request).time_zone}
    return render(request, "fair/cards/mine.html", context)


def _own(request: HttpRequest, key: UUID) -> CardExchange:
    found = CardExchange.objects.filter(pk=key, visitor=person_of(request).pk).first()
    if found is None:
        raise Http404("No such card.")
    return found


@never_cache
@require_safe
@login_required
def card_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The booth's card as a file that telephones keep."""
    exchange = _own(request, key)
    if exchange.state != State.EXCHANGED:
        raise Http404("No such card.")
    return as_file(exchange.returned)


def as_file(card: dict[str, str]) -> HttpResponse:
    """Return a card as a download."""
    response = HttpResponse(vcard(card), content_type=VCARD)
    response["Content-Disposition"] = 'attachment; filename="card.vcf"'
    return response


@never_cache
@post_only("../..")
@login_required
def back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one's card back, and give the booth's away."""
    take_back(exchange=_own(request, key))
    return HttpResponseRedirect(reverse("fair-cards"))
