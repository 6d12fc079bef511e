"""The organizer's page of what the fair brings, booth by booth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.reference.csv_files import harmless, written
from catalog.seams import preferences
from expo.fair.funnel import steps
from expo.fair.models import Edition
from expo.fair.organizing.pages import organizer
from expo.fair.selectors import funnel as reads
from expo.fair.services.exhibitors import edition_name


@require_safe
def funnel(request: HttpRequest, edition: str) -> HttpResponse:
    """Show every step for every published booth of an edition, and the sums."""
    organizer(request)
    found = get_object_or_404(Edition, slug=edition)
    language = preferences.of(request).language
    booths = reads.funnel(edition=found, language=language)
    names = [step.name for step in steps()]
    sums = reads.totals(booths)
    context = {
        "edition": found,
        "title": edition_name(found.pk, language),
        "editions": Edition.objects.order_by("-begins_on").values_list("slug", flat=True),
        "columns": [step.label for step in steps()],
        "rows": [{"booth": one, "numbers": [one.numbers[name] for name in names]} for one in booths],
        "sums": [sums[name] for name in names],
    }
    return render(request, "fair/organizing/funnel.html", context)


@require_safe
def funnel_file(request: HttpRequest, edition: str) -> HttpResponse:
    """Send the same as a CSV file."""
    organizer(request)
    found = get_object_or_404(Edition, slug=edition)
    names = [step.name for step in steps()]
    rows: list[list[object]] = [["hall", "stand", "name", *names]]
    for one in reads.funnel(edition=found, language=preferences.of(request).language):
        rows.append([one.hall, one.stand, harmless(one.name.value), *(one.numbers[name] for name in names)])
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fair-{found.slug}.csv"'
    return response
