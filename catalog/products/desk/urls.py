"""Addresses of goods at the desk, below ``/<language>/desk/<organization>/products/``."""

from django.urls import path

from catalog.products.desk import listings, looking
from catalog.products.desk.editing import GOODS_DRAFTS
from catalog.products.desk.languages import GOODS_BESIDE
from catalog.products.desk.moving import SHOWN_GOODS

urlpatterns = [
    path("", listings.listings, name="desk-products"),
    path("new/", listings.new, name="desk-products-new"),
    path("<uuid:key>/", GOODS_DRAFTS.one, name="desk-products-one"),
    path("<uuid:key>/category/", GOODS_DRAFTS.category, name="desk-products-category"),
    path("<uuid:key>/submit/", GOODS_DRAFTS.submit, name="desk-products-submit"),
    path("<uuid:key>/withdraw/", GOODS_DRAFTS.withdraw, name="desk-products-withdraw"),
    path("<uuid:key>/discard/", GOODS_DRAFTS.discard, name="desk-products-discard"),
    path("<uuid:key>/look/", looking.look, name="desk-products-look"),
    path("<uuid:key>/draft/", looking.draft_page, name="desk-products-draft"),
    path("<uuid:key>/languages/", GOODS_BESIDE.languages, name="desk-products-languages"),
    path("<uuid:key>/languages/publish/", GOODS_BESIDE.publish, name="desk-products-languages-publish"),
    path("<uuid:key>/languages/<slug:code>/", GOODS_BESIDE.one, name="desk-products-language"),
    path("published/<slug:slug>/", SHOWN_GOODS.published, name="desk-products-published"),
    path("published/<slug:slug>/edit/", SHOWN_GOODS.edit, name="desk-products-edit"),
    path("published/<slug:slug>/move/<slug:to>/", SHOWN_GOODS.move, name="desk-products-move"),
]
