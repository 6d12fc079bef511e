"""Addresses of storefronts and brands, below the language."""

from django.urls import path

from catalog.merchants import views
from catalog.seams.retyped import retyped

urlpatterns = [
    path("storefronts/", views.storefronts, name="storefronts"),
    path("storefront/<slug:slug>/", views.storefront, name="storefront"),
    path("storefront/<slug:slug>/card/", views.card, name="storefront-card"),
    path("storefront/<slug:slug>/card.vcf", views.card_file, name="storefront-card-file"),
    path("storefront/<str:typed>/", retyped, {"route": "storefront"}),
    path("brand/<slug:slug>/", views.brand, name="brand"),
    path("brand/<str:typed>/", retyped, {"route": "brand"}),
]
