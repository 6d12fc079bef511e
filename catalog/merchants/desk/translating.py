"""The storefront's words in another language, beside those of its own and what a translator proposes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.desk.storefront import (
    FORM,
    back,
    draft_differences,
    revision_of,
    saved_draft,
    state_of,
    storefront_of,
)
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.drafts import draft_of
from catalog.merchants.services.drafting import TEXTS, DraftConflict, written
from catalog.merchants.storefront_forms import TextsForm
from catalog.reference.languages import codes, html_tag
from catalog.seams import preferences
from catalog.translation.texts import State, digest
from catalog.translation.translators import Proposal, TranslatorFailed, translator_for

STATES = {
    "": (gettext_lazy("Missing"), "info"),
    State.MACHINE.value: (gettext_lazy("Translated by machine"), "warm"),
    State.REVIEWED.value: (gettext_lazy("Reviewed"), "good"),
}


@dataclass
class Proposed:
    """What was typed, with proposals in the boxes that were empty, and what was said of each."""

    data: QueryDict
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    failed: str = ""


@require_http_methods(FORM)
@for_members(*WRITERS)
def texts(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The storefront's words in another language, beside those of its own."""
    store = storefront_of(desk)
    draft, own = draft_of(store), store.organization.source_language
    if code not in codes() or code == own:
        raise Http404("No such language here.")
    asked = _proposed(request, draft.document, own, code) if "propose" in request.POST else None
    sent = asked.data if asked else posted(request)
    form = TextsForm(sent, document=draft.document, words_in=code)
    conflict: DraftConflict | None = None
    document, revision = draft.document, draft.revision
    if request.method == "POST":
        revision = revision_of(request)
        if form.is_valid() and not asked:
            document = _written(request.POST, draft.document, code, form.texts())
            conflict, saved = saved_draft(request, desk, store, document, form)
            if saved:
                return back(desk, "desk-storefront-texts", code)
            revision = conflict.revision if conflict else revision
    context = {
        "form": form,
        "fields": [_row(form, draft.document, name, own, code, asked) for name in TEXTS],
        "source_tag": html_tag(own),
        "tag": html_tag(code),
        "code": code,
        "language": dict(settings.LANGUAGES)[code],
        "revision": revision,
        "failed": asked.failed if asked else "",
        "differs": draft_differences(document, conflict.document, preferences.of(request).language)
        if conflict
        else [],
        **state_of(store, desk),
    }
    invalid = bool(form.errors) and not asked
    status = 409 if conflict else 422 if invalid else 503 if asked and asked.failed else 200
    return desk_page(request, desk, "merchants/desk/storefront_texts.html", context, status=status)


def _proposed(request: HttpRequest, document: StorefrontDocument, own: str, code: str) -> Proposed:
    """Ask a translator for the words whose boxes are empty. Nothing is kept."""
    data = request.POST.copy()
    sources = {name: getattr(document, name).get(own, "") for name in TEXTS}
    empty = [name for name in TEXTS if sources[name].strip() and not data.get(name, "").strip()]
    translator = translator_for(own, code)
    if translator is None or not empty:
        return Proposed(data)
    try:
        found = translator.translate([sources[name] for name in empty], source=own, target=code)
    except TranslatorFailed:
        return Proposed(data, failed=_("The translator does not answer now. What you typed is still here."))
    for name, proposal in zip(empty, found, strict=True):
        if proposal.text:
            data[name] = proposal.text
            data[f"proposed-{name}"] = digest(proposal.text)
            data.pop(f"reviewed-{name}", None)
    return Proposed(data, dict(zip(empty, found, strict=True)))


def _written(
    data: QueryDict, document: StorefrontDocument, code: str, said: dict[str, str]
) -> StorefrontDocument:
    """Return the document with what was typed; what stands as it was proposed is the machine's."""
    return written(
        document,
        language=code,
        texts=said,
        by_machine=[name for name, text in said.items() if data.get(f"proposed-{name}") == digest(text)],
        reviewed=[name for name in said if data.get(f"reviewed-{name}")],
    )


def _row(
    form: TextsForm, document: StorefrontDocument, name: str, own: str, code: str, asked: Proposed | None
) -> dict[str, Any]:
    kept = getattr(document, name).get(code, "")
    state = document.states.get(name, {}).get(code, State.MACHINE.value) if kept else ""
    text, tone = STATES[state]
    proposal = asked.proposals.get(name) if asked else None
    data = form.data if form.is_bound else {}
    return {
        "name": name,
        "field": form[name],
        "source": getattr(document, name).get(own, ""),
        "state": {"text": text, "tone": tone},
        "proposed": data.get(f"proposed-{name}", ""),
        "reviewed": bool(data.get(f"reviewed-{name}")),
        "by_machine": state == State.MACHINE.value or bool(data.get(f"proposed-{name}")),
        "asked": proposal is not None,
        "filled": bool(proposal and proposal.text),
        "lacking": proposal.lacking if proposal else (),
    }
