"""What editors look after in Wagtail's admin: categories and the register of geographical indications."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.products.editing import CategoryForm, IndicationForm
from catalog.products.models import Category, GeographicalIndication, GoodsRule
from catalog.products.review import review_listing
from catalog.products.rule_form import GoodsRuleForm


class CategoryViewSet(ModelViewSet):
    """The tree of goods. Categories are never deleted here: goods stand in them."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    add_to_admin_menu = False
    list_display = ["path", "name", "position"]
    search_fields = ["slug", "path"]
    ordering = ["path"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[CategoryForm]:
        return CategoryForm


class IndicationViewSet(ModelViewSet):
    """The register. What is said of a name is read by the public, so every entry states its source."""

    model = GeographicalIndication
    icon = "success"
    menu_label = _("Geographical indications")
    add_to_admin_menu = False
    list_display = ["slug", "name", "country"]
    search_fields = ["slug"]
    ordering = ["slug"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[IndicationForm]:
        return IndicationForm


class GoodsRuleViewSet(ModelViewSet):
    """What is not listed here, and what only with a licence."""

    model = GoodsRule
    icon = "lock"
    menu_label = _("Rules about goods")
    add_to_admin_menu = False
    list_display = ["key", "kind", "in_force"]
    search_fields = ["key", "words"]
    ordering = ["key"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[GoodsRuleForm]:
        return GoodsRuleForm


class CatalogueGroup(ViewSetGroup):
    """One entry of the menu for what the catalogue is built on."""

    menu_label = _("Catalogue")
    menu_icon = "folder-inverse"
    menu_order = 250
    items = (CategoryViewSet("categories"), IndicationViewSet("indications"), GoodsRuleViewSet("goods_rules"))


@hooks.register("register_admin_viewset")
def register_catalogue() -> CatalogueGroup:
    """Give Wagtail the group."""
    return CatalogueGroup()


@hooks.register("register_admin_urls")
def register_review_of_listings() -> list[URLPattern]:
    """Give the editors' area its page of a listing that waits."""
    return [path("review/listing/<uuid:key>/", review_listing, name="review_listing")]
