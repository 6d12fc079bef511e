"""The fair in Wagtail's admin: importing its parts registers them."""

from expo.fair import stand_review_hooks
from expo.fair.organizing import hooks as organizing

__all__ = ["organizing", "stand_review_hooks"]
