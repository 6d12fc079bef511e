"""Addresses of booths below the language: as visitors see them, in their accounts, and at the desk."""

from django.urls import include, path

from expo.fair.views import booth, cards

AT = "fair/<slug:edition>/booth/<slug:slug>/"
urlpatterns = [
    path(AT, booth.booth, name="fair-booth"),
    path(f"{AT}presence/", booth.presence, name="fair-booth-presence"),
    path(f"{AT}exhibit/<int:exhibit>/", booth.exhibit, name="fair-exhibit"),
    path(f"{AT}card/", cards.offer, name="fair-booth-card"),
    path("account/cards/", cards.mine, name="fair-cards"),
    path("account/cards/<uuid:key>/file/", cards.card_file, name="fair-card-file"),
    path("account/cards/<uuid:key>/back/", cards.back, name="fair-card-back"),
    path("", include("expo.fair.desk.booth.urls")),
]
