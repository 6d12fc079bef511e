"""The page an exhibitor's invitation leads to."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import person_of
from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.members import Belonging, belongings
from catalog.seams import preferences
from catalog.translation.texts import tag_unless
from expo.fair.models import Exhibitor
from expo.fair.refusals import Refused
from expo.fair.selectors.living import LIVING
from expo.fair.services.exhibitors import claim as claim_booth
from expo.fair.services.exhibitors import edition_name, read_claim


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Show which booth is kept for whom, and give it to the organization a signed-in person chooses.

    A GET changes nothing, because mail scanners follow every link.
    """
    exhibitor = read_claim(token)
    if exhibitor is None or not _is_open(exhibitor):
        return render(request, "fair/claim_over.html", {"exhibitor": exhibitor}, status=404)
    mine = _mine(request)
    if request.method != "POST" or not request.user.is_authenticated:
        return _page(request, exhibitor, mine)
    chosen = next(
        (one.organization for one in mine if one.organization.slug == request.POST.get("organization")), None
    )
    if chosen is None:
        return _page(request, exhibitor, mine, error=_("Choose your organization."), status=422)
    try:
        claim_booth(exhibitor=exhibitor, organization=chosen, by=person_of(request))
    except Refused as refused:
        return _page(request, exhibitor, mine, error=str(refused), status=422)
    messages.success(request, _("The booth is yours."))
    return HttpResponseRedirect(reverse("desk-home", args=[chosen.slug]))


def _is_open(exhibitor: Exhibitor) -> bool:
    return (
        exhibitor.state == Exhibitor.State.INVITED
        and exhibitor.expires_at is not None
        and exhibitor.expires_at > timezone.now()
        and exhibitor.edition.state in LIVING
    )


def _mine(request: HttpRequest) -> list[Belonging]:
    if not request.user.is_authenticated:
        return []
    language = preferences.of(request).language
    return [one for one in belongings(person_of(request), language) if WRITERS & set(one.roles)]


def _page(
    request: HttpRequest,
    exhibitor: Exhibitor,
    mine: list[Belonging],
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    language = preferences.of(request).language
    after = urlencode({"next": request.path})
    context = {
        "exhibitor": exhibitor,
        "edition": edition_name(exhibitor.edition_id, language),
        "organizations": [
            {
                "slug": one.organization.slug,
                "name": one.name.value,
                "name_lang": tag_unless(one.name, language),
            }
            for one in mine
        ],
        "error": error,
        "sign_in": f"{reverse('account_login')}?{after}",
        "sign_up": f"{reverse('account_signup')}?{after}",
    }
    return render(request, "fair/claim.html", context, status=status)
