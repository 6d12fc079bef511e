"""The bench of a hall loads what it says: a hall with a booth on every stand, and ratios to the bare view."""

import gzip
from contextlib import nullcontext
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.bench import hall
from tests.bench.furnished import furnish
from tests.bench.load import Load

YARDSTICK = Load(requests=4_000, seconds=2.0, bytes_each=30_000)


@pytest.mark.django_db
def test_the_hall_has_a_booth_on_each_stand_and_every_way_to_it_answers(client: Client) -> None:
    assert furnish(stands=12) == 12
    for way, path, headers in hall.ASKED:
        response = client.get(path, headers=headers)
        assert response.status_code == 200, way
        if path == hall.PAGE:
            packed = response.get("Content-Encoding") == "gzip"
            page = gzip.decompress(response.content) if packed else response.content
            assert len(BeautifulSoup(page, "html.parser").select("svg.plan a.taken")) == 12, way
        else:
            assert set(response.json().values()) == {"taken"}


@pytest.mark.parametrize(
    ("requests", "seconds", "ratio"), [(4_000, 2.0, "1.00"), (1_000, 2.0, "0.25"), (9_000, 3.0, "1.50")]
)
def test_a_line_says_the_ratio_to_the_bare_view(requests: int, seconds: float, ratio: str) -> None:
    said = hall.line("cached", Load(requests, seconds, 41_234), YARDSTICK)
    assert said.split() == [
        *("cached", f"{requests / seconds:.0f}", "requests/s", ratio, "of", "bare", "41,234", "bytes"),
    ]


def test_it_takes_two_hundred_visitors_for_a_minute_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(hall, "measure", lambda folder, **given: asked.append(given))
    monkeypatch.setattr(hall, "data_folder", lambda: nullcontext(tmp_path))
    assert hall.main([]) == 0
    assert hall.main(["--seconds", "2", "--visitors", "8", "--stands", "40"]) == 0
    assert asked == [
        {"seconds": 60.0, "visitors": 200, "stands": 400},
        {"seconds": 2.0, "visitors": 8, "stands": 40},
    ]
    with pytest.raises(SystemExit):
        hall.main(["--visitors", "many"])
    assert "many" in capsys.readouterr().err
