"""Addresses of the numbers, below the language."""

from django.urls import path

from catalog.numbers import desk

urlpatterns = [
    path("desk/<slug:organization>/numbers/", desk.numbers, name="desk-numbers"),
    path("desk/<slug:organization>/numbers/file/", desk.numbers_file, name="desk-numbers-file"),
]
