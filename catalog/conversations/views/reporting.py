"""Either side reports a conversation: one form, in the frame of that side."""

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalog.conversations.models import Conversation, Side
from catalog.conversations.reported import KIND, as_thing
from catalog.moderation.forms import ReportForm
from catalog.moderation.services import report
from catalog.seams import preferences


def take_report(
    request: HttpRequest, conversation: Conversation, *, side: Side, by: AbstractBaseUser | None
) -> ReportForm | None:
    """Take the report that is sent; return the form to show as long as there is none, None afterwards."""
    form = ReportForm(request.POST if request.method == "POST" else None, kind=KIND)
    if not form.is_valid():
        return form
    report(
        kind=KIND.name,
        thing=as_thing(conversation),
        reason=form.cleaned_data["reason"],
        text=form.cleaned_data["text"],
        language=preferences.of(request).language,
        voice=side.value,
        by=by,
        address=conversation.address if side is Side.VISITOR and conversation.confirmed_at else "",
    )
    messages.success(request, _("Thank you. A moderator looks at it; you are told what was decided."))
    return None
