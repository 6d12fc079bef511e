"""Writes of the room: pictures, private files, and the removal of files that nothing names."""

from catalog.files.services.pictures import delete_picture, save_picture
from catalog.files.services.private import delete_private, store_private
from catalog.files.services.sweeping import sweep

__all__ = ["delete_picture", "delete_private", "save_picture", "store_private", "sweep"]
