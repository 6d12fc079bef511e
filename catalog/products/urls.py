"""Addresses of goods, below the language."""

from django.urls import path

from catalog.products.views import countries, goods, register

urlpatterns = [
    path("goods/", goods.goods, name="goods"),
    path("goods/<slug:category>/", goods.goods, name="category"),
    path("product/<slug:slug>/", goods.product, name="product"),
    path("gi/", register.register, name="gi-register"),
    path("gi/<slug:slug>/", register.indication, name="gi"),
    path("country/<str:code>/", countries.country, name="country"),
]
