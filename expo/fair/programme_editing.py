"""The programme in Wagtail's admin: sessions are written by the service, and what collides is flagged."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from expo.fair.models import Session
from expo.fair.programme_forms import SessionForm
from expo.fair.refusals import Refused
from expo.fair.selectors.programme import clashes
from expo.fair.services.programme import remove_session


class Writing:
    """Writes through the service; what that refuses is told, and what was typed stays in the form."""

    request: HttpRequest
    form: SessionForm
    produced_error_message: str | None = None

    def save_instance(self) -> Session:
        session = self.form.write(self.request.user)  # type: ignore[arg-type]
        for clash in clashes(session):
            messages.warning(
                self.request,
                _("At the same time: “%(title)s” (%(why)s).") % {"title": clash.other, "why": clash.why},
            )
        return session

    def form_valid(self, form: SessionForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except ValidationError as refused:
            self.produced_error_message = " ".join(refused.messages)
            form.add_error(None, refused)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


class AddView(Writing, generic.CreateView):
    """Adds a session."""


class ChangeView(Writing, generic.EditView):
    """Changes a session, cancels it, or adds what is left of it."""


class RemoveView(generic.DeleteView):
    """Takes a session nobody has registered for out of the programme."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except Refused as refused:
            messages.error(self.request, str(refused))
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))

    def delete_action(self) -> None:
        remove_session(session=self.object, by=self.request.user)


class SessionViewSet(ModelViewSet):
    """Sessions in the order of time."""

    model = Session
    add_view_class = AddView
    edit_view_class = ChangeView
    delete_view_class = RemoveView
    add_to_admin_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    icon = "date"
    menu_label = gettext_lazy("Programme")
    menu_order = 268
    list_display: ClassVar[list[str]] = [
        "title",
        "kind",
        "edition",
        "begins_at",
        "taken",
        "capacity",
        "cancelled",
    ]
    list_filter: ClassVar[list[str]] = ["edition", "kind", "cancelled"]
    ordering = ["begins_at"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return SessionForm


def register() -> None:
    """Give Wagtail the sessions, while the site starts."""
    hooks.register("register_admin_viewset", lambda: SessionViewSet("sessions"))
