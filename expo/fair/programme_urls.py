"""Addresses of the programme, and of a person's calendar."""

from django.urls import path

from expo.fair.views import calendars, programme

urlpatterns = [
    path("fair/<slug:edition>/programme/", programme.listed, name="fair-programme"),
    path("fair/<slug:edition>/programme/<slug:slug>/", programme.session, name="fair-session"),
    path(
        "fair/<slug:edition>/programme/<slug:slug>/calendar.ics",
        programme.calendar,
        name="fair-session-calendar",
    ),
    path("calendar/", calendars.mine, name="calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="calendar-feed"),
]
