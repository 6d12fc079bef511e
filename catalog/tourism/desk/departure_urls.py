"""Addresses of an operator's departures, below the language."""

from django.urls import path

from catalog.tourism.desk import departures, groups, one_departure, pattern, writing

HOME = "desk/<slug:organization>/departures/"
urlpatterns = [
    path(HOME, departures.departures, name="desk-departures"),
    path(f"{HOME}groups/", groups.groups, name="desk-departures-groups"),
    path(f"{HOME}plan/", departures.plan, name="desk-departures-plan"),
    path(f"{HOME}patterns/<int:pattern_id>/", pattern.one, name="desk-departures-pattern"),
    path(f"{HOME}<int:departure_id>/", one_departure.one, name="desk-departures-one"),
    path(f"{HOME}<int:departure_id>/cancel/", one_departure.cancel, name="desk-departures-cancel"),
    path(f"{HOME}<int:departure_id>/message/", writing.message, name="desk-departures-message"),
    path(f"{HOME}<int:departure_id>/travellers.csv", writing.manifest, name="desk-departures-manifest"),
]
