"""Reads: links of a page that lead nowhere, so that an editor hears of them before readers do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from portal.pages.blocks.links import for_reader, local_path
from portal.pages.selectors.pieces import Found, Wanted, find, links_in


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that leads nowhere: the words it stands on, and where they should have led."""

    words: str
    leads_to: str


def broken_links(page: Page) -> list[BrokenLink]:
    """Return the links in a page's body that lead to nothing a reader could open, each once.

    Pages that are not published, files that are gone, and addresses of this portal at which nothing
    stands. Addresses elsewhere are not asked: that takes long and proves little.
    """
    stored = list(page.body.raw_data)
    found = find(Wanted().walk(stored), settings.LANGUAGE_CODE)
    return list(dict.fromkeys(_broken(stored, found)))


def _broken(stored: Any, found: Found) -> Iterator[BrokenLink]:
    if isinstance(stored, str):
        yield from _in_text(stored, found)
    elif isinstance(stored, Mapping):
        if isinstance(target := stored.get("target"), Mapping):
            yield from _target(target, str(stored.get("button") or ""), found)
        for value in stored.values():
            yield from _broken(value, found)
    elif isinstance(stored, Sequence):
        for item in stored:
            yield from _broken(item, found)


def _in_text(html: str, found: Found) -> Iterator[BrokenLink]:
    for link in links_in(html):
        if link.kind == "page" and link.id not in found.pages:
            yield BrokenLink(link.words, _title(link.id))
        elif link.kind == "document" and link.id not in found.documents:
            yield BrokenLink(link.words, "")
        elif not link.kind and leads_nowhere(link.address):
            yield BrokenLink(link.words, link.address)


def _target(target: Mapping[str, Any], words: str, found: Found) -> Iterator[BrokenLink]:
    if target.get("page") and target["page"] not in found.pages:
        yield BrokenLink(words, _title(target["page"]))
    elif leads_nowhere(str(target.get("address") or "")):
        yield BrokenLink(words, str(target["address"]))


def _title(pk: int) -> str:
    """Return what a page that nobody can read is called, empty where it is gone."""
    return str(Page.objects.filter(pk=pk).values_list("title", flat=True).first() or "")


def leads_nowhere(address: str) -> bool:
    """Tell whether an address of this portal has nothing at it; other addresses are taken on trust."""
    local = local_path(address.partition("#")[0].partition("?")[0])
    if not local.startswith("/") or local.startswith("//") or local == "/":
        return False
    whole = local if local.endswith("/") else f"{local}/"  # Django adds the slash that was left out
    for path in dict.fromkeys((local, whole)):
        try:
            match = resolve(for_reader(path, settings.LANGUAGE_CODE))
        except Resolver404:
            continue
        break
    else:
        return True
    return match.url_name == "wagtail_serve" and not _page_stands(match.args[0])


def _page_stands(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    parts = [part for part in path.split("/") if part]
    for root in site.root_page.get_translations(inclusive=True).live():
        try:
            root.specific.route(None, parts)
        except Http404:
            continue
        return True
    return False
