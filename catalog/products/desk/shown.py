"""What readers know already, at the desk: edited again, paused, shown again, archived."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise

from catalog.audit.selectors import history
from catalog.merchants.desk.clock import told_by
from catalog.merchants.desk.guard import Desk, desk_page
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.products.desk import reviewed_acts
from catalog.products.desk.drafts import Drafts, act_of_writers, form_for_writers, page_for_writers
from catalog.products.desk.listings import status
from catalog.products.services.reviewed import DraftMoved
from catalog.products.told import told
from catalog.translation.selectors import text_in

MOST_TOLD = 30


class Shown(ABC):
    """What members do with a published listing of one kind; its views are methods, for the addresses.

    ``page`` is the template of one, ``offered`` what they may make of it, by its state, ``questions`` what
    is asked before they do. Readers find it at the address that is called as their drafts name it.
    """

    drafts: Drafts
    model: type[Model]
    page: str
    offered: Mapping[Any, Collection[Any]]
    questions: Mapping[Any, Promise]

    @abstractmethod
    def move_to(self, offer: Any, to: str, by: AbstractBaseUser, role: str) -> object:
        """Move a listing to another state. Raises MoveRefused."""

    def beside(self, desk: Desk, offer: Any, draft: Any) -> dict[str, Any]:
        """Return what else its page says."""
        return {}

    def at(self, desk: Desk, slug: str) -> Any:
        """Return the organization's listing. Raises Http404 for another's."""
        self.drafts.admit(desk)
        rows = self.model._default_manager.filter(organization=desk.organization, version__gt=0)
        found = rows.filter(slug=slug).first()
        if found is None:
            raise Http404("No such listing.")
        return found

    @page_for_writers
    def published(self, request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
        """Show its state, what may become of it, its edit if there is one, its history."""
        offer, word = self.at(desk, slug), self.drafts.drafting.offered
        draft = self.drafts.drafting.model._default_manager.filter(**{word: offer}).first()
        offered = self.offered.get(offer.status, ())
        context = {
            word: offer,
            "title": text_in(offer, "title", offer.source_language),
            "title_tag": offer.source_language,
            "status": status(offer.status),
            "edit": {"draft": draft, "status": status(draft.state)} if draft else None,
            "may_pause": "paused" in offered,
            "may_show": "published" in offered,
            "may_archive": "archived" in offered,
            "public_url": reverse(word, args=[offer.slug]) if offer.status == "published" else "",
            "changes": told(history(offer)[:MOST_TOLD]),
            **told_by(request, desk),
            **self.beside(desk, offer, draft),
        }
        return desk_page(request, desk, self.page, context)

    @act_of_writers
    def edit(self, request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
        """Open a draft of it, or the one there is."""
        offer, drafting = self.at(desk, slug), self.drafts.drafting
        try:
            draft = drafting.save(
                organization=desk.organization,
                document=drafting.published(offer),
                offer=offer,
                by=desk.person,
            )
        except DraftMoved as moved:
            draft = moved.draft
        page = "languages" if "languages" in request.POST else "one"
        return HttpResponseRedirect(self.drafts.url(desk, page, draft.pk))

    @form_for_writers
    def move(self, request: HttpRequest, desk: Desk, slug: str, to: str) -> HttpResponse:
        """Pause it, show it again or archive it, after a question."""
        offer = self.at(desk, slug)
        if to not in self.questions:
            raise Http404("No such state.")
        back = self.drafts.url(desk, "published", offer.slug)
        if request.method != "POST":
            return reviewed_acts.asked(
                request,
                desk,
                self.questions[to],
                title=text_in(offer, "title", offer.source_language),
                title_lang=offer.source_language,
                button=reviewed_acts.BUTTONS[to],
                back=back,
            )
        reviewed_acts.move(request, lambda: self._move(desk, offer, to))
        return HttpResponseRedirect(back)

    def _move(self, desk: Desk, offer: Any, to: str) -> None:
        if to not in self.offered.get(offer.status, ()):
            raise MoveRefused(current=offer.status, wanted=to)
        self.move_to(offer, to, desk.person, acted_as(desk.organization, desk.person))
