"""Asking to be told, confirming it, ending it: pages below the search page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.notices.stopping import stop_page
from catalog.seams import preferences
from catalog.seams.origin import refuse_foreign
from catalog.search.address import address_of, read_query
from catalog.search.alerts import links, services
from catalog.search.alerts.forms import AskForm, SaveForm, add_errors
from catalog.search.alerts.limits import too_often
from catalog.search.alerts.questions import address_of_saved, name_of
from catalog.search.engine import EngineDownError, IndexMissingError
from catalog.search.models import SavedSearch
from catalog.search.understanding import Query


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest) -> HttpResponse:
    """Ask to be told when something new matches the query in the address.

    Exempt from the CSRF check because strangers get no session here; the browser is asked instead which
    site sent the form.
    """
    if request.method == "POST":
        refuse_foreign(request)
    reader = preferences.of(request)
    query = read_query(request.GET, reader.language, reader.currency)
    if isinstance(request.user, AbstractBaseUser):
        return _save(request, query, request.user)
    return _ask(request, query)


def _save(request: HttpRequest, query: Query, person: AbstractBaseUser) -> HttpResponse:
    form = SaveForm(request.POST if request.method == "POST" else None, initial={"name": name_of(query)})
    if form.is_valid():
        try:
            services.save_search(owner=person, query=query, **form.cleaned_data)
            messages.success(request, _("The search is saved. You are told when something new matches it."))
            return HttpResponseRedirect(reverse("saved-searches"))
        except ValidationError as error:
            add_errors(form, error)
        except (IndexMissingError, EngineDownError):
            form.add_error(None, _not_now())
    return _form(request, form, query)


def _ask(request: HttpRequest, query: Query) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        if too_often(request):
            form.add_error(None, _("That was too often. Please wait a few minutes."))
            return _form(request, form, query, status=429)
        try:
            services.ask_address(query=query, **form.cleaned_data)
            return HttpResponseRedirect(reverse("search-alert-asked"))
        except (IndexMissingError, EngineDownError):
            form.add_error(None, _not_now())
    return _form(request, form, query)


def _form(
    request: HttpRequest, form: SaveForm | AskForm, query: Query, status: int | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "challenge": getattr(form, "challenge", None),
        "name": name_of(query),
        "back": address_of(query),
        "action": request.get_full_path(),
    }
    return render(
        request, "search/alerts/tell_me.html", context, status=status or (422 if form.errors else 200)
    )


def _not_now() -> str:
    return _("Search cannot answer at the moment. Nothing was changed; please try again in a few minutes.")


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody: look into your mailbox."""
    return render(request, "search/alerts/asked.html")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm that one did ask: GET shows for what, POST does it, because mail scanners follow every link.

    Exempt from the CSRF check: the signed token in the address is the permission.
    """
    key = links.read_confirm(token)
    saved = SavedSearch.objects.filter(pk=key).first() if key else None
    if saved is None:
        return render(request, "search/alerts/unknown.html", status=404)
    if request.method == "POST":
        try:
            saved = services.confirm(key=saved.pk)
        except (IndexMissingError, EngineDownError):
            messages.error(request, _not_now())
    context = {"saved": saved, "confirmed": bool(saved and saved.confirmed_at)}
    return render(request, "search/alerts/confirm.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End these mails without signing in: GET asks, POST does.

    A mail program's one-click POST (RFC 8058) comes without cookies; ending twice is no error.
    """
    key = links.read_stop(token)
    if key is None:
        return render(request, "search/alerts/unknown.html", status=404)
    saved = SavedSearch.objects.filter(pk=key).first()
    if saved and request.method == "POST":
        services.stop(saved=saved, everything=request.POST.get("which") == "all")
        saved = None
    others = 0
    if saved and saved.address:
        others = SavedSearch.objects.filter(owner__isnull=True, address=saved.address).count() - 1
    if saved is None:
        return stop_page(request, text=_("Nothing is kept of what you had asked for."), done=True)
    text = _("You will not be told any more what is new for “%(name)s”, and we forget that you asked.")
    return stop_page(
        request,
        text=text % {"name": saved.name},
        done=False,
        everything=_("Stop all mails about saved searches") if others > 0 else "",
    )


@never_cache
@require_safe
def open_saved(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead from a notice to the saved search as it is now: a person's own, or that of an address."""
    saved = SavedSearch.objects.filter(pk=key).first()
    if saved is None:
        raise Http404("No such saved search.")
    if saved.owner_id and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if saved.owner_id and saved.owner_id != request.user.pk:
        raise Http404("No such saved search.")
    return HttpResponseRedirect(address_of_saved(saved))
