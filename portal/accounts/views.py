"""Preferences for anybody, the profile of somebody signed in, and the page for too many requests."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.views import ConfirmEmailView
from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.services.departing import StillOwner, left_ownerless
from catalog.reference.currencies import is_currency
from catalog.seams import preferences as reader
from catalog.seams.origin import refuse_foreign
from catalog.translation.selectors import local_text
from portal.accounts import closing, services
from portal.accounts.forms import CloseForm, PreferencesForm, ProfileForm, profile_of
from portal.accounts.models import User
from portal.accounts.onward import leading_on
from portal.accounts.preferences import page_language, remember, same_page, signed_in
from portal.languages import LANGUAGES


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the preferences, or keep the ones posted and go back to the same page.

    Exempt from the CSRF check: the switches stand on pages kept for all anonymous readers alike,
    which cannot carry a token of one of them. Instead the browser is asked where the post comes from.
    A browser too old to say so lets another site change the language, currency or low-data mode of
    the visitor it sends, and nothing else: the account of somebody signed in is out of its reach,
    because the session cookie (SameSite=Lax) does not travel with such a post.
    """
    if request.method == "POST":
        refuse_foreign(request)
        return keep(request)
    if signed_in(request):
        return HttpResponseRedirect(reverse("account_profile"))
    shown = reader.of(request)
    form = PreferencesForm(
        language=shown.language, initial={"currency": shown.currency, "low_data": shown.low_data}
    )
    return render(request, "account/preferences.html", {"form": form})


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was posted and is offered; anything else changes nothing.

    Several forms post here, each with its own few fields, so a missing one means "as it was".
    """
    posted = request.POST
    language = posted.get("language") if posted.get("language") in dict(LANGUAGES) else None
    currency = posted.get("currency")
    if currency and not is_currency(currency):
        currency = None
    low_data = posted["low_data"] == "1" if posted.get("low_data") in {"0", "1"} else None
    user = signed_in(request)
    if user is not None:
        services.keep_preferences(user=user, language=language, currency=currency, low_data=low_data)
    response = HttpResponseRedirect(
        same_page(request, posted.get("next", ""), language or page_language(request))
    )
    remember(response, language=language, currency=currency, low_data=low_data)
    return response


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save what a person says about themselves and how they want to be served."""
    user = authenticated_user(request)
    assert isinstance(user, User)
    language = page_language(request)
    form = ProfileForm(request.POST or None, language=language, initial=profile_of(user, language))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        services.save_profile(user=user, **chosen)
        with translation.override(chosen["language"]):
            messages.success(request, _("Saved."))
            response = HttpResponseRedirect(reverse("account_profile"))
        remember(response, **{name: chosen[name] for name in ("language", "currency", "low_data")})
        return response
    return render(request, "account/profile.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def close(request: HttpRequest) -> HttpResponse:
    """Say what becomes of an account that is closed, and close it for whoever says so."""
    user = authenticated_user(request)
    assert isinstance(user, User)
    language = user.language or page_language(request)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {
            "timestamp": timezone.now(),
            "ip": get_adapter().get_client_ip(request),
            "user_agent": get_adapter().get_http_user_agent(request)[:300],
        }
        try:
            closing.close_account(user=user, language=language, told=told)
        except (StillOwner, closing.LastAdministrator):
            form = CloseForm()  # the page says what stands in the way
        else:
            logout(request)
            return render(request, "account/closed.html")
    owned = left_ownerless(user)
    with transaction.atomic():
        last = closing.is_last_administrator(user)
    context = {
        "form": form,
        "owned": [
            {
                "name": local_text(one, "name", page_language(request), states={}),
                "url": reverse("desk-members", args=[one.slug]),
            }
            for one in owned
        ],
        "last_administrator": last,
    }
    status = 422 if form.errors else 409 if request.method == "POST" else 200
    return render(request, "account/close.html", context, status=status)


@require_safe
def editors_sign_in(request: HttpRequest) -> HttpResponse:
    """Send editors to the one door of the site, where rate limits and the second step apply."""
    wanted = request.GET.get("next", "") or reverse("wagtailadmin_home")
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


class ConfirmEmail(ConfirmEmailView):
    """Confirming an address, where the link says to what page it leads on.

    A browser that is not signed in comes there by signing in.
    """

    def get_redirect_url(self) -> str:
        path = self.get_next_url()
        if path and not self.request.user.is_authenticated:
            return leading_on(reverse("account_login"), path)
        return str(super().get_redirect_url())
