"""Addresses of the search page."""

from django.urls import path

from catalog.search import views
from catalog.search.alerts import views as alerts

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/suggest/", views.suggest, name="search-suggest"),
    path("search/alerts/", alerts.tell_me, name="search-alert"),
    path("search/alerts/asked/", alerts.asked, name="search-alert-asked"),
    path("search/alerts/confirm/<str:token>/", alerts.confirm, name="search-alert-confirm"),
    path("search/alerts/stop/<str:token>/", alerts.stop, name="search-alert-stop"),
    path("search/saved/<uuid:key>/", alerts.open_saved, name="search-saved"),
]
