"""What every page of ours shares: one address in ten languages, and a preview in each of them."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from catalog.reference.slug_fields import take_plain_slugs

PHONE, DESKTOP = 360, 1280  # pixels
HOME_DEPTH = 2  # in the page tree: the root of all trees is 1
TAKEN = _("This address belongs to another part of the portal. Choose another slug.")
SLUG = SynchronizedField("slug")
"""One slug for all languages: the address of a page differs by its language prefix alone."""


class PageForm(WagtailAdminPageForm):
    """An editor's form: a new page has no place in the tree yet, so its parent says what is taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # a form without the promote panel has none
            take_plain_slugs(self.fields["slug"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("slug", "")
        if (
            slug
            and self.parent_page is not None
            and self.parent_page.depth == HOME_DEPTH
            and slug_is_taken(slug)
        ):
            self.add_error("slug", TAKEN)
        return cleaned


class PortalPage(Page):
    """A page with its preview in every language and at the widths our pages are drawn for."""

    base_form_class = PageForm
    override_translatable_fields: ClassVar[list[Any]] = [SLUG]
    # The language in which a preview is asked for; see make_preview_request.
    preview_language = ""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.depth == HOME_DEPTH + 1 and slug_is_taken(self.slug):
            raise ValidationError({"slug": TAKEN})

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @property
    def default_preview_mode(self) -> str:
        return str(self.locale.language_code) if self.locale_id else settings.LANGUAGE_CODE

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        return [
            {"name": "phone", "icon": "mobile-alt", "device_width": PHONE, "label": _("Phone, 360 pixels")},
            {
                "name": "desktop",
                "icon": "desktop",
                "device_width": DESKTOP,
                "label": _("Desktop, 1280 pixels"),
            },
        ]

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """Ask for the page at its address in the wanted language, so that all of the frame speaks it too."""
        known = dict(settings.LANGUAGES)
        self.preview_language = preview_mode if preview_mode in known else self.default_preview_mode
        answer: HttpResponseBase = super().make_preview_request(
            original_request, self.preview_language, extra_request_attrs
        )
        return answer

    def _get_dummy_header_url(self, original_request: HttpRequest | None = None) -> str:
        # Wagtail's own name: the address it pretends was asked for. tests/portal/pages holds us to it.
        from portal.pages.tree import path_of

        path = path_of(self.url_path) if self.url_path else "/"
        return f"{settings.SITE_ADDRESS}/{self.preview_language or settings.LANGUAGE_CODE}{path}"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Show the draft in that language: with its translations as far as there are any."""
        from portal.pages.drafts import draft_in

        shown = draft_in(self, mode_name)
        answer: HttpResponseBase = super(PortalPage, shown).serve_preview(request, mode_name)
        return answer


def slug_is_taken(slug: str) -> bool:
    """Tell whether a page right below the home page could never be reached under this slug."""
    try:
        return resolve(f"/{settings.LANGUAGE_CODE}/{slug}/").url_name != "wagtail_serve"
    except Resolver404:
        return False
