"""An organization's suspensions: why, and the one appeal against each."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.models import WRITERS, DecisionReason
from catalog.moderation import selectors
from catalog.moderation.forms import PleaForm
from catalog.moderation.kinds import kind_words
from catalog.moderation.models import Suspension
from catalog.moderation.services import DecidedMeanwhile, appeal
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences
from catalog.translation.texts import LocalText, tag_unless

Stage = Suspension.Stage
TONES = {Stage.NEW: "bad", Stage.APPEALED: "wait", Stage.UPHELD: "bad", Stage.LIFTED: "good"}


@require_safe
@for_members(*WRITERS)
def suspensions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All suspensions of the organization, the newest first."""
    language = preferences.of(request).language
    context = {
        "lines": [_line(one, language) for one in selectors.suspensions_of(desk.organization)],
        "time_zone": preferences.of(request).time_zone,
    }
    return desk_page(request, desk, "moderation/desk/suspensions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Show one suspension with its reason, and take the appeal."""
    found = selectors.one_suspension(desk.organization, key)
    if found is None:
        raise Http404("No such suspension.")
    form = PleaForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            appeal(suspension=found, plea=form.cleaned_data["plea"], by=desk.person)
        except DecidedMeanwhile:
            messages.error(request, _("Nothing was changed: it was appealed against or lifted already."))
        else:
            messages.success(request, _("Sent in. You are told as soon as a moderator has decided."))
        return HttpResponseRedirect(reverse("desk-suspensions-one", args=[desk.organization.slug, key]))
    reader = preferences.of(request)
    language = reader.language
    context = {
        "time_zone": reader.time_zone,
        "line": _line(found, language),
        "why": _words(found.reason, found.note, language),
        "plea": found.plea,
        "answer": _words(found.answer_reason, found.answer, language),
        "may_appeal": found.stage == Stage.NEW,
        "form": form,
    }
    status = 422 if form.errors else 200
    return desk_page(request, desk, "moderation/desk/suspension.html", context, status=status)


def _line(one: Suspension, language: str) -> dict[str, object]:
    stage = Stage(one.stage)
    return {
        "id": one.pk,
        "kind": kind_words(one.kind),
        "title": one.title,
        "title_lang": html_tag(one.title_language) if one.title_language != language else "",
        "began_at": one.began_at,
        "state": stage.label,
        "tone": TONES[stage],
    }


def _words(reason: DecisionReason | None, note: str, language: str) -> dict[str, str]:
    text, code = pick(reason.words, language) if reason else ("", "")
    return {"reason": text, "reason_lang": tag_unless(LocalText(text, code), language), "note": note}
