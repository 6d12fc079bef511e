"""Addresses of storefronts, below the language."""

from django.urls import path

from catalog.merchants import views

urlpatterns = [
    path("storefronts/", views.storefronts, name="storefronts"),
    path("storefront/<slug:slug>/", views.storefront, name="storefront"),
]
