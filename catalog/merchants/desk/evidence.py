"""An organization's evidence: sent in, looked at, appealed against, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.files.models import PrivateFile
from catalog.files.services import delete_private
from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.evidence import KINDS, MOST_BYTES, kind_name, kinds_for
from catalog.merchants.forms import EvidenceForm, PleaForm
from catalog.merchants.models import WRITERS, Evidence
from catalog.merchants.selectors.evidence import evidence_of, one_evidence, unused_files
from catalog.merchants.services import evidence as services
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.templatetags.merchant_words import day_words
from catalog.reference.cldr import country_name
from catalog.reference.languages import pick
from catalog.seams import preferences
from catalog.seams.posts import post_only
from catalog.translation.texts import LocalText, tag_unless

State = Evidence.State
TONES = {State.SUBMITTED: "wait", State.ACCEPTED: "good", State.REFUSED: "bad"}


@require_safe
@for_members(*WRITERS)
def evidence_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All evidence of the organization, and what else it may send in."""
    context = {
        "kinds": kinds_for(desk.organization),
        "evidence": [
            {
                "id": one.pk,
                "kind": kind_name(one.kind),
                "number": one.number,
                "expires_on": one.expires_on,
                "state": one.get_state_display(),
                "tone": TONES.get(State(one.state), ""),
            }
            for one in evidence_of(desk.organization)
        ],
    }
    return desk_page(request, desk, "merchants/desk/evidence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*WRITERS)
def send_in(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Send in one document. A file that can be taken is kept even where another field is wrong."""
    if kind not in {one.key for one in kinds_for(desk.organization)}:
        raise Http404("No such kind.")
    language = preferences.of(request).language
    form = EvidenceForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        language=language,
        numbered=KINDS[kind].numbered,
        initial={"country": desk.organization.country_id},
    )
    kept, complaint = _kept(request, desk) if request.method == "POST" else (None, None)
    if request.method == "POST":
        if complaint:
            form.add_error("file", complaint)
        elif kept is None:
            form.add_error("file", _("Choose the file."))
        if form.is_valid() and kept is not None and _sent_in(desk, kind, kept, form):
            messages.success(request, _("Sent in. You are told as soon as a reviewer has decided."))
            return HttpResponseRedirect(reverse("desk-evidence", args=[desk.organization.slug]))
    context = {"form": form, "kind": kind_name(kind), "kind_key": kind, "kept": kept}
    return desk_page(
        request, desk, "merchants/desk/evidence_new.html", context, status=422 if form.errors else 200
    )


def _sent_in(desk: Desk, kind: str, kept: PrivateFile, form: EvidenceForm) -> bool:
    said = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    try:
        services.submit_evidence(
            organization=desk.organization, kind=kind, file=kept.pk, by=desk.person, **said
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _kept(request: HttpRequest, desk: Desk) -> tuple[PrivateFile | None, ValidationError | None]:
    """Return the file this form is about: the one sent now, else the one kept before; and what is wrong."""
    before = next(
        (
            one
            for one in unused_files(desk.organization)
            if str(one.pk) == request.POST.get("kept") and one.uploaded_by_id == desk.person.pk
        ),
        None,
    )
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return before, None
    try:
        # Read no more of it than tells that it is too large.
        data = upload.read(MOST_BYTES + 1)
        new = services.keep_upload(
            organization=desk.organization, data=data, name=upload.name or "", by=desk.person
        )
    except ValidationError as error:
        return before, error
    if before is not None:
        delete_private(file=before)
    return new, None


def _one(desk: Desk, key: UUID) -> Evidence:
    found = one_evidence(desk.organization, key)
    if found is None:
        raise Http404("No such evidence.")
    return found


@require_safe
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """One piece of evidence and what was decided about it."""
    return _page(request, desk, _one(desk, key), PleaForm())


def _page(
    request: HttpRequest, desk: Desk, found: Evidence, form: PleaForm, *, status: int = 200
) -> HttpResponse:
    language = preferences.of(request).language
    state = State(found.state)
    words, code = pick(found.reason.words, language) if found.reason else ("", "")
    facts = [
        (_("Issued in"), country_name(found.country_id, language)),
        (_("Number"), found.number),
        (_("Issued by"), found.issuer),
        (_("Issued on"), day_words(found.issued_on)),
        (_("Last day it holds"), day_words(found.expires_on)),
        (_("What the reviewer should know"), found.plea),
    ]
    moves = services.MOVES.get(state, set())
    context: dict[str, Any] = {
        "evidence": found,
        "kind": kind_name(found.kind),
        "state": found.get_state_display(),
        "tone": TONES.get(state, ""),
        "facts": [(label, value) for label, value in facts if value],
        "reason": (words, tag_unless(LocalText(words, code), language)),
        "may_appeal": State.SUBMITTED in moves,
        "may_withdraw": State.WITHDRAWN in moves,
        "form": form,
    }
    return desk_page(request, desk, "merchants/desk/evidence_one.html", context, status=status)


@post_only()
@for_members(*WRITERS)
def appeal(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Put refused evidence before the reviewers again."""
    found, form = _one(desk, key), PleaForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, found, form, status=422)
    try:
        services.appeal(evidence=found, plea=form.cleaned_data["plea"], by=desk.person)
    except MoveRefused:
        messages.error(request, _("Nothing was changed: a reviewer has decided meanwhile."))
    else:
        messages.success(request, _("Sent in. You are told as soon as a reviewer has decided."))
    return HttpResponseRedirect(reverse("desk-evidence-one", args=[desk.organization.slug, found.pk]))


@post_only()
@for_members(*WRITERS)
def withdraw(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Take evidence back."""
    try:
        services.withdraw_evidence(evidence=_one(desk, key), by=desk.person)
    except MoveRefused:
        messages.error(request, _("Nothing was changed: a reviewer has decided meanwhile."))
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("desk-evidence", args=[desk.organization.slug]))
