"""Addresses of the fair below ``/<language>/account/``: what a person reaches by a link of their own."""

from django.urls import path

from expo.fair.views import claim

urlpatterns = [
    path("booth/<str:token>/", claim.claim, name="fair-claim"),
]
