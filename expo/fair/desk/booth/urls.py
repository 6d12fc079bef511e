"""Addresses of a booth at the desk."""

from django.urls import path

from expo.fair.desk.booth import cards, exhibits, languages, look, media, overview, staffing, words

AT = "desk/<slug:organization>/booth/"
urlpatterns = [
    path(AT, overview.overview, name="desk-booth"),
    path(f"{AT}open/", overview.open_one, name="desk-booth-open"),
    path(f"{AT}publish/", overview.publish, name="desk-booth-publish"),
    path(f"{AT}presence/", overview.presence, name="desk-booth-presence"),
    path(f"{AT}words/", words.words, name="desk-booth-words"),
    path(f"{AT}exhibits/", exhibits.exhibits, name="desk-booth-exhibits"),
    path(f"{AT}staff/", staffing.staff, name="desk-booth-staff"),
    path(f"{AT}hours/", staffing.hours, name="desk-booth-hours"),
    path(f"{AT}media/", media.media, name="desk-booth-media"),
    path(f"{AT}languages/", languages.languages, name="desk-booth-languages"),
    path(f"{AT}languages/<slug:code>/", languages.texts, name="desk-booth-texts"),
    path(f"{AT}look/", look.look, name="desk-booth-look"),
    path(f"{AT}draft/", look.draft, name="desk-booth-draft"),
    path(f"{AT}cards/", cards.cards, name="desk-booth-cards"),
    path(f"{AT}cards/<uuid:key>/file/", cards.card_file, name="desk-booth-cards-file"),
]
