"""How it is packed and kept, when it is harvested, and what else a buyer asks about the goods."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from catalog.products.document import CartonDocument, ProductDocument
from catalog.products.listing_form.parts import Block, Fields, Part, several, text, whole
from catalog.products.listing_form.properties import month_choices

CARTON = {
    "quantity": (gettext_lazy("Units in a carton"), 1, 10**6),
    "length_mm": (gettext_lazy("Length, mm"), 1, 20_000),
    "width_mm": (gettext_lazy("Width, mm"), 1, 20_000),
    "height_mm": (gettext_lazy("Height, mm"), 1, 20_000),
    "weight_g": (gettext_lazy("Gross weight, g"), 1, 10**8),
}


class Care(Part[ProductDocument]):
    """Carton, storage, season, registration, private label."""

    def fields(self) -> Fields:
        document = self.document
        made: Fields = {}
        for name, (label, least, most) in CARTON.items():
            value = getattr(document.carton, name) if document.carton else None
            made[f"carton_{name}"] = whole(label, value, least=least, most=most)
        made |= {
            "shelf_life_days": whole(
                gettext_lazy("Shelf life, days"), document.shelf_life_days, least=1, most=36_500
            ),
            "storage": text(gettext_lazy("Storage"), document.storage, most=120),
            "storage_low": whole(gettext_lazy("Stored from, °C"), document.storage_low, least=-200, most=200),
            "storage_high": whole(gettext_lazy("Stored to, °C"), document.storage_high, least=-200, most=200),
            "harvest_months": several(
                gettext_lazy("Harvest"),
                month_choices(self.asked.language),
                [str(month) for month in document.harvest_months],
            ),
            "plant_registration": text(
                gettext_lazy("Plant registration"),
                document.plant_registration,
                most=40,
                help_text=gettext_lazy(
                    "The number under which your plant is registered in the buyer's country."
                ),
            ),
            "private_label": forms.BooleanField(
                label=gettext_lazy("Private label"), initial=document.private_label, required=False
            ),
        }
        return made

    def blocks(self) -> list[Block]:
        kept = ["shelf_life_days", "storage", "storage_low", "storage_high", "harvest_months"]
        return [
            Block("carton", gettext_lazy("Carton"), [f"carton_{name}" for name in CARTON]),
            Block("harvest_months", gettext_lazy("Storage and season"), kept),
            Block(
                "plant_registration", gettext_lazy("Further terms"), ["plant_registration", "private_label"]
            ),
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        carton = {name: said.get(f"carton_{name}") for name in CARTON}
        given = any(value is not None for value in carton.values())
        return {
            "carton": CartonDocument(**carton) if given else None,
            "shelf_life_days": said.get("shelf_life_days"),
            "storage": said.get("storage", "").strip(),
            "storage_low": said.get("storage_low"),
            "storage_high": said.get("storage_high"),
            "harvest_months": tuple(int(month) for month in said.get("harvest_months", [])),
            "plant_registration": said.get("plant_registration", "").strip(),
            "private_label": bool(said.get("private_label")),
        }
