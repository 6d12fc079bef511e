"""What a person was told, how they want to be told, and the mails on their way."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.jobs.models import WorkRow


class MailMode(models.TextChoices):
    """How a kind of notice reaches a person besides standing on the site."""

    AT_ONCE = "at_once", _("by mail at once")
    DAILY = "daily", _("in one mail a day")
    NEVER = "never", _("only on this site")


class OutboxMail(WorkRow):
    """One mail: to one person, carrying one notice or a day's digest, or a letter to an address.

    Whoever has no account has no notice on the site, so a letter brings its own `address`, `language`,
    `values`, `link` and `stop`, the path at which its reader ends such letters. The Message-ID is
    chosen when the row is written and never changes. `handed_over_at` is written before the mail is
    given to the transport and taken back when the transport refuses it: a row that has it without
    being done may or may not have left (see `catalog.notices.postman`).
    """

    DIGEST = "digest"

    key = models.CharField(max_length=300, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    values = models.JSONField(default=dict, blank=True)
    link = models.CharField(max_length=500, blank=True)
    stop = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=100)
    message_id = models.CharField(max_length=200, unique=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False, address="")
                | models.Q(models.Q(recipient__isnull=True), ~models.Q(address="")),
                name="notices_mail_goes_to_one",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Notice(models.Model):
    """One thing one person was told. Its words are made when shown, in the language it is shown in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=100)
    # What the sender calls this occasion: the same occasion is told once.
    key = models.CharField(max_length=150)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    awaits_digest = models.BooleanField(default=False)
    mail = models.ForeignKey(
        OutboxMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "key"], name="notices_notice_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notices_notice_newest"),
            models.Index(
                fields=["recipient"], condition=models.Q(read_at__isnull=True), name="notices_notice_unread"
            ),
            models.Index(
                fields=["created_at"], condition=models.Q(awaits_digest=True), name="notices_notice_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class MailChoice(models.Model):
    """What a person chose for one kind of notice; without a row the kind's own default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=100)
    mode = models.CharField(max_length=10, choices=MailMode)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notices_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.mode}"
