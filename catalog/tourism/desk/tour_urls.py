"""Addresses of tours at the desk, below ``/<language>/desk/<organization>/tours/``."""

from django.urls import path

from catalog.tourism.desk import tour_languages, tour_list, tour_moving, tour_writing

urlpatterns = [
    path("", tour_list.tours, name="desk-tours"),
    path("new/", tour_list.new, name="desk-tours-new"),
    path("<uuid:key>/", tour_writing.one, name="desk-tours-one"),
    path("<uuid:key>/look/", tour_writing.look, name="desk-tours-look"),
    path("<uuid:key>/languages/", tour_languages.languages, name="desk-tours-languages"),
    path("<uuid:key>/languages/publish/", tour_languages.publish, name="desk-tours-languages-publish"),
    path("<uuid:key>/languages/<slug:code>/", tour_languages.one, name="desk-tours-language"),
    path("<uuid:key>/withdraw/", tour_moving.withdraw, name="desk-tours-withdraw"),
    path("<uuid:key>/discard/", tour_moving.discard, name="desk-tours-discard"),
    path("published/<slug:slug>/", tour_moving.published, name="desk-tours-published"),
    path("published/<slug:slug>/edit/", tour_moving.edit, name="desk-tours-edit"),
    path("published/<slug:slug>/move/<slug:to>/", tour_moving.move, name="desk-tours-move"),
]
