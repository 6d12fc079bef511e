"""Addresses of goods, below the language."""

from django.urls import path

from catalog.products import views

urlpatterns = [
    path("goods/", views.goods, name="goods"),
    path("goods/<slug:category>/", views.goods, name="category"),
    path("product/<slug:slug>/", views.product, name="product"),
]
