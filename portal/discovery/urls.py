"""Addresses outside the languages by which the portal is found."""

from django.urls import path

from portal.discovery import views

urlpatterns = [
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemaps/<str:kind>/<str:language>.xml", views.sitemap_part, name="sitemap-part"),
    path("service-worker.js", views.worker, name="service-worker"),
]
