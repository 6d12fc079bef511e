"""Organizations, and the people who act for them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager


class Organization(models.Model):
    """Any party: a company, a cooperative, a tour operator, or a private person.

    ``name`` is a translated field, written only through the translation room. ``source_language``
    is the language the organization itself writes.
    """

    class Kind(models.TextChoices):
        BRAND_OWNER = "brand-owner", _("Guangxi brand owner")
        MERCHANT = "merchant", _("ASEAN merchant")
        TOUR_OPERATOR = "tour-operator", _("Tour operator")
        SERVICE_PROVIDER = "service-provider", _("Service provider")
        COMPANY = "company", _("Buying company")
        PERSON = "person", _("Private person")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=160, blank=True)
    country = models.ForeignKey("reference.Country", on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(
        "reference.City", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_demo = models.BooleanField(default=False, help_text=_("Fictional, from the demonstration."))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """A person's role in an organization."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        SALES = "sales", _("Sales")
        FINANCE = "finance", _("Finance")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user", "role"], name="merchants_membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}:{self.user_id}:{self.role}"


WRITERS = frozenset({Membership.Role.OWNER.value, Membership.Role.EDITOR.value})
"""Who says what an organization shows, and is told what becomes of it."""
