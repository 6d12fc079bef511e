"""Addresses of goods, below the language."""

from django.urls import include, path

from catalog.products.views import comparing, countries, goods, lists, register
from catalog.seams.retyped import retyped

urlpatterns = [
    path("goods/", goods.goods, name="goods"),
    path("goods/<slug:category>/", goods.goods, name="category"),
    path("goods/<str:typed>/", retyped, {"route": "category"}),
    path("product/<slug:slug>/", goods.product, name="product"),
    path("product/<str:typed>/", retyped, {"route": "product"}),
    path("compare/", comparing.compare, name="compare"),
    path("lists/", lists.lists, name="lists"),
    path("lists/begin/", lists.begin, name="list-begin"),
    path("lists/add/", lists.add, name="list-add"),
    path("lists/shared/<str:token>/", lists.shared, name="shared-list"),
    path("lists/<str:key>/", lists.one_list, name="list"),
    path("lists/<str:key>/change/", lists.change, name="list-change"),
    path("lists/<str:key>/remove/", lists.remove, name="list-remove"),
    path("gi/", register.register, name="gi-register"),
    path("gi/<slug:slug>/", register.indication, name="gi"),
    path("gi/<str:typed>/", retyped, {"route": "gi"}),
    path("desk/<slug:organization>/products/", include("catalog.products.desk.urls")),
    path("country/<str:code>/", countries.country, name="country"),
    path("desk/<slug:organization>/products/import/", include("catalog.products.bulk.urls")),
]
