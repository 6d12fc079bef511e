"""What a translator proposes for boxes that are empty, put into them. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from catalog.merchants.desk.completeness import state_words
from catalog.translation.texts import digest
from catalog.translation.translators import Proposal, TranslatorFailed, translator_for


@dataclass
class Proposed:
    """What was typed, with proposals in the boxes that were empty, and what was said of each."""

    data: QueryDict
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    failed: str = ""


def proposed(request: HttpRequest, sources: Mapping[str, str], own: str, code: str) -> Proposed | None:
    """Ask a translator for the words whose boxes are empty, if that is what was asked for.

    ``sources`` are the originals by the name of their box, in the language ``own``.
    """
    if "propose" not in request.POST:
        return None
    data = request.POST.copy()
    empty = [name for name in sources if sources[name].strip() and not data.get(name, "").strip()]
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


def by_machine(data: QueryDict, texts: Mapping[str, str]) -> list[str]:
    """Return the texts that stand as they were proposed: they are the machine's."""
    return [name for name, text in texts.items() if data.get(f"proposed-{name}") == digest(text)]


def reviewed(data: QueryDict, texts: Mapping[str, str]) -> list[str]:
    """Return the texts somebody says they have compared with the original."""
    return [name for name in texts if data.get(f"reviewed-{name}")]


def row(form: forms.Form, name: str, source: str, kind: str, asked: Proposed | None) -> dict[str, Any]:
    """Return what the page shows of one text; ``kind`` is "" where its original says nothing."""
    proposal = asked.proposals.get(name) if asked else None
    data = form.data if form.is_bound else {}
    return {
        "name": name,
        "field": form[name],
        "source": source,
        "state": state_words(kind or "missing"),
        "proposed": data.get(f"proposed-{name}", ""),
        "reviewed": bool(data.get(f"reviewed-{name}")),
        "to_review": kind in {"machine", "outdated"} or bool(data.get(f"proposed-{name}")),
        "asked": proposal is not None,
        "filled": bool(proposal and proposal.text),
        "lacking": proposal.lacking if proposal else (),
    }
