"""A language's own name, in its own letters, does not run into words of a script without spaces."""

import re

import pytest
from django.utils.translation import gettext, override

from catalog.products.desk.languages import GOODS_BESIDE
from catalog.tourism.desk.tour_languages import TOURS_BESIDE

NO_SPACES = ["zh-hans", "th", "km", "lo", "my"]
# Letters, and the signs above and below them, of scripts that set no space between words.
RUN_INTO = re.compile(r"[\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u4e00-\u9fff]Bahasa")


@pytest.mark.parametrize("language", NO_SPACES)
def test_a_name_in_latin_letters_stands_apart(language: str) -> None:
    with override(language):
        told = [gettext("Reads %(language)s"), str(GOODS_BESIDE.explained), str(TOURS_BESIDE.explained)]
    for text in told:
        shown = text % {"language": "Bahasa Indonesia"}
        assert not RUN_INTO.search(shown), shown
