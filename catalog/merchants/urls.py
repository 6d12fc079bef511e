"""Addresses of storefronts and brands, below the language."""

from django.urls import path

from catalog.merchants import views

urlpatterns = [
    path("storefronts/", views.storefronts, name="storefronts"),
    path("storefront/<slug:slug>/", views.storefront, name="storefront"),
    path("brand/<slug:slug>/", views.brand, name="brand"),
]
