"""What a public page tells machines about itself, in its head."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.discovery.cards.selectors import card_of, subject_of
from portal.discovery.sharing import LOCALES, SharedPicture, picture_to_share
from portal.discovery.structured import trail, website, written
from portal.pages.models import ArticlePage, EditorialPage

register = template.Library()


@register.inclusion_tag("discovery/head.html", takes_context=True)
def head_facts(context: template.Context) -> dict[str, Any]:
    """Print structured data and what is shown of the page where it is shared: one query, for its card.

    Read from the page's context: ``structured`` (records of its room), ``crumbs`` (the last one is the
    page itself), ``share_picture`` or ``lead_picture`` (a manifest), and the frame's values.
    """
    crumbs = context.get("crumbs") or []
    graph = [*(context.get("structured") or [])]
    if crumbs:
        graph.append(trail(crumbs))
    if context["this_page"].partition("?")[0] == context["home_url"]:
        graph.append(
            website(name=str(context["site_name"]), home=context["home_url"], tag=context["language_tag"])
        )
    language = context.get("content_language") or get_language() or ""
    shown = [link.code for link in context.get("alternates") or context["language_links"]]
    query = context.get("canonical_query")
    return {
        "title": crumbs[-1]["text"] if crumbs else str(context["site_name"]),
        "site_name": str(context["site_name"]),
        "address": context["canonical"] + (f"?{query}" if query else ""),
        "locale": LOCALES.get(language, ""),
        "other_locales": [LOCALES[code] for code in shown if code != language],
        "picture": _picture(context, language),
        "article": context["page"] if isinstance(context.get("page"), ArticlePage) else None,
        "feeds": [
            {"url": f"{context['home_url']}feeds/{name}.atom", "title": title}
            for name, title in (
                ("goods", _("New goods")),
                ("tours", _("New tours")),
                ("articles", _("New articles")),
            )
        ],
        "graph": written(graph) if graph else "",
    }


def _picture(context: template.Context, language: str) -> SharedPicture | None:
    """Return the page's card; until it is drawn, the page's own picture, if it has one."""
    page, request = context.get("page"), context.get("request")
    key = str(page.translation_key) if isinstance(page, EditorialPage) else ""
    card = card_of(*subject_of(getattr(request, "resolver_match", None), key), language)
    return card or picture_to_share(context.get("share_picture") or context.get("lead_picture"))
