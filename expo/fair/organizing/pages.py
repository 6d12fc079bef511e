"""The organizer's pages in the editors' area: exhibitors of an edition, their files, letters to them."""

from collections import Counter
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.reference.csv_files import written
from catalog.seams import preferences
from catalog.seams.posts import post_only
from expo.fair.models import Edition, Exhibitor, ExhibitorFile
from expo.fair.organizing.forms import LetterForm, TableForm
from expo.fair.organizing.table import COLUMNS, Outcome, judge
from expo.fair.refusals import Refused
from expo.fair.selectors import exhibitors as reads
from expo.fair.services import exhibitors as writes
from expo.fair.services.letters import language_for, write_to_exhibitors

ORGANIZE = "fair.organize_fair"
AT_ONCE = 100
FORM = ["GET", "HEAD", "POST"]
SAMPLE = ("Golden Bean", "sales@example.com", "vi", "VN", "", "")


def organizer(request: HttpRequest) -> AbstractBaseUser:
    """Return who asks. Raises PermissionDenied for anybody who does not run the fair."""
    if not request.user.has_perm(ORGANIZE):
        raise PermissionDenied
    return cast("AbstractBaseUser", request.user)


def _edition(request: HttpRequest, slug: str) -> Edition:
    organizer(request)
    return get_object_or_404(Edition, slug=slug)


def _back(edition: Edition) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("fair_exhibitors", args=[edition.slug]))


@require_safe
def organizing(request: HttpRequest) -> HttpResponse:
    """Lead to the exhibitors of the current edition, or of the latest one."""
    organizer(request)
    edition = Edition.objects.order_by("-is_current", "-begins_on").first()
    if edition is not None:
        return _back(edition)
    return render(request, "fair/organizing/none.html")


@require_http_methods(FORM)
def exhibitors(request: HttpRequest, edition: str) -> HttpResponse:
    """List the exhibitors of an edition by how far they are; take a table, or invite those chosen."""
    found = _edition(request, edition)
    if request.method == "POST":
        return _invite(request, found)
    return _list(request, found, TableForm())


def _list(request: HttpRequest, edition: Edition, form: TableForm, *, status: int = 200) -> HttpResponse:
    known = reads.expected(edition)
    choice = request.GET.get("choice", "all")
    page = Paginator(reads.chosen(known, choice), AT_ONCE).get_page(request.GET.get("p"))
    context = {
        "edition": edition,
        "title": writes.edition_name(edition.pk, preferences.of(request).language),
        "editions": Edition.objects.order_by("-begins_on").values_list("slug", flat=True),
        "choices": reads.counted(known),
        "choice": choice if choice in reads.CHOICES else "all",
        "page": page,
        "form": form,
        "letters": reads.letters(edition),
    }
    return render(request, "fair/organizing/exhibitors.html", context, status=status)


def _keys(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("exhibitor"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _invite(request: HttpRequest, edition: Edition) -> HttpResponse:
    by = organizer(request)
    try:
        asked = writes.invite(edition=edition, keys=_keys(request), by=by)
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(edition)
    if asked:
        text = ngettext("%(count)s exhibitor is invited.", "%(count)s exhibitors are invited.", asked)
        messages.success(request, text % {"count": asked})
    else:
        messages.error(request, _("Choose exhibitors that have not claimed their booth."))
    return _back(edition)


@post_only()
def upload(request: HttpRequest, edition: str) -> HttpResponse:
    """Look through a table of exhibitors and lead to what taking it would do."""
    found, by = _edition(request, edition), organizer(request)
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = writes.look_through(edition=found, name=file.name, file=file, by=by)
        except ValidationError as error:
            form.add_error("file", error)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return HttpResponseRedirect(reverse("fair_exhibitors_file", args=[found.slug, kept.pk]))
    return _list(request, found, form, status=422)


@require_safe
def template(request: HttpRequest, edition: str) -> HttpResponse:
    """Give an empty table with its headings in the reader's language and one example."""
    found = _edition(request, edition)
    rows = written([[str(label) for label in COLUMNS.values()], SAMPLE])
    response = HttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="exhibitors-{found.slug}.csv"'
    return response


@require_http_methods(FORM)
def file_page(request: HttpRequest, edition: str, key: UUID) -> HttpResponse:
    """Show what taking a table would do, row by row; take it, or put it away."""
    found, by = _edition(request, edition), organizer(request)
    kept = get_object_or_404(ExhibitorFile, pk=key, edition=found)
    if request.method == "POST" and "discard" in request.POST:
        kept.delete()
        return _back(found)
    if request.method == "POST":
        return _take(request, found, kept, by)
    rows = judge(found, kept.header, kept.rows)
    counted = Counter(row.outcome for row in rows)
    good = [row for row in rows if not row.faults]
    context: dict[str, Any] = {
        "edition": found,
        "file": kept,
        "counts": [(Outcome(name).label, counted[name]) for name in Outcome.values],
        "faults": [row for row in rows if row.faults],
        "rows": [{"row": row, "label": Outcome(row.outcome).label} for row in good],
        "columns": [str(label) for label in COLUMNS.values()],
        "takes": counted[Outcome.NEW] + counted[Outcome.CHANGED],
    }
    return render(request, "fair/organizing/file.html", context)


def _take(request: HttpRequest, edition: Edition, kept: ExhibitorFile, by: AbstractBaseUser) -> HttpResponse:
    try:
        outcomes = writes.take_file(kept=kept, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        text = _("Taken: %(new)s new, %(changed)s changed, %(same)s as they were, %(fault)s left out.")
        messages.success(request, text % {name: outcomes.get(name, 0) for name in Outcome.values})
    return _back(edition)


@require_http_methods(FORM)
def strike_off(request: HttpRequest, edition: str, key: UUID) -> HttpResponse:
    """Ask once more, then take an exhibitor off the list."""
    found, by = _edition(request, edition), organizer(request)
    exhibitor = get_object_or_404(Exhibitor.objects.select_related("stand"), pk=key, edition=found)
    if request.method == "POST":
        try:
            writes.strike_off(exhibitor=exhibitor, by=by)
            messages.success(request, _("%(name)s is off the list.") % {"name": exhibitor.name})
        except Refused as refused:
            messages.error(request, str(refused))
        return _back(found)
    return render(request, "fair/organizing/strike_off.html", {"edition": found, "exhibitor": exhibitor})


@require_http_methods(FORM)
def letter(request: HttpRequest, edition: str) -> HttpResponse:
    """Write to exhibitors: the form, what each language's readers would get, then sending it."""
    found, by = _edition(request, edition), organizer(request)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={"choice": request.GET.get("choice", "all")},
    )
    preview: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        if "send" in request.POST:
            return _send(request, found, form, by)
        preview = _preview(found, form)
    context = {"edition": found, "form": form, "preview": preview}
    return render(request, "fair/organizing/letter.html", context, status=422 if form.errors else 200)


def _preview(edition: Edition, form: LetterForm) -> list[dict[str, Any]]:
    """Return each version of the letter with how many would get it, and in which languages they read."""
    meant = reads.chosen(reads.expected(edition), form.cleaned_data["choice"])
    subject, text = form.texts("subject"), form.texts("text")
    readers = Counter(one.row.language for one in meant)
    versions: dict[str, Counter[str]] = {code: Counter() for code in subject}
    for language, count in readers.items():
        versions[language_for(language, subject)][language] += count
    return [
        {
            "code": code,
            "subject": subject[code],
            "text": text[code],
            "count": sum(counts.values()),
            "languages": ", ".join(sorted(counts)),
        }
        for code, counts in versions.items()
    ]


def _send(request: HttpRequest, edition: Edition, form: LetterForm, by: AbstractBaseUser) -> HttpResponse:
    try:
        sent = write_to_exhibitors(
            edition=edition,
            subject=form.texts("subject"),
            text=form.texts("text"),
            choice=form.cleaned_data["choice"],
            by=by,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        context = {"edition": edition, "form": form, "preview": []}
        return render(request, "fair/organizing/letter.html", context, status=422)
    text = ngettext("%(count)s exhibitor is written to.", "%(count)s exhibitors are written to.", sent.told)
    messages.success(request, text % {"count": sent.told})
    return _back(edition)
