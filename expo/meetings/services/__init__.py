"""Writes: hours are opened, meetings asked for, agreed, moved and called off, reminders sent."""
