"""Contact cards that a visitor and a booth exchange."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.fair.models.booths import Booth


class CardExchange(models.Model):
    """A visitor offers a card to a booth; once the booth agrees, each has the other's.

    ``offered`` and ``returned`` are what either side agreed to hand over, by the names of
    ``expo.fair.services.cards.FIELDS``. Whoever takes theirs back empties it for both.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Waiting for the booth")
        EXCHANGED = "exchanged", _("Exchanged")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="cards")
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered = models.JSONField(default=dict)
    returned = models.JSONField(default=dict)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    offered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booth", "visitor"], name="fair_card_once")]
        indexes = [models.Index(fields=["booth", "state", "-offered_at"], name="fair_cards_of_booth")]

    def __str__(self) -> str:
        return str(self.id)
