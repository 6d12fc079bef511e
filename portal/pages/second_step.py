"""Whether a member enters the desk without the second step of signing in: the operator's setting decides."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.seams.desk import DeskCondition, Hindrance
from portal.pages.models import SiteSettings

# Who may give roles away, and who sees money.
GUARDED = frozenset({"owner", "finance"})


def second_step_missing(request: HttpRequest, roles: frozenset[str]) -> Hindrance | None:
    """Return what keeps an owner or finance out who has no authenticator app, None where nothing does."""
    if not roles & GUARDED or not SiteSettings.load(request_or_site=request).second_step:
        return None
    if is_mfa_enabled(request.user, types=[Authenticator.Type.TOTP]):
        return None
    return Hindrance(
        title=_("Switch on the second step first"),
        text=_("Here owners and finance enter their desk only with the second step of signing in."),
        url=reverse("mfa_index"),
        link=_("Second step"),
    )


CONDITION = DeskCondition("second-step", second_step_missing)
