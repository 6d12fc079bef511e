"""The organizer's pages in Wagtail's admin: their addresses and their line in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from expo.fair.organizing import edition_pages, funnel_pages, layout_pages, pages


@hooks.register("register_admin_urls")
def register_organizing_urls() -> list[URLPattern]:
    """Give the editors' area the organizer's pages."""
    below = "fair/<slug:edition>/exhibitors/"
    return [
        path("fair/exhibitors/", pages.organizing, name="fair_organizing"),
        *_editions(),
        path(below, pages.exhibitors, name="fair_exhibitors"),
        path("fair/<slug:edition>/funnel/", funnel_pages.funnel, name="fair_funnel"),
        path("fair/<slug:edition>/funnel/file/", funnel_pages.funnel_file, name="fair_funnel_file"),
        path(f"{below}upload/", pages.upload, name="fair_exhibitors_upload"),
        path(f"{below}template/", pages.template, name="fair_exhibitors_template"),
        path(f"{below}letter/", pages.letter, name="fair_exhibitors_letter"),
        path(f"{below}file/<uuid:key>/", pages.file_page, name="fair_exhibitors_file"),
        path(f"{below}<uuid:key>/strike-off/", pages.strike_off, name="fair_exhibitors_strike_off"),
    ]


def _editions() -> list[URLPattern]:
    halls = "fair/<slug:edition>/halls/"
    return [
        path("fair/editions/", edition_pages.editions, name="fair_editions"),
        path("fair/editions/new/", edition_pages.new_edition, name="fair_edition_new"),
        path("fair/<slug:edition>/edition/", edition_pages.edition, name="fair_edition"),
        path("fair/<slug:edition>/move/", edition_pages.move, name="fair_edition_move"),
        path(f"{halls}new/", edition_pages.new_hall, name="fair_hall_new"),
        path(f"{halls}<slug:hall>/", edition_pages.hall, name="fair_hall_edit"),
        path(f"{halls}<slug:hall>/remove/", edition_pages.take_out_hall, name="fair_hall_remove"),
        path(f"{halls}<slug:hall>/stands/", layout_pages.stands, name="fair_hall_stands"),
        path(f"{halls}<slug:hall>/stands/file/", layout_pages.table, name="fair_hall_stands_file"),
    ]


class OrganizingItem(MenuItem):
    """Shown to those who run the fair."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(pages.ORGANIZE)


@hooks.register("register_admin_menu_item")
def register_organizing_item() -> MenuItem:
    """Lead to the exhibitors of the current edition."""
    return OrganizingItem(_("Exhibitors"), reverse_lazy("fair_organizing"), icon_name="group", order=320)


@hooks.register("register_admin_menu_item")
def register_editions_item() -> MenuItem:
    """Lead to the editions of the fair, their halls and stands."""
    return OrganizingItem(
        _("The fair"), reverse_lazy("fair_editions"), name="fair-editions", icon_name="site", order=265
    )
