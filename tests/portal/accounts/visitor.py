"""A visitor whose browser runs no scripts, and a clock one can move."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from catalog.jobs.services import drain
from catalog.notices.services import MAIL_DRAIN

Page = BeautifulSoup


class Clock:
    """The time as the bot check sees it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


class Visitor:
    """Reads pages and fills in forms as a person without JavaScript does.

    ``pace`` is how many seconds one form takes.
    """

    pace = 10.0

    def __init__(self, client: Client, clock: Clock) -> None:
        self.client = client
        self.clock = clock
        self.status = 0
        self.address = ""
        self.page = BeautifulSoup("", "html.parser")

    def open(self, address: str) -> Page:
        return self._read(self.client.get(address, follow=True))

    def form(self) -> Tag:
        """Return the first form of the page's main part."""
        form = self.page.select_one("main form")
        assert form is not None
        return form

    def values(self, form: Tag) -> dict[str, str]:
        """Return what a browser would send for the form as it stands."""
        sent = {}
        for box in form.find_all("input"):
            kind = box.get("type", "text")
            if box.get("name") and (kind not in {"radio", "checkbox"} or box.has_attr("checked")):
                sent[str(box["name"])] = str(box.get("value", "on" if kind == "checkbox" else ""))
        for select in form.find_all("select"):
            chosen = select.find("option", selected=True) or select.find("option")
            assert chosen is not None
            sent[str(select["name"])] = str(chosen["value"])
        return sent

    def send(self, **typed: str) -> Page:
        """Fill in the form of the page and send it; a button pressed is named like a box, with no value.

        The postman goes his round right after.
        """
        form = self.form()
        self.clock.pass_by(self.pace)
        action = str(form.get("action") or self.address)
        page = self._read(self.client.post(action, self.values(form) | typed, follow=True))
        drain(MAIL_DRAIN)
        return page

    def answer(self) -> dict[str, str]:
        """Return the answer to the question on the page, as somebody who reads it gives it."""
        legend = self.form().find("legend")
        assert legend is not None
        wanted = legend.get_text().split("“")[1].split("”")[0]
        label = next(found for found in self.form().find_all("label") if found.get_text() == wanted)
        box = self.form().find(id=str(label["for"]))
        assert isinstance(box, Tag)
        return {"check_answer": str(box["value"])}

    def is_asked(self) -> bool:
        return self.form().select_one("[name=check_answer]") is not None

    def errors(self) -> str:
        summary = self.page.find(class_="error-summary")
        return summary.get_text(" ", strip=True) if summary else ""

    @property
    def heading(self) -> str:
        assert self.page.h1 is not None
        return self.page.h1.get_text(strip=True)

    def _read(self, response: Any) -> Page:
        self.status = response.status_code
        self.address = response.request["PATH_INFO"]
        self.page = BeautifulSoup(response.content, "html.parser")
        return self.page
