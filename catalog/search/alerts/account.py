"""A person's saved searches: pages of their account."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.seams.posts import post_only
from catalog.search.alerts import services
from catalog.search.alerts.selectors import lines_of, saved_by
from catalog.search.engine import EngineDownError, IndexMissingError
from catalog.search.models import SavedSearch


def _person(request: HttpRequest) -> AbstractBaseUser:
    # login_required has turned everybody else away.
    return cast(AbstractBaseUser, request.user)


def _mine(request: HttpRequest, key: UUID) -> SavedSearch:
    found = saved_by(_person(request)).filter(pk=key).first()
    if found is None:
        raise Http404("No such saved search.")
    return found


@require_safe
@never_cache
@login_required
def saved_searches(request: HttpRequest) -> HttpResponse:
    """All saved searches of the person signed in."""
    context = {"lines": lines_of(_person(request)), "frequencies": SavedSearch.Frequency.choices}
    return render(request, "search/alerts/list.html", context)


CHANGES: dict[str, Callable[[SavedSearch, QueryDict], None]] = {
    "rename": lambda saved, posted: services.rename(saved=saved, name=posted.get("name", "")),
    "frequency": lambda saved, posted: services.set_frequency(
        saved=saved, frequency=posted.get("frequency", "")
    ),
    "pause": lambda saved, posted: services.pause(saved=saved),
    "resume": lambda saved, posted: services.resume(saved=saved),
}


@post_only()
@never_cache
@login_required
def change_saved(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change one's own saved search as ``do`` says."""
    saved = _mine(request, key)
    wanted = CHANGES.get(request.POST.get("do", ""))
    if wanted is None:
        raise Http404("No such change.")
    try:
        wanted(saved, request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (IndexMissingError, EngineDownError):
        messages.error(
            request,
            _("Search cannot answer at the moment. Nothing was changed; please try again in a few minutes."),
        )
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("saved-searches"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def remove_saved(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask whether a saved search shall go, and forget it when the answer is posted."""
    saved = _mine(request, key)
    if request.method == "POST":
        services.remove(saved=saved)
        messages.success(request, _("The saved search is gone."))
        return HttpResponseRedirect(reverse("saved-searches"))
    return render(request, "search/alerts/remove.html", {"saved": saved})
