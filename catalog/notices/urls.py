"""Addresses under ``/<language>/account/``."""

from django.urls import path

from catalog.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.mark_read, name="notices-read"),
    path("notices/choices/", views.choices, name="notice-choices"),
    path("notices/stop/<str:token>/", views.stop, name="notices-stop"),
    path("notices/<uuid:notice_id>/", views.notice, name="notice"),
]
