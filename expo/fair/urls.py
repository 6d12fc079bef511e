"""Addresses of the fair, below the language; each part of the fair adds its own."""

from django.urls import include, path

from expo.fair.views import front, hall, leads, stand

urlpatterns = [
    path("fair/", front.front, name="fair"),
    path("fair/archive/", front.past, name="fair-past"),  # no edition can be called so
    path("fair/<slug:edition>/", front.edition, name="fair-edition"),
    path("fair/<slug:edition>/hall/<slug:hall>/", hall.hall, name="fair-hall"),
    path("fair/<slug:edition>/hall/<slug:hall>/now/", hall.now, name="fair-hall-now"),
    path("fair/<slug:edition>/hall/<slug:hall>/stand/<str:stand>/", stand.stand, name="fair-stand"),
    path("desk/<slug:organization>/stands/", include("expo.fair.desk.stand_urls")),
    path("desk/<slug:organization>/leads/", leads.leads, name="desk-leads"),
    path("desk/<slug:organization>/leads/file/", leads.leads_file, name="desk-leads-file"),
    path("", include("expo.fair.booth_urls")),
    path("", include("expo.fair.programme_urls")),
]
