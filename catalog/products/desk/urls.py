"""Addresses of goods at the desk, below ``/<language>/desk/<organization>/products/``."""

from django.urls import path

from catalog.products.desk import editing, languages, listings, looking, moving

urlpatterns = [
    path("", listings.listings, name="desk-products"),
    path("new/", listings.new, name="desk-products-new"),
    path("<uuid:key>/", editing.one, name="desk-products-one"),
    path("<uuid:key>/category/", editing.category, name="desk-products-category"),
    path("<uuid:key>/submit/", editing.submit, name="desk-products-submit"),
    path("<uuid:key>/withdraw/", moving.withdraw, name="desk-products-withdraw"),
    path("<uuid:key>/discard/", moving.discard, name="desk-products-discard"),
    path("<uuid:key>/look/", looking.look, name="desk-products-look"),
    path("<uuid:key>/draft/", looking.draft_page, name="desk-products-draft"),
    path("<uuid:key>/languages/", languages.languages, name="desk-products-languages"),
    path("<uuid:key>/languages/publish/", languages.publish, name="desk-products-languages-publish"),
    path("<uuid:key>/languages/<slug:code>/", languages.one, name="desk-products-language"),
    path("published/<slug:slug>/", moving.published, name="desk-products-published"),
    path("published/<slug:slug>/edit/", moving.edit, name="desk-products-edit"),
    path("published/<slug:slug>/move/<slug:to>/", moving.move, name="desk-products-move"),
]
