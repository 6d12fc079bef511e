"""What every page says of itself in the words of schema.org, and how it is written into the page.

WebSite, SearchAction and BreadcrumbList follow schema.org, and Google Search Central,
"Breadcrumb structured data", both read 2026-11-25.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

VOCABULARY = "https://schema.org"
# Nothing in the text may end the script it stands in.
ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def written(graph: Sequence[Mapping[str, Any]]) -> SafeString:
    """Return the data as JSON that can stand inside a script element, whatever texts it holds."""
    text = json.dumps(
        {"@context": VOCABULARY, "@graph": list(graph)}, ensure_ascii=False, separators=(",", ":")
    )
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (escaped in the line above)


def trail(crumbs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the way from the home page to this one; the last step is the page and has no address."""
    steps = []
    for position, crumb in enumerate(crumbs, start=1):
        step: dict[str, Any] = {"@type": "ListItem", "position": position, "name": str(crumb["text"])}
        if crumb.get("url"):
            step["item"] = f"{settings.SITE_ADDRESS}{crumb['url']}"
        steps.append(step)
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def website(*, name: str, home: str, tag: str) -> dict[str, Any]:
    """Return the site in one language (a BCP 47 tag), with the search that answers in it."""
    return {
        "@type": "WebSite",
        "@id": f"{settings.SITE_ADDRESS}{home}#website",
        "name": name,
        "url": f"{settings.SITE_ADDRESS}{home}",
        "inLanguage": tag,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{settings.SITE_ADDRESS}{reverse('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
