"""The page an invitation leads to."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import person_of, role_names
from catalog.merchants.links import read_invitation
from catalog.merchants.selectors.members import Asked, invitation
from catalog.merchants.services.invitations import InvitationOver, NotInvited, accept
from catalog.seams import preferences
from catalog.translation.texts import tag_unless


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show who asks, and make the person a member when they agree.

    A GET changes nothing, because mail scanners follow every link. Whoever opens the link without
    having the invited address learns the organization's name, as the holder of the mail does.
    """
    read = read_invitation(token)
    asked = invitation(*read, preferences.of(request).language) if read else None
    if asked is None or asked.over:
        return render(request, "merchants/desk/invitation_over.html", status=404)
    if request.method == "POST" and request.user.is_authenticated:
        return _accept(request, asked)
    return _page(request, asked)


def _page(request: HttpRequest, asked: Asked, *, status: int = 200) -> HttpResponse:
    after = urlencode({"next": request.path})
    context = {
        "name": asked.name.value,
        "name_lang": tag_unless(asked.name, preferences.of(request).language),
        "roles": role_names(asked.invitation.roles),
        "email": asked.invitation.email,
        "expires_at": asked.invitation.expires_at,
        "mine": getattr(request.user, "email", "").lower() == asked.invitation.email,
        "sign_in": f"{reverse('account_login')}?{after}",
        "sign_up": f"{reverse('account_signup')}?{after}",
    }
    return render(request, "merchants/desk/invitation.html", context, status=status)


def _accept(request: HttpRequest, asked: Asked) -> HttpResponse:
    try:
        accept(invitation=asked.invitation, person=person_of(request))
    except NotInvited:
        return _page(request, asked, status=403)
    except InvitationOver:
        return render(request, "merchants/desk/invitation_over.html", status=404)
    return HttpResponseRedirect(reverse("desk-home", args=[asked.invitation.organization.slug]))
