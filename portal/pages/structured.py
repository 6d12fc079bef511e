"""Articles in the words of schema.org, for machines that read our pages.

Types and properties are those of schema.org/Article and schema.org/CreativeWork, and of Google Search
Central, "Article structured data", read 2026-11-26.
"""

from typing import Any

from django.conf import settings

from catalog.files.manifest import Manifest
from catalog.merchants.structured import whole_address
from catalog.reference.languages import html_tag
from portal.pages.models import ArticlePage
from portal.pages.tree import path_of

LONGEST_HEADLINE = 110  # characters that search engines show


def article_data(page: ArticlePage, *, site: str) -> dict[str, Any]:
    """Return an article in the language of its page; ``site`` is what the portal is called in it."""
    language = str(page.locale.language_code)
    address = f"{settings.SITE_ADDRESS}/{language}{path_of(page.url_path)}"
    picture = Manifest.read(page.picture.manifest) if page.picture else None
    said: dict[str, Any] = {
        "description": page.search_description or page.lead,
        "image": [whole_address(picture.jpeg[-1].url)] if picture else [],
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
        # Whether an author line names a person or an office, the line alone knows.
        "author": {"@type": "Organization", "name": page.author} if page.author else {},
        "citation": [_source(item["value"]) for item in page.sources.raw_data],
    }
    return {
        "@type": "Article",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": page.title[:LONGEST_HEADLINE],
        "datePublished": page.date.isoformat(),
        "inLanguage": html_tag(language),
        "publisher": {"@type": "Organization", "name": site, "url": f"{settings.SITE_ADDRESS}/{language}/"},
        **{name: value for name, value in said.items() if value},
    }


def _source(value: dict[str, Any]) -> dict[str, str]:
    """Return a source the article names; one without an address has its title alone."""
    named = {"@type": "CreativeWork", "name": str(value["title"])}
    return {**named, "url": str(value["address"])} if value.get("address") else named
