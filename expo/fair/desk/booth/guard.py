"""Who works at a booth, which booth it is, and what stands above each of its pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.models import WRITERS
from catalog.seams import preferences
from catalog.translation.selectors import local_text
from expo.fair.models import Booth, Edition
from expo.fair.refusals import Refused
from expo.fair.selectors.booths import shown
from expo.fair.selectors.cards import of_organization
from expo.fair.selectors.living import LIVING
from expo.fair.services.cards import ANSWERING
from expo.fair.services.staffing import stay

FORM = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponseBase]
TONES = {"published": "good", "withdrawn": "wait", "draft": "info"}
# The pages of a booth, who may open each, and what it is called.
PAGES = (
    ("desk-booth", None, _("Overview")),
    ("desk-booth-words", WRITERS, _("In one line")),
    ("desk-booth-exhibits", WRITERS, _("Exhibits")),
    ("desk-booth-staff", WRITERS, _("Staff")),
    ("desk-booth-hours", WRITERS, _("Opening hours")),
    ("desk-booth-media", WRITERS, _("Documents and video")),
    ("desk-booth-languages", WRITERS, _("Languages")),
    ("desk-booth-look", WRITERS, _("Look at it")),
    ("desk-booth-cards", ANSWERING, _("Contact cards")),
)

# What of a booth is still at hand when its edition is over.
PAST = frozenset({"desk-booth-cards"})


def current_edition() -> Edition | None:
    """Return the edition at which booths are prepared now, if one lives."""
    return Edition.objects.filter(is_current=True, state__in=LIVING).first()


def booth_of(desk: Desk, *, past: bool = False) -> Booth | None:
    """Return the organization's booth at the current edition with what stands beside it: one query.

    With ``past``, where there is none, the latest one it had: two queries.
    """
    rows = Booth.objects.select_related(
        "edition", "organization__country", "organization__city", "stand__hall__edition"
    ).filter(organization=desk.organization)
    found = rows.filter(edition__is_current=True, edition__state__in=LIVING).first()
    return found or (rows.order_by("-edition__begins_on", "-pk").first() if past else None)


def at_booth(*roles: str, past: bool = False) -> Callable[[View], View]:
    """Let in members with one of these roles, as ``for_members`` does, to ``view(request, desk, booth, …)``.

    With ``past``, to the booth of an edition that is over too, where no other is prepared.

    Whoever comes by is doing something, as far as presence goes. Where there is no booth yet, the page
    says how to open one. Buyers have none: a 404.
    """

    def guard(view: View) -> View:
        @for_members(*roles)
        @wraps(view)
        def guarded(request: HttpRequest, desk: Desk, **address: Any) -> HttpResponseBase:
            if desk.organization.kind not in SELLERS:
                raise Http404("Buyers have no booth.")
            stay(person=desk.person, organization_id=desk.organization.pk)
            booth = booth_of(desk, past=past)
            return view(request, desk, booth, **address) if booth else no_booth(request, desk)

        return guarded

    return guard


def no_booth(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that there is no booth yet, and for which edition one can be opened."""
    edition = current_edition()
    language = preferences.of(request).language
    name = local_text(edition, "name", language, states={}) if edition else None
    context = {
        "edition": name,
        "may_open": edition is not None and bool(WRITERS & desk.roles),
        "has_cards": bool(ANSWERING & desk.roles) and of_organization(desk.organization.pk).exists(),
    }
    return desk_page(request, desk, "fair/desk/booth/none.html", context)


def booth_page(
    request: HttpRequest,
    desk: Desk,
    booth: Booth,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a page of the booth. Its template extends ``fair/desk/booth/base.html``."""
    path = f"fair/desk/booth/{template}"
    return desk_page(request, desk, path, {**head(request, desk, booth), **context}, status=status)


def head(request: HttpRequest, desk: Desk, booth: Booth) -> dict[str, Any]:
    """Return what stands above every page of a booth: its state, and the ways to its other pages."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    slug = desk.organization.slug
    is_public = shown().filter(pk=booth.pk).exists()
    lives = booth.edition.state in LIVING
    return {
        "state": booth.get_status_display(),
        "tone": TONES[booth.status],
        "is_shown": booth.status == Booth.Status.PUBLISHED,
        "may_publish": lives and bool(WRITERS & desk.roles),
        "public_url": reverse("fair-booth", args=[booth.edition.slug, booth.slug]) if is_public else "",
        "stand": booth.stand.code if booth.stand else "",
        "tabs": [
            {"text": text, "url": reverse(name, args=[slug]), "current": here == name}
            for name, roles, text in PAGES
            if (roles is None or roles & desk.roles) and (lives or name in PAST)
        ],
    }


def back(desk: Desk, name: str, *more: str) -> HttpResponseRedirect:
    """Go to a page of the booth after something was written."""
    return HttpResponseRedirect(reverse(name, args=[desk.organization.slug, *more]))


def done(request: HttpRequest, write: Callable[[], object]) -> bool:
    """Write something, and tell the member whether it was; refusals are told in their own words."""
    try:
        write()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    saved(request)
    return True


def saved(request: HttpRequest) -> None:
    """Tell the member that it was kept."""
    messages.success(request, _("Saved."))


def number(typed: str | None) -> int:
    """Return a number that came with a form, 0 for anything else."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 12 else 0
