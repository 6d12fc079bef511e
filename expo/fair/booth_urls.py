"""Addresses of booths as visitors see them, below the language."""

from django.urls import path

from expo.fair.views import booth

urlpatterns = [
    path("fair/<slug:edition>/booth/<slug:slug>/", booth.booth, name="fair-booth"),
    path("fair/<slug:edition>/booth/<slug:slug>/presence/", booth.presence, name="fair-booth-presence"),
    path("fair/<slug:edition>/booth/<slug:slug>/exhibit/<int:exhibit>/", booth.exhibit, name="fair-exhibit"),
]
