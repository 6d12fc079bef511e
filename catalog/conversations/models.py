"""What a visitor and an organization write to each other, and what is known about how it goes."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.jobs.models import WorkRow
from catalog.merchants.models import Organization


class Side(models.TextChoices):
    """Who wrote a message, or who has to."""

    VISITOR = "visitor", _("Visitor")
    ORGANIZATION = "organization", _("Seller")


class Conversation(models.Model):
    """One visitor and one organization about one thing.

    A visitor has an account (`visitor`) or is known by a mail address alone; then the organization
    sees nothing until the address is confirmed (`confirmed_at`). The subject is named by kind and id,
    because it lives in another room; `subject_title` is what it was called when the conversation
    began. `awaits` says whose turn it is since `waiting_since`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="conversations")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    subject_title = models.CharField(max_length=300)
    subject_language = models.CharField(max_length=10)
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    time_zone = models.CharField(max_length=64, default="UTC")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(
        null=True, blank=True, help_text="When the visitor let the seller see the address."
    )
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When the seller first answered.")
    awaits = models.CharField(max_length=12, choices=Side, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    last_message_at = models.DateTimeField(default=timezone.now)
    blocked_at = models.DateTimeField(null=True, blank=True)
    mails_stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="When a visitor without account ended the mails."
    )

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organization", "-last_message_at", "-id"],
                condition=Q(confirmed_at__isnull=False),
                name="conversations_inbox",
            ),
            models.Index(fields=["visitor", "-last_message_at", "-id"], name="conversations_mine"),
            models.Index(fields=["address", "created_at"], name="conversations_by_address"),
            models.Index(
                fields=["created_at"],
                condition=Q(confirmed_at__isnull=True),
                name="conversations_unconfirmed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def visitor_left(self) -> bool:
        """Whether the visitor's account is gone, and name and address with it."""
        return not self.address


class Message(models.Model):
    """What one side wrote, in the language it was written in; it is never changed.

    `key` comes with the form and is never used twice: the same form sent again is one message.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    side = models.CharField(max_length=12, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("message"))
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    # What the text says, without case, spaces and marks: the same letter to many sellers is known by it.
    gist = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["conversation", "id"], name="conversations_thread"),
            models.Index(fields=["gist", "created_at"], name="conversations_gist"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.pk}"


class WantedProposal(WorkRow):
    """A message waits for a translator's proposal in one language; the row is written with the wish."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)

    class Meta(WorkRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["message", "language"], name="conversations_wanted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.language}"


class MessageProposal(models.Model):
    """What a translator makes of a message in one language: made by a machine, shown beside the original.

    `text` is empty where it has no translation of the whole; `known` are the words it does know, pairs
    of a word and its translation.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="proposals")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.TextField(blank=True)
    known = models.JSONField(default=list)
    translator = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "language"], name="conversations_proposal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.language}"


class AnswerTime(models.Model):
    """How long a visitor waited for one answer, in seconds. Measured, never declared."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    seconds = models.PositiveBigIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "answered_at"], name="conversations_answer_times"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.seconds} s"


class AnswerSummary(models.Model):
    """An organization's median answer time over the past ninety days, as the public sees it."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    median_seconds = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.median_seconds} s of {self.count}"


class Block(models.Model):
    """An organization does not want to hear from an address any more."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField()
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "address"], name="conversations_block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.address}"
