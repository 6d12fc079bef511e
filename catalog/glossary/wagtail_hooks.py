"""The glossary in Wagtail's admin: things people search for, and what they are called."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.glossary.forms import ConceptForm, GlossaryForm, LabelForm
from catalog.glossary.models import Concept, Label
from catalog.glossary.services import remove_concept, remove_label


class Writing:
    """Writes through the service; what that refuses is told, and what was typed stays in the form."""

    request: HttpRequest
    form: GlossaryForm
    produced_error_message: str | None = None

    def save_instance(self) -> Any:
        return self.form.write(self.request.user)  # type: ignore[arg-type]

    def form_valid(self, form: GlossaryForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except ValidationError as refused:
            self.produced_error_message = " ".join(refused.messages)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


class AddView(Writing, generic.CreateView):
    """Adds a thing or a name."""


class ChangeView(Writing, generic.EditView):
    """Changes a thing, or says whether a name is right."""


class RemoveView(generic.DeleteView):
    """Takes a thing or a name away, as far as it is the editors'."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            done: HttpResponse = super().form_valid(form)
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return redirect(self.request.get_full_path())
        return done

    def delete_action(self) -> None:
        if isinstance(self.object, Label):
            remove_label(actor=self.request.user, label=self.object)
        else:
            remove_concept(actor=self.request.user, concept=self.object)


class GlossaryViewSet(ModelViewSet):
    """Records of one sort."""

    add_view_class = AddView
    edit_view_class = ChangeView
    delete_view_class = RemoveView
    add_to_admin_menu = False
    inspect_view_enabled = False
    copy_view_enabled = False
    form: type[GlossaryForm]

    def get_form_class(self, for_update: bool = False) -> type[GlossaryForm]:
        return self.form


class ConceptViewSet(GlossaryViewSet):
    """Things, with what they are a kind of."""

    model = Concept
    form = ConceptForm
    icon = "tag"
    menu_label = _("Concepts")
    list_display: ClassVar[list[str]] = ["slug", "kind", "parent", "from_file"]
    list_filter: ClassVar[list[str]] = ["kind", "from_file"]
    search_fields = ["slug", "labels__text"]
    ordering = ["slug"]


class LabelViewSet(GlossaryViewSet):
    """Names, with how far they can be trusted."""

    model = Label
    form = LabelForm
    icon = "title"
    menu_label = _("Names")
    list_display: ClassVar[list[str]] = ["text", "language", "concept", "state", "scoped", "from_file"]
    list_filter: ClassVar[list[str]] = ["language", "state", "scoped", "from_file"]
    search_fields = ["text", "concept__slug"]
    ordering = ["concept__slug", "language", "position"]


class GlossaryGroup(ViewSetGroup):
    """One entry of the menu for what things are called."""

    menu_label = _("Glossary")
    menu_icon = "globe"
    menu_order = 265
    items = (ConceptViewSet("concepts"), LabelViewSet("labels"))


@hooks.register("register_admin_viewset")
def register_glossary() -> GlossaryGroup:
    """Give Wagtail the group."""
    return GlossaryGroup()
