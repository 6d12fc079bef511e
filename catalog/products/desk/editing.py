"""Drafts of goods at the desk, and the category of one."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.desk.guard import Desk, desk_page
from catalog.merchants.desk.storefront import revision_of
from catalog.merchants.models import Organization
from catalog.products.desk.drafts import Drafts, Problems, form_for_writers
from catalog.products.desk.listings import category_groups, sells
from catalog.products.differences import Difference, Speech, differences
from catalog.products.document import ProductDocument, from_json
from catalog.products.listing_form.form import ListingForm
from catalog.products.listing_form.parts import Asked
from catalog.products.models import Category, ListingDraft
from catalog.products.selectors.declared import declared_properties
from catalog.products.selectors.drafts import draft_of
from catalog.products.services.drafting import LISTINGS
from catalog.products.services.reviewed import DraftGone, DraftMoved, DraftMoveRefused
from catalog.seams import preferences

FIELD_OF = {
    "pictures": gettext_lazy("Pictures"),
    "certificates": gettext_lazy("Certificates"),
    "documents": gettext_lazy("Documents for buyers"),
}


class GoodsDrafts(Drafts):
    """Drafts of goods: what is asked depends on the category; a button looks for customs headings."""

    route = "desk-products"
    writing = "products/desk/form.html"
    waiting = "products/desk/waiting.html"
    drafting = LISTINGS

    def admit(self, desk: Desk) -> None:
        sells(desk)

    def draft_of(self, organization: Organization, key: UUID) -> ListingDraft | None:
        return draft_of(organization, key)

    def form(self, asked: Asked[ProductDocument]) -> ListingForm:
        category = Category.objects.filter(slug=asked.document.category).first()
        return ListingForm(replace(asked, category=category))

    def helped(self, data: QueryDict) -> QueryDict | None:
        return data if "find_hs" in data else None

    def refuse(self, form: Any, error: ValidationError) -> None:
        for field, complaint in error.message_dict.items():
            form.add_error(None, [f"{FIELD_OF.get(field, field)}: {message}" for message in complaint])

    def differences(self, form: Any, theirs: ProductDocument, language: str) -> list[Difference]:
        category = form.asked.category
        properties = declared_properties(category, language=language) if category else []
        return differences(form.document(), theirs, Speech(language, properties))

    def beside_form(self, request: HttpRequest, form: Any, problems: Problems) -> dict[str, Any]:
        return {"headings": form.origin().found(form) if "find_hs" in request.POST else None}

    def state_of(
        self, request: HttpRequest, draft: ListingDraft, document: ProductDocument
    ) -> dict[str, Any]:
        groups = category_groups(preferences.of(request).language)
        choices: list[Any] = [choice for group in groups for choice in group["choices"]]  # type: ignore[attr-defined]
        named = ((one["text"], one["lang"]) for one in choices if one["slug"] == document.category)
        return {**super().state_of(request, draft, document), "category": next(named, ("", ""))}

    @form_for_writers
    def category(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Move a listing to another category; properties that one does not have are left out."""
        draft = self.draft_at(desk, key)
        document = from_json(draft.document)
        chosen = Category.objects.filter(slug=request.POST.get("category", "")).first()
        wrong = _("Choose a category.") if request.method == "POST" and chosen is None else ""
        if chosen is not None:
            try:
                LISTINGS.save(
                    organization=desk.organization,
                    document=_moved(document, chosen),
                    draft=draft,
                    revision=revision_of(request),
                    by=desk.person,
                )
            except (DraftMoved, DraftGone, DraftMoveRefused):
                messages.error(request, _("Nothing was changed: somebody changed the draft meanwhile."))
            return self.to_draft(desk, draft)
        context = {
            "draft": draft,
            "revision": draft.revision,
            "categories": category_groups(preferences.of(request).language),
            "chosen": document.category,
            "wrong": wrong,
        }
        return desk_page(request, desk, "products/desk/category.html", context, status=422 if wrong else 200)


def _moved(document: ProductDocument, chosen: Category) -> ProductDocument:
    """Return the document in another category, with the properties that one has too."""
    declared = {one.key for one in declared_properties(chosen, language="en")}
    return replace(
        document,
        category=chosen.slug,
        attributes={key: value for key, value in document.attributes.items() if key in declared},
        variants=tuple(
            replace(one, options={key: value for key, value in one.options.items() if key in declared})
            for one in document.variants
        ),
    )


GOODS_DRAFTS = GoodsDrafts()
