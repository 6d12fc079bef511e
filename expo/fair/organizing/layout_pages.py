"""The editors' page on which a hall is laid out: its stands as lines, what saving would do, and the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.reference.csv_files import harmless, written
from expo.fair import layout, plan
from expo.fair.models import Hall, Stand
from expo.fair.organizing.layout_forms import RowsForm, StandsForm, seal
from expo.fair.organizing.pages import FORM, organizer
from expo.fair.organizing.stand_text import COLUMNS, Line, cells_of, parse, plans_of, text_of
from expo.fair.refusals import Refused
from expo.fair.services.halls import StandPlan, faults_of, lay_out


@dataclass(frozen=True)
class Trial:
    """What saving these lines would do to a hall, stand by stand, and why it would not."""

    lines: Sequence[Line]
    new: Sequence[str]
    changed: Sequence[str]
    removed: Sequence[str]
    same: int
    faults: Sequence[str]

    @property
    def plans(self) -> list[StandPlan]:
        """Return the stands of the lines that can be read."""
        return [line.plan for line in self.lines if line.plan is not None]


def attempt(hall: Hall, stands: Sequence[Stand], text: str) -> Trial:
    """Say what a text would make of a hall: two queries, and nothing is written."""
    lines = parse(text)
    wanted = [line.plan for line in lines if line.plan is not None]
    before = {one.place.code: one for one in plans_of(stands)}
    unread = [fault for line in lines for fault in line.faults]
    # A stand whose line cannot be read would look like one that goes.
    known = [] if unread else stands
    codes = {one.place.code for one in wanted}
    return Trial(
        lines=lines,
        new=[code for code in sorted(codes) if code not in before],
        changed=sorted(
            one.place.code for one in wanted if one.place.code in before and before[one.place.code] != one
        ),
        removed=[] if unread else [code for code in before if code not in codes],
        same=sum(1 for one in wanted if before.get(one.place.code) == one),
        faults=[*unread, *faults_of(hall=hall, stands=wanted, known=known)],
    )


def drawn(hall: Hall, stands: Sequence[Stand], plans: Sequence[StandPlan]) -> SafeString:
    """Return the plan of these stands, those that do not fit drawn apart; the floor grows to hold all."""
    states = {stand.code: stand.state for stand in stands}
    shown = [one for one in plans if min(one.place.width, one.place.depth) > 0][: layout.MOST_STANDS]
    places = [one.place for one in shown]
    outside = {one.code for one in places if layout.faults([one], width=hall.width, depth=hall.depth)}
    wrong = outside | {one.code for pair in layout.overlapping(places) for one in pair}
    marks = [
        plan.Mark(
            place=one.place,
            state="fault" if one.place.code in wrong else _state(one, states.get(one.place.code, "")),
            name="",
            label=one.place.code,
            url="",
            zone=one.zone,
        )
        for one in shown
        if min(one.place.x, one.place.y) >= 0
    ]
    return plan.draw(
        marks,
        width=min(layout.LARGEST, max([hall.width, *(mark.place.right for mark in marks)])),
        depth=min(layout.LARGEST, max([hall.depth, *(mark.place.back for mark in marks)])),
        title=_("Plan of %(hall)s") % {"hall": hall.name or hall.slug},
        zones=sorted({mark.zone for mark in marks if mark.zone}),
        wall=(hall.width, hall.depth),
    )


def _state(wanted: StandPlan, now: str) -> str:
    """Return the state a stand will have: one that somebody has stays so, whatever is offered."""
    if now in {Stand.State.HELD, Stand.State.TAKEN}:
        return now
    return Stand.State.FREE.value if wanted.offered else Stand.State.CLOSED.value


def _hall(edition: str, hall: str) -> tuple[Hall, list[Stand]]:
    found = get_object_or_404(Hall.objects.select_related("edition"), edition__slug=edition, slug=hall)
    return found, list(found.stands.order_by("code", "pk"))


@require_http_methods(FORM)
def stands(request: HttpRequest, edition: str, hall: str) -> HttpResponse:
    """Lay out a hall: draw what was typed, add rows, take a table; save what was drawn."""
    by = organizer(request)
    found, known = _hall(edition, hall)
    present = plans_of(known)
    if request.method != "POST":
        return _page(request, found, known, text_of(present), RowsForm())
    form = StandsForm(request.POST, request.FILES)
    is_fine = form.is_valid()
    text = form.text if is_fine else str(request.POST.get("stands", ""))
    adds = "add" in request.POST
    rows = RowsForm(request.POST) if adds else RowsForm(initial=_typed(request))
    if adds and rows.is_valid():
        text = "\n".join(filter(None, (text.rstrip(), text_of(rows.plans()))))
    if is_fine and "save" in request.POST and form.cleaned_data["drawn"] == seal(present, text):
        trial = attempt(found, known, text)
        try:
            if not trial.faults:
                lay_out(hall=found, stands=trial.plans, by=by)
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(request.path)
        except Refused:
            # Somebody took a stand in between: what is wrong now is said below.
            found, known = _hall(edition, hall)
    elif "save" in request.POST:
        messages.warning(request, _("Not saved yet: look at the plan as it would be, then save it."))
    return _page(request, found, known, text, rows, form)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return what stands in the form for rows, so that it stays there while something else is done."""
    return {name: str(request.POST[name]) for name in RowsForm.base_fields if name in request.POST}


def _page(
    request: HttpRequest,
    hall: Hall,
    known: Sequence[Stand],
    text: str,
    rows: RowsForm,
    form: StandsForm | None = None,
) -> HttpResponse:
    trial = attempt(hall, known, text)
    filled = StandsForm(initial={"stands": text, "drawn": seal(plans_of(known), text)})
    context: dict[str, Any] = {
        "hall": hall,
        "form": filled,
        "rows": rows,
        "file_errors": form.errors.get("file", []) if form is not None else [],
        "columns": [str(label) for label in COLUMNS.values()],
        "trial": trial,
        "plan": drawn(hall, known, trial.plans),
        "is_changed": bool(trial.new or trial.changed or trial.removed),
        "least": min(120, round(plan.size_of(hall.width, hall.depth)[0] / 32)),
        "kinds": Stand.Kind.values,
    }
    refused = form is not None and bool(trial.faults or context["file_errors"] or rows.errors)
    return render(request, "fair/organizing/stands.html", context, status=422 if refused else 200)


@require_safe
def table(request: HttpRequest, edition: str, hall: str) -> HttpResponse:
    """Give the stands of a hall as a CSV file: to change it in a spreadsheet, or to begin with."""
    organizer(request)
    found, known = _hall(edition, hall)
    rows = [
        [str(label) for label in COLUMNS.values()],
        *([harmless(cell) for cell in cells_of(one)] for one in plans_of(known)),
    ]
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="stands-{found.edition.slug}-{found.slug}.csv"'
    return response
