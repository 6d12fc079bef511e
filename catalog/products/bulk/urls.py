"""Addresses of files, below ``/<language>/desk/<organization>/products/import/``."""

from django.urls import path

from catalog.products.bulk import desk, fetching

urlpatterns = [
    path("", desk.files, name="desk-files"),
    path("template.<slug:kind>", fetching.template, name="desk-files-template"),
    path("listings.<slug:kind>", fetching.export, name="desk-files-export"),
    path("<uuid:key>/", desk.one, name="desk-files-one"),
    path("<uuid:key>/columns/", desk.columns, name="desk-files-columns"),
    path("<uuid:key>/bring-in/", desk.bring_in, name="desk-files-bring-in"),
    path("<uuid:key>/cancel/", desk.cancel, name="desk-files-cancel"),
    path("<uuid:key>/forget/", desk.forget, name="desk-files-forget"),
    path("<uuid:key>/result.csv", fetching.result, name="desk-files-result"),
]
