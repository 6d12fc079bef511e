"""What a booth exhibits, chosen from the organization's published products."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk
from catalog.merchants.models import WRITERS
from catalog.products.models import Product
from catalog.products.selectors.cards import cards, shown
from catalog.reference.languages import html_tag
from catalog.seams import preferences
from catalog.translation.selectors import text_in
from catalog.translation.texts import tag_unless
from expo.fair.desk.booth.guard import FORM, at_booth, back, booth_page, done, number
from expo.fair.models import Booth, Exhibit
from expo.fair.selectors.exhibits import in_sight, lines
from expo.fair.services.exhibits import describe_exhibit, exhibit_product, order_exhibits, remove_exhibit

MOST_OFFERED = 200  # products to choose from on one page, the newest first


@require_http_methods(FORM)
@at_booth(*WRITERS)
def exhibits(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """What is exhibited, and what else could be."""
    if request.method == "POST":
        _write(request, desk, booth)
        return back(desk, "desk-booth-exhibits")
    language, own = preferences.of(request).language, booth.organization.source_language
    rows = {row.pk: row for row in Exhibit.objects.filter(booth=booth)}
    seen = set(in_sight(Exhibit.objects.filter(booth=booth)).values_list("pk", flat=True))
    there = {row.product_id for row in rows.values()}
    listed = lines(Exhibit.objects.rewrite(False).filter(booth=booth), language=language)
    free = shown().filter(organization=desk.organization).exclude(pk__in=[pk for pk in there if pk])
    context: dict[str, Any] = {
        "exhibits": [
            {
                "id": line.id,
                "title": line.card.title.value,
                "lang": tag_unless(line.card.title, language),
                "picture": line.card.picture,
                "note": text_in(rows[line.id], "note", own),
                "price_note": text_in(rows[line.id], "price_note", own),
                "is_seen": line.id in seen,
            }
            for line in listed
        ],
        "offered": [
            {"id": card.id, "title": card.title.value, "lang": tag_unless(card.title, language)}
            for card in cards(free.order_by("-published_at", "-pk")[:MOST_OFFERED], language=language)
        ],
        "own_tag": html_tag(own),
    }
    return booth_page(request, desk, booth, "exhibits.html", context)


def _write(request: HttpRequest, desk: Desk, booth: Booth) -> None:
    data = request.POST
    if "add" in data:
        product = Product.objects.filter(pk=number(data.get("product"))).first()
        if product is not None:
            done(request, lambda: exhibit_product(booth=booth, product=product, by=desk.person))
        return
    exhibit = (
        Exhibit.objects.select_related("booth__organization")
        .filter(booth=booth, pk=number(data.get("exhibit")))
        .first()
    )
    if exhibit is None:
        return
    if "remove" in data:
        done(request, lambda: remove_exhibit(exhibit=exhibit))
    elif "up" in data:
        done(request, lambda: order_exhibits(booth=booth, ids=_raised(booth, exhibit)))
    else:
        texts = {name: data.get(name, "")[:limit] for name, limit in (("note", 2000), ("price_note", 200))}
        done(request, lambda: describe_exhibit(exhibit=exhibit, texts=texts, by=desk.person))


def _raised(booth: Booth, exhibit: Exhibit) -> list[int]:
    """Return the order in which one exhibit stands a place further up."""
    ids = list(booth.exhibits.values_list("pk", flat=True))
    place = ids.index(exhibit.pk)
    if place:
        ids[place - 1], ids[place] = ids[place], ids[place - 1]
    return ids
