"""The storefront's draft looked at, published, thrown away; the storefront paused and moved."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.framing import framed
from catalog.merchants.desk.guard import Desk, Role, desk_page, for_members, posted
from catalog.merchants.desk.storefront import FORM, back, revision_of, state_of, storefront_of
from catalog.merchants.models import WRITERS, Storefront
from catalog.merchants.presenting import store_values
from catalog.merchants.selectors import shown as is_shown
from catalog.merchants.selectors.drafts import draft_of, preview
from catalog.merchants.services import drafting, move_storefront
from catalog.merchants.services.drafting import DraftConflict
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.opening import open_storefront
from catalog.merchants.storefront_forms import AddressForm
from catalog.seams import preferences
from catalog.seams.posts import post_only


@require_safe
@for_members(*WRITERS)
def look(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The draft as a reader would see it: in each language, at each width."""
    store = storefront_of(desk)
    path = reverse("desk-storefront-draft", args=[desk.organization.slug])
    context = {
        **framed(request, path),
        **state_of(store, desk),
    }
    return desk_page(request, desk, "merchants/desk/storefront_look.html", context)


@require_safe
@xframe_options_sameorigin
@for_members(*WRITERS)
def draft_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The draft by itself, in the language of the address, made by the template readers get."""
    store = storefront_of(desk)
    chosen = preferences.of(request)
    page = preview(store, draft_of(store).document, chosen.language)
    values = store_values(page, chosen) | {"noindex": True, "structured": []}
    return render(request, "merchants/storefront.html", values)


@post_only()
@for_members(*WRITERS)
def publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Publish the draft that was on the page; one somebody changed meanwhile is looked at first."""
    try:
        shown = open_storefront(storefront=storefront_of(desk), revision=revision_of(request), by=desk.person)
    except DraftConflict:
        messages.error(request, _("Not published: somebody changed the draft meanwhile. Look at it first."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _said(storefront_of(desk), shown=shown))
    return back(desk)


def _said(store: Storefront, *, shown: bool) -> str:
    """Return what became of a draft that was to be published."""
    if not shown:
        return _("Sent in. A reviewer looks at it before readers do; you are told at once.")
    if not is_shown().filter(pk=store.pk).exists():
        return _("Kept. Readers see it when the suspension is lifted.")
    return _("Published. Readers see it now.")


@post_only()
@for_members(*WRITERS)
def discard(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Throw the draft away."""
    try:
        drafting.discard_draft(storefront=storefront_of(desk), revision=revision_of(request))
    except DraftConflict:
        messages.error(request, _("Nothing was changed: somebody changed the draft meanwhile."))
    else:
        messages.success(request, _("The draft is gone."))
    return back(desk)


@post_only()
@for_members(*WRITERS)
def pause(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Pause the storefront, or show it again."""
    wanted = Storefront.Status.PUBLISHED if request.POST.get("show") else Storefront.Status.PAUSED
    try:
        move_storefront(storefront=storefront_of(desk), to=wanted, by=desk.person)
    except MoveRefused:
        messages.error(request, _("Nothing was changed: the storefront is in another state already."))
    else:
        messages.success(request, _("Saved."))
    return back(desk)


@require_http_methods(FORM)
@for_members(Role.OWNER)
def address(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Move the storefront to another address."""
    store = storefront_of(desk)
    form = AddressForm(posted(request), initial={"slug": store.slug})
    if request.method == "POST" and form.is_valid():
        try:
            drafting.change_address(storefront=store, slug=form.cleaned_data["slug"], by=desk.person)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return back(desk)
    context = {"form": form, **state_of(store, desk)}
    return desk_page(
        request, desk, "merchants/desk/storefront_address.html", context, status=422 if form.errors else 200
    )
