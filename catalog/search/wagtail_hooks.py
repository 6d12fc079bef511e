"""The editors' search desk in Wagtail's admin."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.search.editors import views
from catalog.search.editors.forms import PinForm, RuleForm, SynonymForm
from catalog.search.editors.services import remove_rule
from catalog.search.models import Pin, Rule, Synonym


class AddRule(generic.CreateView):
    """Writes a new rule through its service; the address may bring what is to be filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), **self.request.GET.dict()}

    def save_instance(self) -> Rule:
        return written(self.form, self.request)


class ChangeRule(generic.EditView):
    """Writes a changed rule through its service."""

    def save_instance(self) -> Rule:
        return written(self.form, self.request)


class RemoveRule(generic.DeleteView):
    """Takes a rule back through its service."""

    def delete_action(self) -> None:
        remove_rule(actor=self.request.user, rule=self.object)


def written(form: RuleForm, request: HttpRequest) -> Rule:
    """Write a form that was checked, as the editor who sent it."""
    assert request.user.is_authenticated
    return form.write(request.user)


class RuleViewSet(ModelViewSet):
    """Rules of one sort."""

    add_view_class = AddRule
    edit_view_class = ChangeRule
    delete_view_class = RemoveRule
    add_to_admin_menu = False
    inspect_view_enabled = False
    copy_view_enabled = False
    list_filter: ClassVar[list[str]] = ["language", "active"]
    form: type[RuleForm]

    def get_form_class(self, for_update: bool = False) -> type[RuleForm]:
        return self.form


class SynonymViewSet(RuleViewSet):
    """Words that also find what other words do."""

    model = Synonym
    form = SynonymForm
    icon = "link"
    menu_label = _("Synonyms")
    list_display = ["__str__", "language", "starts_on", "ends_on", "active"]
    search_fields = ["typed", "means", "note"]
    ordering = ["language", "typed"]


class PinViewSet(RuleViewSet):
    """What comes first for a query."""

    model = Pin
    form = PinForm
    icon = "thumbtack"
    menu_label = _("Shown first")
    list_display = ["__str__", "position", "starts_on", "ends_on", "active"]
    search_fields = ["text", "note"]
    ordering = ["language", "text", "position"]


class ReaderMenuItem(MenuItem):
    """A line of the menu for those who may see what is searched for."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.MAY_SEE)


class PageViewSet(ViewSet):
    """Pages of our own within the desk."""

    menu_item_class = ReaderMenuItem
    pages: tuple[tuple[str, Callable[..., Any], str], ...] = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path(route, view, name=name) for route, view, name in self.pages]


class QueriesViewSet(PageViewSet):
    """What is searched for."""

    icon = "list-ul"
    menu_label = _("What is searched for")
    pages = (("", views.queries, "index"), ("file/", views.queries_file, "file"))


class TryViewSet(PageViewSet):
    """A query and why its answer is what it is."""

    icon = "search"
    menu_label = _("Try a search")
    pages = (("", views.try_query, "index"),)


class SearchDesk(ViewSetGroup):
    """One entry of the menu for all that editors see of searches and say about them."""

    menu_label = _("Search desk")
    menu_icon = "search"
    menu_order = 260
    items = (
        QueriesViewSet("search_queries", url_prefix="search-queries"),
        TryViewSet("search_try", url_prefix="search-try"),
        SynonymViewSet("synonyms"),
        PinViewSet("pins"),
    )


@hooks.register("register_admin_viewset")
def register_search_desk() -> SearchDesk:
    """Give Wagtail the desk."""
    return SearchDesk()
