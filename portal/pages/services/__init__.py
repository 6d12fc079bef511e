"""Writes of the room: the page tree, articles with their translations, who may edit."""

from portal.pages.services.articles import (
    ArticleWords,
    ensure_article,
    ensure_page,
    ensure_section,
    remove_page,
)
from portal.pages.services.editors import ensure_editors
from portal.pages.services.following import page_changed
from portal.pages.services.linking import link_legal_page, unlink_pages
from portal.pages.services.tree import ensure_home

__all__ = [
    "ArticleWords",
    "ensure_article",
    "ensure_editors",
    "ensure_home",
    "ensure_page",
    "ensure_section",
    "link_legal_page",
    "page_changed",
    "remove_page",
    "unlink_pages",
]
