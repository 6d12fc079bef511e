"""Addresses of tours at the desk, below ``/<language>/desk/<organization>/tours/``."""

from django.urls import path

from catalog.tourism.desk import tour_list
from catalog.tourism.desk.tour_languages import TOURS_BESIDE
from catalog.tourism.desk.tour_moving import SHOWN_TOURS
from catalog.tourism.desk.tour_writing import TOUR_DRAFTS

urlpatterns = [
    path("", tour_list.tours, name="desk-tours"),
    path("new/", tour_list.new, name="desk-tours-new"),
    path("<uuid:key>/", TOUR_DRAFTS.one, name="desk-tours-one"),
    path("<uuid:key>/look/", TOUR_DRAFTS.look, name="desk-tours-look"),
    path("<uuid:key>/languages/", TOURS_BESIDE.languages, name="desk-tours-languages"),
    path("<uuid:key>/languages/publish/", TOURS_BESIDE.publish, name="desk-tours-languages-publish"),
    path("<uuid:key>/languages/<slug:code>/", TOURS_BESIDE.one, name="desk-tours-language"),
    path("<uuid:key>/withdraw/", TOUR_DRAFTS.withdraw, name="desk-tours-withdraw"),
    path("<uuid:key>/discard/", TOUR_DRAFTS.discard, name="desk-tours-discard"),
    path("published/<slug:slug>/", SHOWN_TOURS.published, name="desk-tours-published"),
    path("published/<slug:slug>/edit/", SHOWN_TOURS.edit, name="desk-tours-edit"),
    path("published/<slug:slug>/move/<slug:to>/", SHOWN_TOURS.move, name="desk-tours-move"),
]
