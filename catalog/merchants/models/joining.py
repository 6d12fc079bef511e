"""How a person is asked to act for an organization."""

import uuid

from django.conf import settings
from django.db import models

from catalog.merchants.models.organizations import Organization


class Invitation(models.Model):
    """An e-mail address was asked to act for an organization in some roles.

    ``serial`` counts how often it was sent: only the link of the last mail holds.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        REVOKED = "revoked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(help_text="In lower case.")
    roles = models.JSONField(help_text="Values of Membership.Role.")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    serial = models.PositiveSmallIntegerField(default=1)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(state="pending"),
                name="merchants_invited_once",
            ),
        ]
        indexes = [models.Index(fields=["email"], name="merchants_invited_address")]

    def __str__(self) -> str:
        return f"{self.organization_id}:{self.id}"
