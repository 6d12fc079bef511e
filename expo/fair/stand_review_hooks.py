"""The page on which an organizer decides about an application, in the editors' area."""

from django.urls import URLPattern, path
from wagtail import hooks

from expo.fair.reviewing_stands import review_stand


@hooks.register("register_admin_urls")
def register_review_of_stands() -> list[URLPattern]:
    """Give the editors' area the page."""
    return [path("review/stand/<int:key>/", review_stand, name="review_stand")]
