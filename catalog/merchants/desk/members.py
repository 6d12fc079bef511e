"""Members and their roles, invitations, and what became of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.changes import change_lines
from catalog.merchants.desk.guard import Desk, Role, desk_page, for_members, posted, role_names
from catalog.merchants.forms import InvitationForm, RolesForm
from catalog.merchants.models import Invitation
from catalog.merchants.selectors.members import Member, invitations_of, members_of, membership_history
from catalog.merchants.services import invitations, members
from catalog.seams import preferences
from catalog.seams.posts import post_only

FORM = ["GET", "HEAD", "POST"]


def _back(desk: Desk) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk-members", args=[desk.organization.slug]))


def _no_other_owner(request: HttpRequest) -> None:
    messages.error(
        request,
        _("Nothing was changed: an organization needs an owner. Make somebody else an owner first."),
    )


@require_safe
@for_members()
def members_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who acts for the organization; owners also see who was asked to."""
    slug = desk.organization.slug
    context: dict[str, Any] = {
        "may_change": desk.is_owner,
        "time_zone": preferences.of(request).time_zone,
        "members": [
            {
                "name": one.name or one.email,
                "email": one.email,
                "roles": role_names(one.roles),
                "since": one.since,
                "url": reverse("desk-members-one", args=[slug, one.id]) if desk.is_owner else "",
                "me": one.id == desk.person.pk,
            }
            for one in members_of(desk.organization)
        ],
        "invitations": [
            {
                "id": one.pk,
                "email": one.email,
                "roles": role_names(one.roles),
                "expires_at": one.expires_at,
                "over": one.expires_at <= timezone.now(),
            }
            for one in (invitations_of(desk.organization) if desk.is_owner else [])
        ],
    }
    return desk_page(request, desk, "merchants/desk/members.html", context)


@require_http_methods(FORM)
@for_members(Role.OWNER)
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask somebody by mail to act for the organization."""
    form = InvitationForm(posted(request), initial={"language": preferences.of(request).language})
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(organization=desk.organization, by=desk.person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The invitation is on its way. Its link holds for seven days."))
            return _back(desk)
    return desk_page(
        request, desk, "merchants/desk/invite.html", {"form": form}, status=422 if form.errors else 200
    )


def _invitation(desk: Desk, key: UUID) -> Invitation:
    found = desk.organization.invitations.filter(pk=key).select_related("organization").first()
    if found is None:
        raise Http404("No such invitation.")
    return found


@post_only("../../..")
@for_members(Role.OWNER)
def resend(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Send an invitation again; the link sent before ends."""
    try:
        invitations.resend(invitation=_invitation(desk, key), by=desk.person)
    except invitations.InvitationOver:
        messages.error(request, _("This invitation is no longer open"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The invitation is on its way. Its link holds for seven days."))
    return _back(desk)


@post_only("../../..")
@for_members(Role.OWNER)
def revoke(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    try:
        invitations.revoke(invitation=_invitation(desk, key), by=desk.person)
    except invitations.InvitationOver:
        messages.error(request, _("This invitation is no longer open"))
    else:
        messages.success(request, _("Saved."))
    return _back(desk)


def _member(desk: Desk, person: int) -> Member:
    found = next((one for one in members_of(desk.organization) if one.id == person), None)
    if found is None:
        raise Http404("No such member.")
    return found


@require_http_methods(FORM)
@for_members(Role.OWNER)
def member(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """One member's roles, to change or to take away."""
    found = _member(desk, person)
    form = RolesForm(posted(request), initial={"roles": list(found.roles)})
    if request.method == "POST" and form.is_valid():
        try:
            members.set_roles(
                organization=desk.organization,
                user_id=person,
                roles=form.cleaned_data["roles"],
                by=desk.person,
            )
        except members.LastOwner:
            _no_other_owner(request)
        except members.NotAMember:
            raise Http404("No such member.") from None
        else:
            messages.success(request, _("Saved."))
        return _back(desk)
    context = {"form": form, "member": found.name or found.email, "id": found.id}
    return desk_page(request, desk, "merchants/desk/member.html", context, status=422 if form.errors else 200)


@post_only()
@for_members(Role.OWNER)
def remove(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """Take a member's roles away."""
    return _take_away(request, desk, _member(desk, person))


@post_only()
@for_members()
def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give one's own roles back."""
    return _take_away(request, desk, _member(desk, desk.person.pk))


def _take_away(request: HttpRequest, desk: Desk, found: Member) -> HttpResponse:
    try:
        members.remove_member(organization=desk.organization, user_id=found.id, by=desk.person)
    except members.LastOwner:
        _no_other_owner(request)
        return _back(desk)
    except members.NotAMember:
        raise Http404("No such member.") from None
    messages.success(request, _("%(name)s is no longer a member.") % {"name": found.name or found.email})
    return HttpResponseRedirect(reverse("desk")) if found.id == desk.person.pk else _back(desk)


@require_safe
@for_members(Role.OWNER)
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was changed about the organization and its members, by whom, in which role."""
    context = {
        "changes": change_lines(membership_history(desk.organization)),
        "time_zone": preferences.of(request).time_zone,
    }
    return desk_page(request, desk, "merchants/desk/changes.html", context)
