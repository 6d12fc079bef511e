"""A member's page of who came to their booth: the funnel of an edition, the leads as a list and a file."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.models import Membership
from catalog.reference.csv_files import harmless, written
from catalog.reference.display import show_day, show_number
from catalog.seams import preferences
from catalog.translation.selectors import localized
from expo.fair.funnel import steps
from expo.fair.models import Booth, Edition
from expo.fair.selectors import funnel as reads

ROLES = tuple(role.value for role in (Membership.Role.OWNER, Membership.Role.EDITOR, Membership.Role.SALES))


def _booth(request: HttpRequest, desk: Desk) -> Booth | None:
    """Return the booth of the edition the address names, else the latest. Raises Http404 for none."""
    booths = Booth.objects.filter(organization=desk.organization).select_related("edition")
    known = list(booths.order_by("-edition__begins_on"))
    asked = request.GET.get("edition", "")
    if not asked:
        return next(iter(known), None)
    # Compared here: PostgreSQL takes no NUL character, with which an address may come.
    found = next((booth for booth in known if booth.edition.slug == asked), None)
    if found is None:
        raise Http404("No booth at this edition.")
    return found


@require_safe
@for_members(*ROLES)
def leads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how many visited, saved, wrote, gave a card or met, and who they were."""
    booth, language = _booth(request, desk), preferences.of(request).language
    context: dict[str, Any] = {"booth": booth, "editions": _editions(desk, booth, language)}
    if booth is not None:
        (numbers,) = reads.funnel(edition=booth.edition, language=language, booth=booth.pk)
        context["figures"] = [
            {"label": step.label, "value": show_number(numbers.numbers[step.name], language)}
            for step in steps()
        ]
        context["leads"] = _table(reads.leads(booth=booth), language)
    return desk_page(request, desk, "fair/leads.html", context)


def _editions(desk: Desk, booth: Booth | None, language: str) -> list[dict[str, Any]]:
    """Return the editions at which the organization has a booth, the latest first, by their names."""
    held = Booth.objects.filter(organization=desk.organization).values_list("edition_id", flat=True)
    named: Any = Edition.objects.rewrite(False).annotate(**localized(Edition, "name", language))
    rows = named.filter(pk__in=held).order_by("-begins_on", "-pk").values_list("slug", "name_text")
    return [
        {
            "url": f"?edition={slug}",
            "text": name or slug,
            "current": booth is not None and slug == booth.edition.slug,
        }
        for slug, name in rows
    ]


def _table(found: list[reads.StepLead], language: str) -> dict[str, Any]:
    labels, languages = {step.name: str(step.label) for step in steps()}, dict(settings.LANGUAGES)
    heads = [_("Day"), _("Step"), _("Language"), _("Name")]
    rows = []
    for one in found:
        day, said = show_day(one.lead.at, language), str(languages.get(one.lead.language, one.lead.language))
        texts = (day, labels[one.step], said, one.lead.name or "–")
        rows.append([{"text": text, "label": head} for text, head in zip(texts, heads, strict=True)])
    return {"columns": [{"label": head} for head in heads], "rows": rows}


@require_safe
@for_members(*ROLES)
def leads_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the leads of a booth as a CSV file; no text in it is taken for a formula."""
    booth = _booth(request, desk)
    name = f"{desk.organization.slug}-{booth.edition.slug}" if booth else desk.organization.slug
    rows = [["at_utc", "step", "language", "name"]]
    for one in reads.leads(booth=booth) if booth else ():
        rows.append([one.lead.at.isoformat(), one.step, one.lead.language, harmless(one.lead.name)])
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="leads-{name}.csv"'
    return response
