"""The address of a private file; its id cannot be guessed."""

from django.urls import path

from catalog.files import views

app_name = "files"
urlpatterns = [path("file/<uuid:file_id>/", views.private_file, name="private")]
