"""Which requests programs send: crawlers, monitors and tools are counted nowhere."""

import re
from functools import lru_cache

from crawleruseragents import is_crawler
from django.http import HttpRequest

# What most programs call themselves, for those that the list of known ones does not have yet. Cubot
# makes telephones.
_MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|monitor|headless|python|curl|wget|java/|httpclient|scrapy|lighthouse",
    re.IGNORECASE,
)
_LONGEST = 1000  # letters of a name that are read


@lru_cache(maxsize=2000)
def is_machine(user_agent: str) -> bool:
    """Say whether a program asks that says so, or that does not say what it is.

    Known ones are those of the list crawler-user-agents (MIT licence), which comes with its package.
    """
    name = user_agent[:_LONGEST]
    return not name.strip() or bool(_MACHINES.search(name)) or is_crawler(name)


def by_person(request: HttpRequest) -> bool:
    """Say whether a person seems to look: no known program, and no browser that fetches ahead."""
    # From META: the mapping of headers is made anew for each request, and kept pages do without it.
    said = request.META
    ahead = "prefetch" in said.get("HTTP_SEC_PURPOSE", "") + said.get("HTTP_PURPOSE", "")
    return not ahead and not is_machine(said.get("HTTP_USER_AGENT", ""))
