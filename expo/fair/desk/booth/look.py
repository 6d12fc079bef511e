"""A booth as visitors would see it, before they do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from catalog.merchants.desk.framing import framed
from catalog.merchants.desk.guard import Desk
from catalog.merchants.models import WRITERS
from catalog.seams import preferences
from expo.fair.booth_words import booth_values, clocks_of
from expo.fair.desk.booth.guard import at_booth, booth_page
from expo.fair.models import Booth
from expo.fair.selectors.booths import booth_page as page_of


@require_safe
@at_booth(*WRITERS)
def look(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """The booth in a frame: in each language, at each width."""
    path = reverse("desk-booth-draft", args=[desk.organization.slug])
    return booth_page(request, desk, booth, "look.html", framed(request, path))


@require_safe
@xframe_options_sameorigin
@at_booth(*WRITERS)
def draft(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """The booth by itself, made by the template visitors get."""
    chosen = preferences.of(request)
    page = page_of(booth, language=chosen.language, at=timezone.now())
    values = booth_values(page, chosen, clocks_of(booth, chosen))
    return render(request, "fair/booth/page.html", values | {"noindex": True, "presence_url": ""})
