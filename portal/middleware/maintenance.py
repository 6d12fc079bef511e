"""Answers every visitor with the maintenance page while the portal is being worked on."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.errors import error_page

RETRY_AFTER = 600  # seconds
# What watches over the portal must still reach it.
OPEN = "/health/"
SWITCH = "maintenance"


def switch() -> Path:
    """Return the file whose presence closes the portal at once, without a restart."""
    return Path(settings.DATA_DIR) / SWITCH


def thrown() -> bool:
    """Tell whether the switch lies there."""
    # Not Path.exists: a tenth of the time, and every request asks.
    return os.path.exists(f"{settings.DATA_DIR}/{SWITCH}")  # noqa: PTH110


def closed() -> bool:
    """Tell whether the portal is closed to its visitors now."""
    return settings.MAINTENANCE or thrown()


class MaintenanceMiddleware:
    """Closes the portal while ``MAINTENANCE`` is set or the switch file lies in the data folder.

    Stands before everything that reads the database, so that the database may be away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not closed() or request.path_info == OPEN:
            return self.get_response(request)
        response = error_page(request, 503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
