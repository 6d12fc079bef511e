"""Addresses of a person's saved searches, under ``/<language>/account/``."""

from django.urls import path

from catalog.search.alerts import account

urlpatterns = [
    path("searches/", account.saved_searches, name="saved-searches"),
    path("searches/<uuid:key>/", account.change_saved, name="saved-search"),
    path("searches/<uuid:key>/remove/", account.remove_saved, name="saved-search-remove"),
]
