"""Files to fetch at the desk: empty tables, everything that is listed, and what became of a file's rows."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, for_members
from catalog.merchants.models import WRITERS
from catalog.products.bulk.desk import import_at, seller
from catalog.products.bulk.exporting import all_listings, columns_of, rows_of
from catalog.products.bulk.files import XLSX
from catalog.products.bulk.looking import result_rows
from catalog.products.bulk.template import headings, template_columns
from catalog.products.bulk.writing import csv_lines, write_workbook
from catalog.products.models import Category
from catalog.seams import preferences

KINDS = ("xlsx", "csv")
SHEET = "Goods"


@require_safe
@for_members(*WRITERS)
def template(request: HttpRequest, desk: Desk, kind: str) -> HttpResponseBase:
    """The empty table for the goods of a category."""
    wanted = request.GET.get("category", "")
    category = Category.objects.filter(slug=wanted).first()
    if wanted and category is None:
        raise Http404("No such category.")
    keys = template_columns(seller(desk).organization, category)
    return _sent(request, kind, f"goods-{wanted or 'template'}", keys, [])


@require_safe
@for_members(*WRITERS)
def export(request: HttpRequest, desk: Desk, kind: str) -> HttpResponseBase:
    """Everything the organization lists, as drafts or published."""
    organization = seller(desk).organization
    keys = columns_of(all_listings(organization))
    name = f"{organization.slug}-{timezone.localdate():%Y-%m-%d}"
    return _sent(request, kind, name, keys, rows_of(all_listings(organization), keys))


@require_safe
@for_members(*WRITERS)
def result(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponseBase:
    """What became of each row, for whoever mends the file."""
    imported = import_at(desk, key)
    rows = result_rows(imported, preferences.of(request).language)
    return _named(
        StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8"), "result.csv"
    )


def _sent(
    request: HttpRequest, kind: str, name: str, keys: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponseBase:
    if kind not in KINDS:
        raise Http404("No such kind of file.")
    header = headings(keys, preferences.of(request).language)
    if kind == "csv":
        lines = csv_lines(_below(header, rows))
        return _named(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    # Written to the disk, row by row, however much it is; the response closes and so removes it.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    write_workbook(file, keys=keys, header=header, rows=rows, title=SHEET)
    file.seek(0)
    return _named(FileResponse(file, content_type=XLSX), f"{name}.xlsx")


def _below(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield header
    yield from rows


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
