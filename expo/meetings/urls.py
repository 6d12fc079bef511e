"""Addresses of meetings, below the language."""

from django.urls import path

from expo.meetings import views
from expo.meetings.views import desk

urlpatterns = [
    path("meetings/", views.mine, name="meetings"),
    path("meetings/partners/", views.partners, name="partners"),
    path("meetings/with/<slug:slug>/", views.ask, name="meeting-ask"),
    path("meetings/<uuid:appointment_id>/", views.one, name="meeting"),
    path("meetings/<uuid:appointment_id>/calendar.ics", views.calendar, name="meeting-calendar"),
    path("desk/<slug:organization>/meetings/", desk.given, name="desk-meetings"),
    path("desk/<slug:organization>/meetings/hours/", desk.hours, name="desk-meetings-hours"),
    path("desk/<slug:organization>/meetings/<uuid:appointment_id>/", desk.one, name="desk-meetings-one"),
    path(
        "desk/<slug:organization>/meetings/<uuid:appointment_id>/calendar.ics",
        desk.calendar,
        name="desk-meetings-calendar",
    ),
]
