"""All listings of an organization, and the way to a new one."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.models import WRITERS
from catalog.products.document import ProductDocument
from catalog.products.models import Category
from catalog.products.selectors.listings import STATES, Listed, count_by_state, listings_of
from catalog.products.selectors.tree import CategoryNode, category_tree
from catalog.products.services.drafting import save_draft
from catalog.seams import preferences
from catalog.translation.texts import tag_unless

ON_A_PAGE = 50
TONES = {
    "published": "good",
    "review": "wait",
    "paused": "wait",
    "returned": "bad",
    "suspended": "bad",
    "draft": "info",
}
LONGEST_ASKED = 60


def sells(desk: Desk) -> None:
    """Raise Http404 for the desk of somebody who only buys."""
    if desk.organization.kind not in SELLERS:
        raise Http404("Buyers list nothing.")


def status(state: str) -> dict[str, str]:
    """Return a state in words, with the tone of its mark."""
    return {"text": str(STATES[state]), "tone": TONES.get(state, "info")}


@require_safe
@for_members(*WRITERS)
def listings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every listing with its state, the last changed first."""
    sells(desk)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    asked = request.GET.get("q", "").replace("\x00", "")[:LONGEST_ASKED].strip()
    found = listings_of(desk.organization, state=state, words=asked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in (("state", state), ("q", asked)) if value}
    counts = count_by_state(desk.organization)
    context = {
        "page": page,
        "rows": [
            _row(desk, one, preferences.of(request).language) for one in found.read(list(page.object_list))
        ],
        "tabs": [_tab(code, state, asked, counts) for code in ("", *STATES) if not code or counts.get(code)],
        "query": urlencode(kept) + "&" if kept else "",
        "q": asked,
        "state": state,
        "any": bool(counts),
    }
    return desk_page(request, desk, "products/desk/listings.html", context)


def _tab(code: str, chosen: str, asked: str, counts: dict[str, int]) -> dict[str, object]:
    query = urlencode({name: value for name, value in (("state", code), ("q", asked)) if value})
    return {
        "text": str(STATES[code]) if code else _("All"),
        "url": f"?{query}",
        "count": counts.get(code) if code else sum(counts.values()),
        "current": code == chosen,
    }


def _row(desk: Desk, one: Listed, language: str) -> dict[str, object]:
    slug = desk.organization.slug
    return {
        "title": one.title.value or _("Without a title"),
        "lang": tag_unless(one.title, language),
        "picture": one.picture,
        "url": reverse("desk-products-one", args=[slug, one.draft])
        if one.draft and not one.slug
        else reverse("desk-products-published", args=[slug, one.slug]),
        "status": status(one.state),
        "edit": status(one.draft_state) if one.draft_state and one.slug else None,
        "updated_at": one.updated_at,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*WRITERS)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose what kind of goods it is; what is asked of it depends on that."""
    sells(desk)
    chosen = request.POST.get("category", "")
    if request.method == "POST" and Category.objects.filter(slug=chosen).exists():
        organization = desk.organization
        document = ProductDocument(
            source_language=organization.source_language,
            title={},
            category=chosen,
            country=organization.country_id,
            city=organization.city_id or "",
            unit="",
        )
        draft = save_draft(organization=organization, document=document, by=desk.person)
        return HttpResponseRedirect(reverse("desk-products-one", args=[organization.slug, draft.pk]))
    wrong = _("Choose a category.") if request.method == "POST" else ""
    context = {"categories": category_groups(preferences.of(request).language), "wrong": wrong, "chosen": ""}
    return desk_page(request, desk, "products/desk/category.html", context, status=422 if wrong else 200)


def category_groups(language: str) -> list[dict[str, object]]:
    """Return the tree to choose from: each root with everything below it, by its path of names."""
    tree = category_tree(language=language)

    def named(node: CategoryNode) -> dict[str, str]:
        line = tree.line(node)
        return {
            "slug": node.slug,
            "text": " › ".join(step.name.value for step in line[1:]) or node.name.value,
            "lang": tag_unless(node.name, language),
        }

    below = {root.id: sorted(tree.below(root), key=lambda node: node.path) for root in tree.children(None)}
    return [
        {
            "name": root.name.value,
            "lang": tag_unless(root.name, language),
            "choices": [*map(named, below[root.id])],
        }
        for root in tree.children(None)
    ]
