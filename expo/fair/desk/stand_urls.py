"""Addresses of stands at the desk, below ``/<language>/desk/<organization>/stands/``."""

from django.urls import path

from expo.fair.desk import stands

STAND = "<slug:edition>/<slug:hall>/<str:stand>/"

urlpatterns = [
    path("", stands.stands, name="desk-stands"),
    path("apply/", stands.apply, name="desk-stands-apply"),
    path("give-back/", stands.give_back, name="desk-stands-give-back"),
    path(STAND, stands.one, name="desk-stands-one"),
    path(f"{STAND}hold/", stands.hold, name="desk-stands-hold"),
    path(f"{STAND}wait/", stands.wait, name="desk-stands-wait"),
    path(f"{STAND}leave/", stands.leave, name="desk-stands-leave"),
]
