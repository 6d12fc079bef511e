"""Addresses below the language by which the portal is followed and kept."""

from django.urls import path

from portal.discovery import views

urlpatterns = [
    path("feeds/<str:name>.atom", views.feed, name="feed"),
    path("manifest.webmanifest", views.web_manifest, name="web-manifest"),
    path("offline/", views.offline, name="offline"),
]
