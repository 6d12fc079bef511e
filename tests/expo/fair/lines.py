"""An edition and halls as pages read them, without a database."""

from datetime import date
from typing import Any

from catalog.translation.texts import LocalText
from expo.fair.selectors.editions import EditionCard
from expo.fair.selectors.halls import HallLine

CARD = EditionCard(
    id=1,
    slug="2026",
    number=23,
    state="open",
    is_current=True,
    begins_on=date(2026, 9, 17),
    ends_on=date(2026, 9, 21),
    time_zone="Asia/Shanghai",
    place="Nanning",
    source_language="zh-hans",
    name=LocalText("Expo 2026", "en"),
    theme=LocalText("", ""),
    country_of_honour="",
    partners=(),
    figures=(),
    source="",
    is_demo=False,
)


def line(number: int, parent: int | None = None, **fields: Any) -> HallLine:
    """Return a hall of four stands with this id, below another where one is named."""
    given: dict[str, Any] = {
        "id": number,
        "slug": f"hall-{number}",
        "parent_id": parent,
        "kind": "china",
        "country": "",
        "name": LocalText(f"Hall {number}", "en"),
        "intro": LocalText("", ""),
        "width": 400,
        "depth": 300,
        "stands": 4,
        "booths": 0,
        "free": 4,
    }
    return HallLine(**(given | fields))
