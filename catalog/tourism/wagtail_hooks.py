"""What editors look after in Wagtail's admin: places, routes and rules of entry."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.tourism.editing.places import PlaceForm
from catalog.tourism.editing.rules import EntryRuleForm, RouteForm
from catalog.tourism.models import EntryRule, Place, Route
from catalog.tourism.reviewing import review_tour


class PlaceViewSet(ModelViewSet):
    """Destinations, sights and crossings. None is deleted: it is no longer shown."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    add_to_admin_menu = False
    list_display = ["slug", "kind", "country", "confirmed", "shown"]
    list_filter = ["kind", "country", "confirmed", "shown"]
    search_fields = ["slug"]
    ordering = ["slug"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PlaceForm]:
        return PlaceForm


class RouteViewSet(ModelViewSet):
    """Routes across the border."""

    model = Route
    icon = "arrow-right-full"
    menu_label = _("Routes")
    add_to_admin_menu = False
    list_display = ["slug", "mode", "valid_until", "confirmed", "shown"]
    search_fields = ["slug"]
    ordering = ["slug"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[RouteForm]:
        return RouteForm


class EntryRuleViewSet(ModelViewSet):
    """Rules of entry; the one checked longest ago first, for that is the one to look at again."""

    model = EntryRule
    icon = "tasks"
    menu_label = _("Entry rules")
    add_to_admin_menu = False
    list_display = ["slug", "destination", "requirement", "checked_on", "confirmed", "shown"]
    list_filter = ["destination", "requirement", "confirmed", "shown"]
    search_fields = ["slug", "scheme"]
    ordering = ["checked_on", "slug"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[EntryRuleForm]:
        return EntryRuleForm


class JourneysGroup(ViewSetGroup):
    """One entry of the menu for the region's tourism database."""

    menu_label = _("Journeys")
    menu_icon = "site"
    menu_order = 260
    items = (PlaceViewSet("places"), RouteViewSet("routes"), EntryRuleViewSet("entry_rules"))


@hooks.register("register_admin_viewset")
def register_journeys() -> JourneysGroup:
    """Give Wagtail the group."""
    return JourneysGroup()


@hooks.register("register_admin_urls")
def register_review_of_tours() -> list[URLPattern]:
    """Give the editors' area its page of a tour that waits."""
    return [path("review/tour/<uuid:key>/", review_tour, name="review_tour")]
