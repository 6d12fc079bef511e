"""A booth's words in other languages, beside those of its own and what a translator proposes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.completeness import bar
from catalog.merchants.desk.guard import Desk, posted
from catalog.merchants.desk.proposing import by_machine, proposed, reviewed, row
from catalog.merchants.models import WRITERS
from catalog.reference.languages import codes, html_tag
from catalog.translation.selectors import text_in
from expo.fair.desk.booth.guard import FORM, at_booth, back, booth_page, saved
from expo.fair.models import Booth
from expo.fair.refusals import Refused
from expo.fair.selectors.booth_texts import BoothText, completeness_of, texts_of
from expo.fair.services.booth_texts import save_translations

LABELS = {
    "headline": _("In one line"),
    "about": _("About"),
    "note": _("Text for the fair"),
    "price_note": _("Price at the fair"),
    "name": _("Document"),
    "title": _("Title"),
    "transcript": _("What is said and shown"),
}
LONG = frozenset({"about", "note", "transcript"})


class TextsForm(forms.Form):
    """A booth's words in one language."""

    def __init__(self, *args: Any, texts: list[BoothText], code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for text in texts:
            widget = forms.Textarea(attrs={"rows": 4}) if text.field in LONG else forms.TextInput()
            widget.attrs["lang"] = html_tag(code)
            self.fields[text.name] = forms.CharField(
                label=LABELS[text.field],
                required=False,
                max_length=20_000,
                widget=widget,
                initial=text_in(text.target, text.field, code),
            )


@require_safe
@at_booth(*WRITERS)
def languages(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """How far each language is."""
    own = booth.organization.source_language
    found = completeness_of(texts_of(booth), own)
    context = {
        "languages": [
            {
                "name": dict(settings.LANGUAGES)[code],
                "tag": html_tag(code),
                "url": reverse("desk-booth-texts", args=[desk.organization.slug, code]),
                **bar(one),
            }
            for code, one in found.items()
        ]
    }
    return booth_page(request, desk, booth, "languages.html", context)


@require_http_methods(FORM)
@at_booth(*WRITERS)
def texts(request: HttpRequest, desk: Desk, booth: Booth, code: str) -> HttpResponse:
    """The booth's words in another language."""
    own = booth.organization.source_language
    if code not in codes() or code == own:
        raise Http404("No such language here.")
    found = texts_of(booth)
    asked = proposed(request, {text.name: text.source for text in found}, own, code)
    form = TextsForm(asked.data if asked else posted(request), texts=found, code=code)
    sent = request.method == "POST" and not asked and form.is_valid()
    if sent and _kept(request, desk, booth, form, found, code):
        saved(request)
        return back(desk, "desk-booth-texts", code)
    context = {
        "form": form,
        "fields": [row(form, text.name, text.source, text.kinds[code], asked) for text in found],
        "source_tag": html_tag(own),
        "code": code,
        "language": dict(settings.LANGUAGES)[code],
        "failed": asked.failed if asked else "",
    }
    invalid = bool(form.errors) and not asked
    status = 422 if invalid else 503 if asked and asked.failed else 200
    return booth_page(request, desk, booth, "texts.html", context, status=status)


def _kept(
    request: HttpRequest, desk: Desk, booth: Booth, form: TextsForm, found: list[BoothText], code: str
) -> bool:
    said = form.cleaned_data
    try:
        save_translations(
            booth=booth,
            language=code,
            texts=found,
            said=said,
            by_machine=by_machine(request.POST, said),
            reviewed=reviewed(request.POST, said),
            by=desk.person,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        for name, complaints in error.message_dict.items():
            form.add_error(name, complaints)
        return False
    return True
