"""Addresses of reports and suspensions, below the language."""

from django.urls import path

from catalog.moderation import desk, views

urlpatterns = [
    path("report/<slug:kind>/<slug:slug>/", views.report, name="report"),
    path("report/<slug:kind>/<slug:slug>/thanks/", views.thanks, name="report-thanks"),
    path("desk/<slug:organization>/suspensions/", desk.suspensions, name="desk-suspensions"),
    path("desk/<slug:organization>/suspensions/<uuid:key>/", desk.one, name="desk-suspensions-one"),
]
