"""Addresses of journeys, below the language."""

from django.urls import include, path

from catalog.seams.retyped import retyped
from catalog.tourism.views import booking, bookings, entry, journeys, open_data, tours

urlpatterns = [
    path("journeys/", journeys.journeys, name="journeys"),
    path("journeys/calendar/", journeys.calendar, name="tour-calendar"),
    path("journeys/places.csv", open_data.places_csv, name="places-csv"),
    path("journeys/places.geojson", open_data.places_geojson, name="places-geojson"),
    path("journeys/tours.csv", open_data.tours_csv, name="tours-csv"),
    path("journeys/departures.csv", open_data.departures_csv, name="departures-csv"),
    path("journeys/map/<str:version>/", journeys.map_image, name="map-layer"),
    path("place/<slug:slug>/", journeys.place, name="place"),
    path("place/<str:typed>/", retyped, {"route": "place"}),
    path("tour/<slug:slug>/", tours.tour, name="tour"),
    path("tour/<slug:slug>/book/<str:day>/", booking.book, name="tour-book"),
    path("bookings/", bookings.mine, name="bookings"),
    path("booking/<uuid:booking_id>/", bookings.one, name="booking"),
    path("booking/<uuid:booking_id>/travellers/", bookings.travellers, name="booking-travellers"),
    path("booking/by-link/<str:typed>/", bookings.by_link, name="booking-by-link"),
    path(
        "booking/by-link/<str:typed>/travellers/",
        bookings.travellers_by_link,
        name="booking-by-link-travellers",
    ),
    path("tour/<str:typed>/", retyped, {"route": "tour"}),
    path("", include("catalog.tourism.desk.departure_urls")),
    path("desk/<slug:organization>/tours/", include("catalog.tourism.desk.tour_urls")),
    path("entry-rules/", entry.entry_rules, name="entry-rules"),
]
