"""The fair in Wagtail's admin: importing its parts registers them."""

from expo.fair.organizing import hooks as organizing

__all__ = ["organizing"]
