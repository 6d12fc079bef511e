"""Addresses of the fair, below the language; each part of the fair adds its own."""

from django.urls import include, path

from expo.fair.views import front, hall

urlpatterns = [
    path("fair/", front.front, name="fair"),
    path("fair/<slug:edition>/", front.edition, name="fair-edition"),
    path("fair/<slug:edition>/hall/<slug:hall>/", hall.hall, name="fair-hall"),
    path("", include("expo.fair.booth_urls")),
]
