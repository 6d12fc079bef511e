"""The editors' side: one queue of what waits for a reviewer, decisions about evidence, and their reasons."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.audit.selectors import history
from catalog.files.selectors import manifests
from catalog.merchants.desk.changes import change_lines
from catalog.merchants.desk.in_words import content_lines
from catalog.merchants.evidence import kind_name
from catalog.merchants.models import DecisionReason, Evidence, Storefront
from catalog.merchants.review_forms import DecisionForm, ReasonForm, StorefrontDecisionForm
from catalog.merchants.reviewing import REVIEW_STOREFRONTS
from catalog.merchants.selectors.drafts import draft_of
from catalog.merchants.selectors.evidence import REVIEW
from catalog.merchants.selectors.members import own_name
from catalog.merchants.services.evidence import decide
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.opening import approve_storefront, return_storefront
from catalog.reference.cldr import country_name
from catalog.seams import preferences
from catalog.seams.review import QUEUES, ReviewQueue

MOST_LISTED = 100
MOST_LINES = 50


def queues_of(request: HttpRequest) -> list[ReviewQueue]:
    """Return the queues this editor may decide about."""
    return [queue for queue in QUEUES if request.user.has_perm(queue.permission)]


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this reviewer, or one kind of it, the longest waiting first."""
    queues = queues_of(request)
    if not queues:
        raise PermissionDenied
    chosen = request.GET.get("kind", "")
    shown = [queue for queue in queues if queue.name == chosen] or queues
    waiting = sorted(
        ((one, queue.label) for queue in shown for one in queue.longest(MOST_LISTED)),
        key=lambda pair: pair[0].since,
    )
    counts = {queue.name: queue.count() for queue in queues}
    context = {
        "kinds": [
            {"name": "", "label": _("Everything"), "count": sum(counts.values()), "current": shown is queues},
            *(
                {
                    "name": queue.name,
                    "label": queue.label,
                    "count": counts[queue.name],
                    "current": shown == [queue] and len(queues) > 1,
                }
                for queue in queues
            ),
        ],
        "waiting": [{"kind": label, "thing": one} for one, label in waiting[:MOST_LISTED]],
        "tools": [queue.template for queue in shown if queue.template],
        "more": max(0, sum(counts[queue.name] for queue in shown) - MOST_LISTED),
    }
    return render(request, "merchants/review/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_evidence(request: HttpRequest, key: UUID) -> HttpResponse:
    """One piece of evidence with its file and history, and the decision about it."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    found = get_object_or_404(Evidence.objects.select_related("organization", "file", "reason"), pk=key)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"seen": found.state})
    if request.method == "POST" and form.is_valid():
        try:
            decide(
                evidence=found,
                accept=form.cleaned_data["decision"] == "accept",
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                seen=form.cleaned_data["seen"],
                by=cast(AbstractBaseUser, request.user),
            )
        except MoveRefused:
            messages.error(request, _("Nothing was changed: it was withdrawn or decided about meanwhile."))
        else:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("review"))
    language = preferences.of(request).language
    context = {
        "evidence": found,
        "kind": kind_name(found.kind),
        "owner": own_name(found.organization),
        "country": country_name(found.country_id, language),
        "history": change_lines(history(found.organization)[:MOST_LINES]),
        "form": form,
    }
    return render(request, "merchants/review/evidence.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def review_storefront(request: HttpRequest, key: int) -> HttpResponse:
    """Show a storefront that waits to be opened, and take the decision."""
    if not request.user.has_perm(REVIEW_STOREFRONTS):
        raise PermissionDenied
    store = get_object_or_404(Storefront.objects.select_related("organization"), pk=key)
    draft = draft_of(store)
    data = request.POST if request.method == "POST" else None
    form = StorefrontDecisionForm(data, revision=draft.revision)
    if request.method == "POST" and form.is_valid():
        try:
            _decide_storefront(store, form, cast(AbstractBaseUser, request.user))
        except MoveRefused:
            messages.error(request, _("Nothing was changed: it was changed or decided about meanwhile."))
        else:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("review"))
    document = draft.document
    sizes = manifests(one for one in (document.logo, document.banner, *document.gallery) if one)
    context = {
        "owner": own_name(store.organization),
        "lines": content_lines(document, preferences.of(request).language),
        "pictures": list(sizes.values()),
        "waits": draft.waits,
        "history": change_lines(history(store.organization)[:MOST_LINES]),
        "form": form,
    }
    return render(request, "merchants/review/storefront.html", context, status=422 if form.errors else 200)


def _decide_storefront(store: Storefront, form: StorefrontDecisionForm, by: AbstractBaseUser) -> None:
    said = form.cleaned_data
    if said["decision"] == "accept":
        approve_storefront(storefront=store, revision=said["revision"], by=by)
        return
    return_storefront(
        storefront=store, revision=said["revision"], reason=said["reason"], note=said["note"], by=by
    )


class ReasonViewSet(ModelViewSet):
    """The list of reasons. One that was given is never deleted: it is no longer offered instead."""

    model = DecisionReason
    icon = "list-ul"
    menu_label = gettext_lazy("Reasons of decisions")
    menu_order = 261
    add_to_admin_menu = True
    list_display = ["key", "about", "position", "offered"]
    ordering = ["about", "position", "key"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ReasonForm]:
        return ReasonForm


class ReviewItem(MenuItem):
    """The way to the queue, with how much waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(queues_of(request))

    def render_component(self, request: HttpRequest) -> Any:
        waiting = sum(queue.count() for queue in queues_of(request))
        self.label = f"{_('To review')} ({waiting})"
        return super().render_component(request)


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    """Give the editors' area its pages of review."""
    return [
        path("review/", review, name="review"),
        path("review/evidence/<uuid:key>/", review_evidence, name="review_evidence"),
        path("review/storefront/<int:key>/", review_storefront, name="review_storefront"),
    ]


@hooks.register("register_admin_menu_item")
def register_review_item() -> MenuItem:
    """Give the editors' menu the way to the queue."""
    return ReviewItem(gettext_lazy("To review"), reverse("review"), icon_name="check", order=260)


@hooks.register("register_admin_viewset")
def register_reasons() -> ReasonViewSet:
    """Give Wagtail the list of reasons."""
    return ReasonViewSet("decision_reasons")
