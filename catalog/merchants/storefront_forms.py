"""What members fill in about their storefront."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.merchants.document import CONTACTS, SECTIONS, StorefrontDocument
from catalog.merchants.gallery import MOST_LETTERS
from catalog.merchants.presenting import CONTACT_NAMES
from catalog.merchants.services.drafting import TEXTS
from catalog.reference.cldr import language_name
from catalog.reference.languages import codes, html_tag
from catalog.reference.selectors import portal_country_choices

SECTION_NAMES = {
    "about": _("About"),
    "highlights": _("Highlights"),
    "brands": _("Brands"),
    "certificates": _("Certificates"),
    "gallery": _("Pictures"),
    "video": _("Video"),
    "contact": _("Contact"),
}
PICTURE = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.heic"})
MOST_IN_GALLERY = 6


class TextsForm(forms.Form):
    """The storefront's words in one language."""

    tagline = forms.CharField(label=_("In one line"), max_length=200, required=False)
    about = forms.CharField(
        label=_("About"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    highlights = forms.CharField(
        label=_("Highlights"),
        help_text=_("One on each line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args: Any,
        document: StorefrontDocument,
        words_in: str,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        texts = {field: getattr(document, field).get(words_in, "") for field in TEXTS}
        kwargs["initial"] = texts | (initial or {})
        super().__init__(*args, **kwargs)
        for field in TEXTS:
            self.fields[field].widget.attrs["lang"] = html_tag(words_in)

    def texts(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {field: self.cleaned_data[field] for field in TEXTS}


class StorefrontForm(TextsForm):
    """The storefront in its own language, and everything that is the same in all of them."""

    logo = forms.FileField(label=_("Logo"), required=False, widget=PICTURE)
    banner = forms.FileField(label=_("Banner"), required=False, widget=PICTURE)
    picture = forms.FileField(label=_("Another picture"), required=False, widget=PICTURE)
    picture_alt = forms.CharField(label=_("What it shows"), max_length=MOST_LETTERS, required=False)
    video = forms.URLField(
        label=_("Address of a video"), max_length=300, required=False, assume_scheme="https"
    )
    founded = forms.IntegerField(label=_("Founded"), required=False, min_value=1000, max_value=2100)
    answering_languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    markets = forms.MultipleChoiceField(
        label=_("Markets"), required=False, widget=forms.CheckboxSelectMultiple
    )
    private_label = forms.BooleanField(label=_("Private label"), required=False)
    payment_terms = forms.CharField(label=_("Payment terms"), max_length=200, required=False)
    consent = forms.BooleanField(label=_("Show these contacts to everybody"), required=False)

    def __init__(self, *args: Any, document: StorefrontDocument, language: str, **kwargs: Any) -> None:
        initial = {
            "video": document.video,
            "founded": document.founded,
            "answering_languages": list(document.answering_languages),
            "markets": list(document.markets),
            "private_label": document.private_label,
            "payment_terms": document.payment_terms,
            "consent": bool(document.contacts),
        }
        for key in CONTACTS:
            initial[f"contact_{key}"] = document.contacts.get(key, "")
        order = document.sections or SECTIONS
        for key in SECTIONS:
            initial[f"place_{key}"] = str(order.index(key) + 1) if key in order else ""
        super().__init__(
            *args, document=document, words_in=document.source_language, initial=initial, **kwargs
        )
        self._choices("answering_languages", [(code, language_name(code, language)) for code in codes()])
        self._choices("markets", [(one.code, one.name) for one in portal_country_choices(language)])
        for key in CONTACTS:
            self.fields[f"contact_{key}"] = forms.CharField(
                label=CONTACT_NAMES[key], max_length=60, required=False
            )
        places = [
            ("", _("not shown")),
            *((str(number), str(number)) for number in range(1, len(SECTIONS) + 1)),
        ]
        for key in SECTIONS:
            label = format_lazy("{place}: {section}", place=_("Place"), section=SECTION_NAMES[key])
            self.fields[f"place_{key}"] = forms.ChoiceField(label=label, choices=places, required=False)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.contacts() and not cleaned.get("consent"):
            self.add_error("consent", _("Agree to show your contacts, or leave them empty."))
        if cleaned.get("picture") and not cleaned.get("picture_alt", "").strip():
            self.add_error("picture_alt", _("Say what the picture shows, for those who do not see it."))
        return cleaned

    def contacts(self) -> dict[str, str]:
        """Return the contacts that were typed."""
        typed = {key: self.cleaned_data.get(f"contact_{key}", "").strip() for key in CONTACTS}
        return {key: text for key, text in typed.items() if text}

    def sections(self) -> tuple[str, ...]:
        """Return the sections that are shown, in their order; of two with the same place the usual first."""
        placed = [(int(self.cleaned_data.get(f"place_{key}") or 0), key) for key in SECTIONS]
        return tuple(key for place, key in sorted(placed, key=lambda one: one[0]) if place)

    def values(self) -> dict[str, Any]:
        """Return the fields of the document that are the same in every language, pictures left out."""
        cleaned = self.cleaned_data
        return {
            "video": cleaned["video"],
            "founded": cleaned["founded"],
            "answering_languages": tuple(cleaned["answering_languages"]),
            "markets": tuple(cleaned["markets"]),
            "private_label": cleaned["private_label"],
            "payment_terms": cleaned["payment_terms"].strip(),
            "contacts": self.contacts(),
            "sections": self.sections(),
        }


class PicturesForm(forms.Form):
    """What each picture of the gallery shows, in one language; a box that was not sent stays as it was.

    ``required`` refuses to say nothing of a picture of which something is said.
    """

    def __init__(
        self, data: Any = None, *, told: Mapping[int, str], words_in: str, required: bool = False
    ) -> None:
        kept = {box_of(picture): text for picture, text in told.items()}
        super().__init__(None if data is None else {**kept, **data.dict()})
        for number, (name, text) in enumerate(kept.items(), 1):
            box = forms.CharField(
                label=format_lazy("{picture} {number}", picture=_("Picture"), number=number),
                max_length=MOST_LETTERS,
                required=required and bool(text),
                initial=text,
                error_messages={"required": _("Say what the picture shows, for those who do not see it.")},
            )
            box.widget.attrs["lang"] = html_tag(words_in)
            self.fields[name] = box

    def texts(self) -> dict[int, str]:
        """Return what each picture shows, by its id."""
        return {int(name.removeprefix("alt_")): text for name, text in self.cleaned_data.items()}


def box_of(picture: int) -> str:
    """Return the name of the box for what a picture shows."""
    return f"alt_{picture}"


class BrandTextsForm(forms.Form):
    """A brand's words in one language."""

    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    story = forms.CharField(
        label=_("Its story"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, words_in: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("name", "story"):
            self.fields[field].widget.attrs["lang"] = html_tag(words_in)

    def texts(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {field: self.cleaned_data[field] for field in ("name", "story")}


class BrandForm(BrandTextsForm):
    """A brand in its organization's own language."""

    logo = forms.FileField(label=_("Logo"), required=False, widget=PICTURE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class AddressForm(forms.Form):
    """The storefront's own part of its address."""

    slug = forms.CharField(
        label=_("Address"),
        help_text=_("Small letters a to z, digits and hyphens. Addresses you had before keep working."),
        max_length=60,
    )
