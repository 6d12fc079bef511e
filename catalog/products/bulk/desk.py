"""Files at the desk: sent, their columns confirmed, looked through row by row, brought in or thrown away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.models import WRITERS
from catalog.products.bulk import looking, pictures, reading, sending
from catalog.products.bulk.columns import guess, label
from catalog.products.bulk.exporting import in_order
from catalog.products.bulk.files import opened
from catalog.products.bulk.forms import ColumnsForm, FileForm
from catalog.products.bulk.template import properties_in, template_columns
from catalog.products.models import ColumnMemory, ListingImport
from catalog.products.selectors.tree import category_tree
from catalog.seams import preferences
from catalog.seams.posts import post_only

SAMPLES = 3
Stage = ListingImport.Stage


def seller(desk: Desk) -> Desk:
    """Return the desk if its organization lists goods. Raises Http404 for one that only buys."""
    if desk.organization.kind not in SELLERS:
        raise Http404("This organization lists no goods.")
    return desk


def import_at(desk: Desk, key: UUID) -> ListingImport:
    """Return a file of the organization. Raises Http404 for another's."""
    rows = ListingImport.objects.select_related("organization", "file", "pictures")
    found = rows.filter(organization=seller(desk).organization, pk=key).first()
    if found is None:
        raise Http404("No such file.")
    return found


def to(desk: Desk, name: str, *address: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[desk.organization.slug, *address]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*WRITERS)
def files(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send a file, or fetch an empty one, or everything that is listed."""
    seller(desk)
    kept = _kept_before(request, desk)
    form = FileForm(posted(request), request.FILES if request.method == "POST" else None, kept=bool(kept))
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, desk) if "file" in request.FILES else kept
            assert kept is not None
            _add_pictures(request, desk, kept)
        except ValidationError as error:
            form.add_error(None, error)
        except sending.ImportMoved:
            form.add_error(None, _("This file is being worked on already."))
        else:
            return to(desk, "desk-files-columns", kept.pk)
    language = preferences.of(request).language
    recent = ListingImport.objects.filter(organization=desk.organization).order_by("-created_at")[:20]
    context = {
        "form": form,
        "kept": kept,
        "categories": categories(language),
        "recent": [looking.line(one) for one in recent],
        "time_zone": preferences.of(request).time_zone,
        "most": {"rows": reading.MOST_ROWS, "megabytes": reading.MOST_BYTES // 1_000_000},
    }
    return desk_page(request, desk, "products/bulk/files.html", context, status=422 if form.errors else 200)


def _kept_before(request: HttpRequest, desk: Desk) -> ListingImport | None:
    """Return the table that came with a ZIP file that was refused: it need not be sent again."""
    try:
        key = UUID(request.POST.get("kept", ""))
    except ValueError:
        return None
    rows = ListingImport.objects.filter(organization=desk.organization, stage=Stage.COLUMNS)
    return rows.select_related("organization", "pictures").filter(pk=key).first()


def _add_pictures(request: HttpRequest, desk: Desk, kept: ListingImport) -> None:
    archive = request.FILES.get("pictures")
    if isinstance(archive, UploadedFile):
        data = archive.read(pictures.MOST_BYTES + 1)
        sending.add_pictures(imported=kept, data=data, by=desk.person)


def _keep(request: HttpRequest, desk: Desk) -> ListingImport:
    table = request.FILES["file"]
    assert isinstance(table, UploadedFile)
    return sending.keep_file(
        organization=desk.organization,
        # Read no more of it than tells that it is too large.
        data=table.read(reading.MOST_BYTES + 1),
        name=table.name or "",
        language=preferences.of(request).language,
        by=desk.person,
    )


def categories(language: str) -> list[tuple[str, str]]:
    """Return every category with its path of names, for a list to choose from."""
    tree = category_tree(language=language)
    return [
        (node.slug, " › ".join(step.name.value for step in tree.line(node)))
        for node in sorted(tree.nodes, key=lambda node: node.path)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*WRITERS)
def columns(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Say what the columns of a file mean; the guess is filled in, and remembered once confirmed."""
    imported = import_at(desk, key)
    if imported.stage in sending.RUNNING or imported.stage == Stage.DONE:
        return to(desk, "desk-files-one", imported.pk)
    wanted = request.POST.get("encoding") or request.GET.get("encoding") or imported.encoding
    imported.encoding = wanted if imported.encoding else ""
    try:
        with opened(imported) as (table, _archive):
            header, samples = table.header, looking.samples(table, SAMPLES)
    except (ValidationError, FileNotFoundError, LookupError) as error:
        why = error.messages[0] if isinstance(error, ValidationError) else _("This file cannot be read.")
        messages.error(request, why)
        return to(desk, "desk-files")
    form = _columns_form(request, desk, imported, header)
    if request.method == "POST" and "again" not in request.POST and form.is_valid():
        try:
            sending.confirm_columns(
                imported=imported,
                header=header,
                columns=form.columns(),
                encoding=imported.encoding,
                category=form.cleaned_data["category"],
            )
        except sending.ImportMoved:
            messages.error(request, _("This file is being worked on already."))
        return to(desk, "desk-files-one", imported.pk)
    language = preferences.of(request).language
    context = {
        "imported": imported,
        "form": form,
        "lines": list(zip(form.column_fields(), samples, strict=True)),
        "choices": _choices(desk, language, form),
    }
    wrong = request.method == "POST" and "again" not in request.POST
    return desk_page(request, desk, "products/bulk/columns.html", context, status=422 if wrong else 200)


def _columns_form(
    request: HttpRequest, desk: Desk, imported: ListingImport, header: list[str]
) -> ColumnsForm:
    memory = ColumnMemory.objects.filter(organization=desk.organization).first()
    meant = imported.columns or guess(
        header, memory.words if memory else {}, template_columns(desk.organization, None)
    )
    again = "again" in request.POST  # another encoding: the words above the columns are other ones
    return ColumnsForm(
        None if again else posted(request),
        header=header,
        meant=meant,
        categories=categories(preferences.of(request).language),
        category=imported.category,
        encoding=imported.encoding,
    )


def _choices(desk: Desk, language: str, form: ColumnsForm) -> list[tuple[str, str]]:
    properties = properties_in(language)
    keys = {*template_columns(desk.organization, None), *(f"attribute.{key}" for key in properties)}
    keys |= {str(field.value()) for field in form.column_fields() if field.value() and not field.errors}
    return [(key, label(key, language, properties)) for key in in_order(keys)]


@require_safe
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """What becomes of each row of a file."""
    imported = import_at(desk, key)
    context = looking.page(
        imported,
        only=request.GET.get("only", ""),
        after=request.GET.get("after", ""),
        language=preferences.of(request).language,
    )
    return desk_page(request, desk, "products/bulk/one.html", context)


@post_only()
@for_members(*WRITERS)
def bring_in(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Bring a checked file in."""
    imported = import_at(desk, key)
    try:
        sending.bring_in(imported=imported, submit="submit" in request.POST, by=desk.person)
    except sending.ImportMoved:
        messages.error(request, _("This file is being worked on already."))
    return to(desk, "desk-files-one", imported.pk)


@post_only()
@for_members(*WRITERS)
def cancel(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Stop before the next rows."""
    imported = import_at(desk, key)
    if sending.cancel(imported=imported):
        messages.success(request, _("It stops before the next rows. What was brought in stays."))
    return to(desk, "desk-files-one", imported.pk)


@post_only()
@for_members(*WRITERS)
def forget(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Throw a file away; drafts that came of it stay."""
    imported = import_at(desk, key)
    try:
        sending.forget(imported=imported)
    except sending.ImportMoved:
        messages.error(request, _("This file is being worked on already."))
        return to(desk, "desk-files-one", imported.pk)
    messages.success(request, _("The file was thrown away. Drafts that came of it stay."))
    return to(desk, "desk-files")
