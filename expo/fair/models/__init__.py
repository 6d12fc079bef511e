"""What the fair keeps."""

from expo.fair.models.booths import Booth, Exhibit
from expo.fair.models.editions import Edition
from expo.fair.models.halls import Hall, Stand

__all__ = ["Booth", "Edition", "Exhibit", "Hall", "Stand"]
