"""Listings that came by file: the file, what became of each row, and what its columns meant last time."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.jobs.models import WorkRow


class ListingImport(models.Model):
    """One file of listings.

    ``columns`` holds the key each column of the file means, empty for one that is left out. The dry run
    writes the rows and changes nothing else; the commit goes through the rows that are not done.
    ``problem`` is why the file could not be read to its end, in the language of who sent it.
    """

    class Stage(models.TextChoices):
        COLUMNS = "columns", _("Columns to be confirmed")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        COMMITTING = "committing", _("Being brought in")
        DONE = "done", _("Brought in")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Could not be read")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.CASCADE, related_name="listing_imports"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(max_length=200)
    file = models.ForeignKey("files.PrivateFile", on_delete=models.SET_NULL, null=True, related_name="+")
    pictures = models.ForeignKey(
        "files.PrivateFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    encoding = models.CharField(max_length=20, blank=True)
    category = models.SlugField(max_length=80, blank=True, help_text="Of new rows that name none.")
    columns = models.JSONField(default=list)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.COLUMNS)
    submit = models.BooleanField(default=False, help_text="Drafts go to the reviewers at once.")
    cancel_wanted = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of listings")
        verbose_name_plural = _("files of listings")
        indexes = [models.Index(fields=["organization", "-created_at"], name="products_imports_of")]

    def __str__(self) -> str:
        return str(self.key)


class ImportedRow(models.Model):
    """What becomes of one row: found by the dry run, and what the commit made of it once it is ``done``."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("No change")
        FAULT = "fault", _("Not taken")

    listing_import = models.ForeignKey(ListingImport, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField(help_text="As spreadsheets number it.")
    outcome = models.CharField(max_length=8, choices=Outcome)
    number = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200, blank=True)
    fields = models.JSONField(default=list, help_text="Fields of the document that change.")
    faults = models.JSONField(default=list, help_text="Cell, code and values of each.")
    draft = models.UUIDField(null=True, blank=True, help_text="The draft the commit wrote.")
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing_import", "row"], name="products_imported_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.listing_import_id}:{self.row}"


class ImportRun(WorkRow):
    """A file waits to be checked, or to be brought in."""

    class Phase(models.TextChoices):
        CHECK = "check"
        COMMIT = "commit"

    listing_import = models.ForeignKey(ListingImport, on_delete=models.CASCADE, related_name="runs")
    phase = models.CharField(max_length=8, choices=Phase)

    class Meta(WorkRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.phase} {self.listing_import_id}"


class ColumnMemory(models.Model):
    """What an organization's own words above columns meant when they were last confirmed."""

    organization = models.OneToOneField(
        "merchants.Organization", on_delete=models.CASCADE, related_name="column_memory"
    )
    words = models.JSONField(default=dict, help_text="Words, compared without case, to the key they mean.")

    def __str__(self) -> str:
        return str(self.organization_id)
