"""Who enters a desk page, decided in one place, and the frame around every desk page.

A room that adds desk pages puts ``for_members`` on them and answers with ``desk_page``. Nobody
without a role in the organization learns that it exists; the view behind the guard is not reached.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from catalog.merchants.models import Membership, Organization
from catalog.merchants.selectors.members import belonging
from catalog.merchants.services.members import in_order
from catalog.seams import desk as seam
from catalog.seams import preferences
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless

Role = Membership.Role
EVERYBODY = frozenset(Role.values)


@dataclass(frozen=True)
class Desk:
    """An organization's desk with somebody at it."""

    organization: Organization
    person: AbstractBaseUser
    roles: frozenset[str]

    @property
    def is_owner(self) -> bool:
        return Role.OWNER in self.roles


View = Callable[..., HttpResponseBase]


def for_members(*roles: str) -> Callable[[View], View]:
    """Let in members who have one of these roles, any member where none is named.

    The view is called as ``view(request, desk, …)`` in place of the organization's slug in the address.
    Somebody without a role in the organization gets a 404, a member without one of these roles a page
    (403) that says which may, one who has yet to meet a condition a page (403) that says how.
    """
    allowed = frozenset(Role(role).value for role in roles) or EVERYBODY

    def guard(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, **address: Any) -> HttpResponseBase:
            person = person_of(request)
            found = belonging(person, organization)
            if found is None:
                raise Http404("No such desk.")
            desk = Desk(found[0], person, found[1])
            hindrance = seam.hindrance(request, desk.roles)
            if hindrance:
                return desk_page(request, desk, "merchants/desk/shut.html", {"why": hindrance}, status=403)
            if not allowed & desk.roles:
                context = {"may": role_names(allowed)}
                return desk_page(request, desk, "merchants/desk/not_yours.html", context, status=403)
            return view(request, desk, **address)

        return guarded

    return guard


def person_of(request: HttpRequest) -> AbstractBaseUser:
    """Return who is signed in; ``login_required`` has turned everybody else away."""
    return cast(AbstractBaseUser, request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what was posted, however little, None before anything is sent."""
    return request.POST if request.method == "POST" else None


def role_names(roles: Collection[str]) -> list[str]:
    """Return what roles are called in the active language, owner first."""
    return [str(Role(role).label) for role in in_order(roles)]


def desk_page(
    request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page of the desk. Its template extends ``merchants/desk/base.html``."""
    return render(request, template, {"desk": frame(request, desk), **context}, status=status)


def frame(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return what stands around every page of a desk: whose it is, in which roles, and the menu."""
    organization, language = desk.organization, preferences.of(request).language
    name = local_text(organization, "name", language, states={})
    here = request.resolver_match.view_name if request.resolver_match else ""
    entries = seam.entries_for(desk.roles, organization.kind)
    return {
        "slug": organization.slug,
        "onward": onward(request, desk, here),
        "name": name.value,
        "name_lang": tag_unless(name, language),
        "initial": next((letter for letter in name.value.removeprefix("Demo ") if letter.isalnum()), "·"),
        "roles": role_names(desk.roles),
        "is_owner": desk.is_owner,
        "is_demo": organization.is_demo,
        "menu": [
            {
                "text": entry.label,
                "url": reverse(entry.url_name, args=[organization.slug]),
                "current": _is_at(here, entry.url_name),
            }
            for entry in entries
        ],
    }


def _is_at(here: str, url_name: str) -> bool:
    return here == url_name or here.startswith(f"{url_name}-")


def onward(request: HttpRequest, desk: Desk, here: str) -> dict[str, str]:
    """Return what to do next on the page of a first step: nothing unless something was just done there.

    Asked only when the page has something to tell, so that a desk long at work pays nothing for it.
    """
    if not len(messages.get_messages(request)):
        return {}
    organization = desk.organization
    steps = [step for step in seam.steps_for(organization.kind) if step.roles & desk.roles]
    at = next((step for step in steps if _is_at(here, step.url_name)), None)
    if at is None:
        return {}
    if not at.is_done(organization.pk):
        return {"still": str(at.text)}
    place = steps.index(at)
    later = (step for step in steps[place + 1 :] + steps[:place] if not step.is_done(organization.pk))
    step = next(later, None)
    return {"label": str(step.label), "url": reverse(step.url_name, args=[organization.slug])} if step else {}
