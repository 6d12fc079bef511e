"""Places as open data: GeoJSON (RFC 7946, read 2026-11-26) and CSV, each with its licence."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.csv_files import harmless, written
from catalog.reference.languages import codes
from catalog.tourism.models import Place
from catalog.tourism.selectors.places import shown_places

LICENCE = "Apache License 2.0"
LICENCE_ADDRESS = "https://www.apache.org/licenses/LICENSE-2.0"
NAMES = {code: build_localized_fieldname("name", code) for code in codes()}
COLUMNS = (
    *("slug", "kind", "country", "lat", "lon", "coordinates_confirmed", "confirmed", "heritage"),
    *("way_across", "country_across", "opens", "closes", "time_zone"),
    *(f"name_{code}" for code in codes()),
    *("source", "source_address", "source_checked_on", "page", "licence"),
)


def records() -> Iterator[dict[str, Any]]:
    """Yield each place visitors see as plain values by column: one query."""
    rows = shown_places().values(
        *("slug", "kind", "country_id", "lat", "lon", "coordinates_confirmed", "confirmed", "heritage"),
        *("crossing__kind", "crossing__other_id", "crossing__opens", "crossing__closes"),
        *("crossing__time_zone", "source__title", "source__address", "source__checked_on"),
        *NAMES.values(),
    )
    for row in rows:
        yield _record(row)


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    across = row["kind"] == Place.Kind.CROSSING
    checked = row["source__checked_on"]
    return {
        "slug": row["slug"],
        "kind": row["kind"],
        "country": row["country_id"],
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "coordinates_confirmed": row["coordinates_confirmed"],
        "confirmed": row["confirmed"],
        "heritage": [step["kind"] for step in row["heritage"]],
        "way_across": row["crossing__kind"] or "",
        "country_across": row["crossing__other_id"] or "",
        "opens": row["crossing__opens"].isoformat() if row["crossing__opens"] else "",
        "closes": row["crossing__closes"].isoformat() if row["crossing__closes"] else "",
        "time_zone": row["crossing__time_zone"] if across else "",
        **{f"name_{code}": row[column] or "" for code, column in NAMES.items()},
        "source": row["source__title"],
        "source_address": row["source__address"],
        "source_checked_on": checked.isoformat() if checked else "",
        "page": f"{settings.SITE_ADDRESS}/en/place/{row['slug']}/",
        "licence": LICENCE_ADDRESS,
    }


def as_csv(rows: Iterator[dict[str, Any]]) -> str:
    """Return the places as CSV under a line of column names; its byte order mark says that it is UTF-8."""
    lines = ([_cell(row[name]) for name in COLUMNS] for row in rows)
    return "".join(written(chain([COLUMNS], lines)))


def _cell(value: Any) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ";".join(value)
    return harmless(value) if isinstance(value, str) else value


def as_geojson(rows: Iterator[dict[str, Any]]) -> str:
    """Return the places as a GeoJSON feature collection, longitude first as RFC 7946 asks."""
    features = [
        {
            "type": "Feature",
            "id": row["slug"],
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": {name: value for name, value in row.items() if name not in {"lat", "lon"}},
        }
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "licence": LICENCE_ADDRESS, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
