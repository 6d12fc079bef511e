"""Reads: what keeps a document from being published."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.merchants.evidence import kind_name
from catalog.merchants.models import Organization
from catalog.products.checks import check_document
from catalog.products.document import ProductDocument
from catalog.products.known import Known
from catalog.products.models import GoodsRule
from catalog.products.selectors.drafts import unspoken_pictures
from catalog.products.selectors.rules import broken_rules
from catalog.reference.languages import pick


def problems_of(*, organization: Organization, document: ProductDocument) -> dict[str, list[str]]:
    """Return what keeps a document from being published, by field, in the active language; {} for nothing.

    That is every rule of ``check_document``, the operator's list of goods, and a picture that nobody
    has put into words.
    """
    found: dict[str, list[str]] = {}
    try:
        check_document(document=document, known=Known(organization))
    except ValidationError as error:
        found = dict(error.message_dict)
    for field, rule in broken_rules(organization=organization, document=document):
        found.setdefault(field, []).append(_in_words(rule))
    if unspoken_pictures(document):
        words = _("Say of each picture what it shows, for those who do not see it.")
        found.setdefault("pictures", []).append(str(words))
    return found


def _in_words(rule: GoodsRule) -> str:
    name = pick(rule.names, get_language() or "en")[0] or rule.key
    if rule.kind == GoodsRule.Kind.FORBIDDEN:
        return _("Goods of this kind are not listed here: %(name)s.") % {"name": name}
    return _("%(name)s: only with accepted evidence (%(evidence)s). Send it in first.") % {
        "name": name,
        "evidence": kind_name(rule.evidence),
    }
