"""What editors meet in Wagtail's admin beyond Wagtail itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from portal.pages.selectors.links import BrokenLink, broken_links

WARNED = "broken_links_warned"  # in the session: page id to the links its editor was warned of


@hooks.register("before_publish_page")
def name_broken_links(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Name the links that lead nowhere before readers meet the page; publishing again goes ahead.

    What was typed is kept as a draft by then.
    """
    specific = page.specific
    broken = broken_links(specific) if hasattr(specific, "body") else []
    warned = request.session.get(WARNED, {})
    said = [f"{link.words}→{link.leads_to}" for link in broken]
    if not broken or warned.get(str(page.pk)) == said:
        if warned.pop(str(page.pk), None) is not None:
            request.session[WARNED] = warned
        return None
    request.session[WARNED] = {**warned, str(page.pk): said}
    messages.warning(request, warning(broken))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def warning(broken: list[BrokenLink]) -> str:
    """Return the editor's warning in plain words."""
    named = "; ".join(
        _("“%(words)s” (to %(page)s)") % {"words": link.words, "page": link.leads_to}
        if link.leads_to
        else _("“%(words)s” (to something that is gone)") % {"words": link.words}
        for link in broken
    )
    return _(
        "Not published yet; your text is kept as a draft. These links lead nowhere: %(links)s. "
        "Put them right, or publish once more: readers then see the words without the link."
    ) % {"links": named}
