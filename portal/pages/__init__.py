"""Wagtail pages and blocks, navigation, site settings."""
