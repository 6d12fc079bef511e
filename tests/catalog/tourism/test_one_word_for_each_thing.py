"""A tour, a departure and a route are each called by one word in every language, wherever they are named."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

TOUR = (
    *("Tour", "Tours", "tour", "tours", "New tour", "Similar tours", "Tours that visit here", "No tours yet"),
    *(
        "No tour fits all of these choices",
        "On this tour you cross no border.",
        "This tour does not take “%s”.",
    ),
    "Travellers ask for seats of our tours or give them back",
)
DEPARTURE = (
    *("Departure", "Departures", "departure", "departures", "All departures", "One departure"),
    *("Calendar of departures", "No departure is open at present.", "There is no such departure."),
    *("This departure takes no bookings.", "Your departure is cancelled", "Your departure is guaranteed"),
    *("Plan this departure", "Book a departure on the page of a tour."),
)
ROUTE = (
    *("Routes", "route", "routes", "Routes by here", "Along a route", "Schematic of places and routes"),
    "All tours, routes and places",
)
# By the words of the glossary where it has one.
WORDS = {
    "zh-hans": ("线路", "班期", "路线"),
    "vi": ("chuyến du lịch", "chuyến khởi hành", "tuyến"),
    "th": ("ทัวร์", "รอบเดินทาง", "เส้นทาง"),
    "id": ("tur", "keberangkatan", "rute"),
    "ms": ("pelancongan", "perlepasan", "laluan"),
    "fil": ("paglilibot", "pag-alis", "ruta"),
    "km": ("ដំណើរកម្សាន្ត", "ការចេញដំណើរ", "ផ្លូវ"),
    "lo": ("ທົວ", "ຖ້ຽວເດີນທາງ", "ເສັ້ນທາງ"),
    "my": ("ခရီးစဉ်", "ထွက်ခွာမှု", "လမ်းကြောင်း"),
}
BREAKS = "\u200b"  # where a line of Khmer may break; no part of a word


@pytest.mark.parametrize("language", WORDS)
def test_each_thing_has_its_word(language: str) -> None:
    with translation.override(language):
        for word, texts in zip(WORDS[language], (TOUR, DEPARTURE, ROUTE), strict=True):
            for text in texts:
                said = gettext(text).replace(BREAKS, "").casefold()
                assert word in said, (text, said)


@pytest.mark.parametrize("language", WORDS)
def test_things_that_differ_are_not_called_the_same(language: str) -> None:
    with translation.override(language):
        told = [gettext(text).replace(BREAKS, "") for text in ("Tours", "Departures", "Routes", "Journeys")]
    assert len(set(told)) == 4, told
