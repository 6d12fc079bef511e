"""Writes: reports, suspensions, appeals, and what moderators decide about them."""

from catalog.moderation.services.appealing import answer as answer
from catalog.moderation.services.appealing import appeal as appeal
from catalog.moderation.services.deciding import close as close
from catalog.moderation.services.deciding import suspend as suspend
from catalog.moderation.services.meanwhile import DecidedMeanwhile as DecidedMeanwhile
from catalog.moderation.services.reporting import report as report
