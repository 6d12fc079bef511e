"""A listing before its reviewer: what it says otherwise than readers see now, and the decision."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.audit.selectors import history
from catalog.files.models import PrivateFile
from catalog.files.selectors import manifests
from catalog.merchants.models import DecisionReason
from catalog.merchants.review_forms import DecisionForm
from catalog.merchants.selectors.members import own_name
from catalog.products.differences import Speech, affected, differences
from catalog.products.document import ProductDocument, from_json
from catalog.products.listing_files import FILE_KIND, REVIEW
from catalog.products.models import Category, ListingDraft, Product, ReviewedDraft
from catalog.products.selectors.declared import declared_properties
from catalog.products.selectors.drafts import published_document
from catalog.products.services.drafting import LISTINGS, problems_of
from catalog.products.services.reviewed import DraftGone, Drafting, DraftMoved, DraftMoveRefused
from catalog.products.told import told
from catalog.reference.languages import pick
from catalog.seams import preferences


class ListingDecisionForm(DecisionForm):
    """Publish, or give back with a reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision, reason = self.fields["decision"], self.fields["reason"]
        assert isinstance(decision, forms.ChoiceField)
        assert isinstance(reason, forms.ModelChoiceField)
        decision.choices = [("accept", gettext_lazy("Publish")), ("refuse", gettext_lazy("Give back"))]
        reason.queryset = DecisionReason.objects.filter(offered=True, about=DecisionReason.About.LISTING)


Rows = TypeVar("Rows", bound=ReviewedDraft)
Shown = Callable[[Rows, str], dict[str, Any]]


@require_http_methods(["GET", "HEAD", "POST"])
def review_listing(request: HttpRequest, key: UUID) -> HttpResponse:
    """One listing, field by field beside what is published, and the decision about it."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    rows = ListingDraft.objects.select_related("organization", "product", "submitted_by")
    return decision_page(request, drafting=LISTINGS, draft=rows.filter(pk=key).first(), shown=_shown)


def decision_page(
    request: HttpRequest, *, drafting: Drafting[Rows, Any, Any], draft: Rows | None, shown: Shown[Rows]
) -> HttpResponse:
    """Return the page of a draft before its reviewer, or take the decision that was sent.

    ``shown(draft, language)`` is what the page says of it. Raises Http404 where there is none to look at.
    """
    if draft is None and request.method != "POST":
        raise Http404("No such listing.")
    form = ListingDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (draft is None or form.is_valid()):
        _decide(request, drafting, draft, form)
        return HttpResponseRedirect(reverse("review"))
    assert draft is not None
    context = {
        "draft": draft,
        "may_decide": draft.state == ReviewedDraft.State.REVIEW,
        **shown(draft, preferences.of(request).language),
        "form": form,
    }
    return render(request, "products/review/listing.html", context, status=422 if form.errors else 200)


def _decide(
    request: HttpRequest, drafting: Drafting[Rows, Any, Any], draft: Rows | None, form: ListingDecisionForm
) -> None:
    typed = request.POST.get("revision", "")
    revision = int(typed) if typed.isdecimal() and len(typed) < 9 else -1
    by = cast(AbstractBaseUser, request.user)
    try:
        if draft is None:
            raise DraftGone
        note = form.cleaned_data["note"]
        if form.cleaned_data["decision"] == "accept":
            drafting.approve(draft=draft, revision=revision, reason=note, by=by)
        else:
            reason = form.cleaned_data["reason"]
            drafting.give_back(draft=draft, revision=revision, reason=reason, note=note, by=by)
    except (DraftMoved, DraftGone, DraftMoveRefused):
        messages.error(request, _("Nothing was changed: it was withdrawn or decided about meanwhile."))
    except ValidationError as error:
        messages.error(request, " ".join([_("It cannot be published:"), *error.messages]))
    else:
        messages.success(request, _("Saved."))


def _shown(draft: ListingDraft, language: str) -> dict[str, Any]:
    after = from_json(draft.document)
    before = published_document(draft.product) if draft.product else nothing_yet(after)
    category = Category.objects.filter(slug=after.category).first()
    files = _files(after)
    properties = declared_properties(category, language=language) if category else []
    sizes = manifests(after.pictures)
    about = history(draft.product) if draft.product else history(draft)
    return {
        "title": pick(after.title, language, after.source_language)[0],
        "owner": own_name(draft.organization),
        "differences": differences(before, after, Speech(language, properties, files)),
        "affected": affected(before, after, language, properties),
        "problems": [
            message
            for messages_of_field in problems_of(organization=draft.organization, document=after).values()
            for message in messages_of_field
        ],
        "files": files.items(),
        "pictures": [
            (sizes[one], pick(after.alt.get(str(one), {}), language)[0])
            for one in after.pictures
            if one in sizes and one not in before.pictures
        ],
        "public_url": f"/{language}/product/{draft.product.slug}/"
        if draft.product and draft.product.status == Product.Status.PUBLISHED
        else "",
        "changes": told(about[:30]),
    }


def nothing_yet(document: ProductDocument) -> ProductDocument:
    """Return what readers know of a listing that was never published."""
    return ProductDocument(
        source_language=document.source_language, title={}, category="", country="", unit=""
    )


def _files(document: ProductDocument) -> dict[str, str]:
    papers = [one.file for one in document.certificates] + [one.file for one in document.documents]
    ids = {one for one in papers if one}
    found = PrivateFile.objects.filter(pk__in=ids, kind=FILE_KIND) if ids else PrivateFile.objects.none()
    return {str(pk): name for pk, name in found.values_list("pk", "name")}
