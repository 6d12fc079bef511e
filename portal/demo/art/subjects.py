"""Which drawing stands on which paper. Adding goods is one line here, plus a drawing if it is new."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from portal.demo.art import (
    bottles,
    craft,
    drinks,
    fruit,
    journeys,
    machines,
    orchard,
    sea,
    spices,
    staples,
    textiles,
    works,
)
from portal.demo.art.press import Sheet

Draw = Callable[[Sheet], None]


@dataclass(frozen=True, slots=True)
class Paper:
    """The inks behind a drawing: ground, sun, rings of the drum, table ("" for none) and brocade strip."""

    ground: str
    sun: str
    rings: str
    table: str
    band: str
    threads: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """One print: a drawing on a paper."""

    draw: Draw
    paper: Paper


PAPERS = {
    "lacquer": Paper("#7d2119", "#b8402b", "#f3b463", "#4a1712", "#2a0f0c", ("#eda91f", "#c9482f")),
    "jade": Paper("#1b7268", "#3fa38f", "#e5f6ea", "#0f5049", "#0b3a36", ("#f2e3b3", "#59b894")),
    "pine": Paper("#10615b", "#3c9a7c", "#f6dd8a", "#0b4743", "#08312f", ("#eda91f", "#df6b2a")),
    "saffron": Paper("#e3a321", "#f4c95d", "#a5281d", "#b3531b", "#7d2119", ("#f4c95d", "#e7733a")),
    "straw": Paper("#e6c98f", "#f6e5bb", "#8c4a24", "#c18e4f", "#5f3420", ("#eda91f", "#d8814a")),
    "indigo": Paper("#1f3a63", "#3d6593", "#dfe9f4", "#14294a", "#0d1d36", ("#c9d8ea", "#5f8fc0")),
    "mist": Paper("#dfe6dc", "#f4f6ee", "#a9532f", "#b9c6ba", "#5a2a20", ("#e2a77d", "#b5573a")),
    "forest": Paper("#24665a", "#5fa88c", "#f4e6bd", "#174a43", "#0f3430", ("#e0b56b", "#c9532f")),
    "sky": Paper("#b9d5d3", "#dcebe7", "#0f5450", "#7fa9a5", "#173c3a", ("#eda91f", "#5aa79d")),
    "parchment": Paper("#e9d7b4", "#f8ecd2", "#8a3a22", "#bf9a69", "#3e2419", ("#e0a94e", "#b5402b")),
    "ember": Paper("#c9562e", "#e48a56", "#ffe2b5", "#8f3319", "#4b1c10", ("#f2b95c", "#2f8f74")),
    "night": Paper("#134e4a", "#2f8577", "#f4e39a", "#0c3936", "#082725", ("#f2c94c", "#8aa13a")),
    "amber": Paper("#d99a1f", "#f2c65a", "#7a3b12", "#a96a14", "#4a2a0c", ("#f2c94c", "#8aa13a")),
    "plum": Paper("#5b2a4a", "#8a4a72", "#f3d3b4", "#3d1a32", "#26101f", ("#edb04f", "#b5628f")),
    "steel": Paper("#51666d", "#8aa1a6", "#eef3f2", "#34474d", "#1c2a2e", ("#eda91f", "#8fb3b5")),
    "waterfall": Paper("#7cc0b4", "#f7e3a8", "#b5733a", "", "#0c3936", ("#f2c94c", "#4fb39f")),
    "rails": Paper("#16324f", "#e8b44a", "#8a5a1e", "", "#081b26", ("#e8b44a", "#3f87a6")),
    "bay": Paper("#f0c27a", "#f8e0ae", "#c2602c", "", "#0b3a36", ("#f2c94c", "#d2553a")),
}

RED_CORNS = ("#a8281b", "#8d1f18", "#c94a2c", "#dd6a2d")
WHITE_CORNS = ("#e9dcba", "#d6c294", "#f4ead0", "#c2a86f")
red_pepper = partial(spices.pepper, corns=RED_CORNS, light="#ffd0a8", bed="#5e150f")
white_pepper = partial(spices.pepper, corns=WHITE_CORNS, light="#ffffff", bed="#a58a55")
green_coffee = partial(
    staples.sack, inks=("#6f7a4a", "#9aa86a", "#7f8d54", "#b5bf86"), grain=(9, 6), mark="#0f5450"
)

DRAWN: dict[str, tuple[Draw, str]] = {
    # Tea and coffee
    "liubao-tea-basket": (drinks.dark_tea, "lacquer"),
    "liubao-tea-brick": (partial(staples.tin, coat="#3a1712", mark="#d9a441", drink="#8a2c12"), "parchment"),
    "jasmine-tea": (drinks.jasmine_tea, "jade"),
    "jasmine-tea-bulk": (drinks.jasmine_tea, "straw"),
    "lingyun-green-tea": (partial(staples.tin, coat="#2c7a50", mark="#f2e3b3", drink="#b5b84a"), "mist"),
    "xishan-tea": (partial(staples.tin, coat="#1d5a44", mark="#e0b56b", drink="#a8b04a"), "sky"),
    "zhaoping-green-tea": (
        partial(staples.tin, coat="#4a8a3f", mark="#f4e6bd", drink="#b9bf52"),
        "parchment",
    ),
    "shan-tuyet-tea": (partial(staples.tin, coat="#5f7f6a", mark="#f7f9f4", drink="#b5bb60"), "forest"),
    "zhaoping-black-tea": (partial(staples.tin, coat="#a5281d", mark="#edaa24", drink="#9a3a12"), "pine"),
    "jinxiu-black-tea": (partial(staples.tin, coat="#5b2a4a", mark="#edb04f", drink="#a5441a"), "straw"),
    "sabah-tea": (partial(staples.tin, coat="#1f3a63", mark="#edaa24", drink="#8f3312"), "saffron"),
    "komaen-tea": (partial(staples.tin, coat="#4a2b1f", mark="#d9b06a", drink="#8a3a16"), "jade"),
    "highland-coffee": (drinks.coffee, "ember"),
    "gayo-coffee": (drinks.coffee, "pine"),
    "bolaven-coffee": (drinks.coffee, "indigo"),
    "timor-coffee": (drinks.coffee, "amber"),
    "robusta-sack": (green_coffee, "lacquer"),
    "instant-coffee-vn": (partial(bottles.jar, filling="#4b2816", deep="#25120a", lid="#a5281d"), "straw"),
    "white-coffee": (partial(staples.tin, coat="#c9a06a", mark="#5f3420", drink="#b5885a"), "forest"),
    "doi-chaang-coffee": (
        partial(
            staples.sack, inks=("#2b160c", "#4b2816", "#5f3420", "#3a1d10"), grain=(10, 7), cloth="#b98545"
        ),
        "mist",
    ),
    # Fruit
    "golden-durian": (fruit.durian, "night"),
    "musang-king-durian": (fruit.durian, "amber"),
    "baise-mango": (fruit.mango, "pine"),
    "dried-mango": (fruit.mango, "mist"),
    "ph-dried-mango": (fruit.mango, "indigo"),
    "wogan-mandarin": (partial(fruit.citrus, peel="#e8741c", flesh="#f49a2e"), "forest"),
    "fuchuan-orange": (fruit.citrus, "indigo"),
    "rongan-kumquat": (partial(fruit.citrus, peel="#f0a01c", flesh="#f9c95a", many=True), "lacquer"),
    "tangerine-peel": (partial(fruit.citrus, peel="#a5521c", flesh="#d99a4a", many=True), "parchment"),
    "lingshan-lychee": (fruit.cluster, "jade"),
    "bobai-dried-longan": (partial(fruit.cluster, skin="#a5743a", light="#c99a5a", rough=False), "lacquer"),
    "lamphun-dried-longan": (partial(fruit.cluster, skin="#c9963f", light="#e6c078", rough=False), "night"),
    "mangosteen": (fruit.mangosteen, "saffron"),
    "mangosteen-border": (fruit.mangosteen, "sky"),
    "red-dragon-fruit": (partial(fruit.dragon_fruit, flesh="#a81e52"), "straw"),
    "cavendish-bananas": (orchard.bananas, "jade"),
    "persimmon-cakes": (orchard.persimmons, "indigo"),
    "sweet-tamarind": (orchard.pods, "forest"),
    # Grain, roots, nuts
    "shanglin-rice": (staples.sack, "pine"),
    "jingxi-glutinous-rice": (partial(staples.sack, cloth="#c9b48a", mark="#1f6a4a"), "saffron"),
    "cambodian-rice": (partial(staples.sack, cloth="#d9c9a0", mark="#22406e"), "ember"),
    "hom-mali-rice": (partial(staples.sack, cloth="#e0cfa0", mark="#2c8a5c"), "indigo"),
    "khao-kai-noi-rice": (partial(staples.sack, grain=(6, 4), cloth="#c99a5a", mark="#5b2a4a"), "mist"),
    "paw-san-rice": (partial(staples.sack, grain=(8, 5), cloth="#cfae78", mark="#a5281d"), "night"),
    "sangyod-rice": (
        partial(staples.sack, inks=("#5e1f1a", "#8a2f24", "#a5483a", "#7a261e"), cloth="#d9bd8a"),
        "sky",
    ),
    "mung-beans": (
        partial(
            staples.sack, inks=("#3f5a2a", "#5f8a3a", "#7ca54a", "#4f7430"), grain=(8, 7), mark="#1f6a4a"
        ),
        "straw",
    ),
    "sesame-seed": (
        partial(
            staples.sack, inks=("#c9b48a", "#f6ecd2", "#e6d6ae", "#fffaf0"), grain=(5, 3), mark="#5f3420"
        ),
        "forest",
    ),
    "lipu-taro": (partial(orchard.nuts, husk="#7a5a44", kernel="#e9dcec", seam=True), "plum"),
    "tapioca-starch": (partial(staples.powder, bag="#2c8a5c"), "ember"),
    "raw-cashew": (partial(orchard.nuts, husk="#8f7a5a", kernel="#f2e3bd", seam=False), "lacquer"),
    "cashew-kernels": (partial(orchard.nuts, husk="#e6cf9a", kernel="#fdf3d6", seam=False), "pine"),
    "fengshan-walnut": (orchard.nuts, "parchment"),
    "donglan-chestnut": (partial(orchard.nuts, husk="#6b2f1a", kernel="#f0d28a", seam=False), "sky"),
    "copra": (orchard.coconut, "parchment"),
    "desiccated-coconut": (partial(staples.powder, bag="#7a4a24", lumps=True), "jade"),
    # Spices and oils
    "kampot-pepper": (spices.pepper, "parchment"),
    "kampot-pepper-red": (red_pepper, "night"),
    "kampot-pepper-white": (white_pepper, "lacquer"),
    "sarawak-black-pepper": (spices.pepper, "jade"),
    "sarawak-white-pepper": (white_pepper, "saffron"),
    "muntok-white-pepper": (white_pepper, "pine"),
    "shanglin-star-anise": (spices.star_anise, "straw"),
    "cassia-bark": (spices.star_anise, "forest"),
    "cassia-oil": (bottles.vials, "straw"),
    "star-anise-oil": (partial(bottles.vials, glass="#3f6a4a", label="#f6e7c6"), "parchment"),
    "bird-chilli": (partial(orchard.pods, ink="#a5201a", light="#e8604a", thick=15, count=13), "straw"),
    "vanilla-beans": (partial(orchard.pods, ink="#2b160c", light="#7a4a2c", thick=9, count=15), "jade"),
    "cloves": (
        partial(
            staples.sack, inks=("#3a1d10", "#5f2f18", "#7a4222", "#4b2614"), grain=(11, 4), mark="#c9532f"
        ),
        "indigo",
    ),
    "nutmeg": (partial(orchard.nuts, husk="#7a4a2a", kernel="#c98f5a", seam=False), "amber"),
    "spice-jars": (spices.spice_jars, "indigo"),
    # Kitchen
    "luosifen": (staples.rice_noodles, "saffron"),
    "guilin-rice-noodles": (staples.rice_noodles, "forest"),
    "guilinggao": (bottles.jelly, "ember"),
    "hepu-mooncake": (staples.round_cakes, "indigo"),
    "cloud-slice-cake": (
        partial(staples.round_cakes, crust="#d9d0b8", light="#f7f2e2", filling="#efe6cc"),
        "plum",
    ),
    "chilli-sauce": (partial(bottles.jar, filling="#a5281d", deep="#5e150f", lid="#1f6a4a"), "saffron"),
    "laksa-paste": (partial(bottles.jar, filling="#c9562e", deep="#7a2f12", lid="#edaa24"), "night"),
    "kaya-spread": (partial(bottles.jar, filling="#a8b05a", deep="#5f6a1d", lid="#f6e7c6"), "plum"),
    "fish-sauce": (bottles.bottle, "pine"),
    "camellia-oil": (partial(bottles.bottle, liquid="#d9b83a", cap="#1f6a4a"), "lacquer"),
    "coconut-oil": (partial(bottles.bottle, liquid="#eef0e4", cap="#2c8a5c", bowl="#fdfcf4"), "ember"),
    "palm-olein": (partial(bottles.bottle, liquid="#e0a02a", cap="#a5281d"), "indigo"),
    "rice-spirit": (partial(bottles.bottle, liquid="#e3efec", cap="#22406e", bowl="#eef5f2"), "straw"),
    "sea-salt": (partial(staples.powder, ink="#f4f8f8", shade="#b9cfd3", bag="#22406e", lumps=True), "sky"),
    "white-sugar": (partial(staples.powder, bag="#a5281d"), "forest"),
    "raw-cane-sugar": (partial(staples.powder, ink="#d9a45f", shade="#9a6a2c", bag="#5f3420"), "mist"),
    "palm-sugar": (spices.palm_sugar, "sky"),
    "monk-fruit": (orchard.monk_fruit, "pine"),
    "monk-fruit-extract": (partial(staples.powder, ink="#f0dfa0", shade="#c9a95a", bag="#1f6a4a"), "straw"),
    "sea-duck-eggs": (staples.eggs, "ember"),
    # From the sea
    "blue-shrimp": (sea.shrimps, "indigo"),
    "cooked-shrimp": (partial(sea.shrimps, husk="#e8744a", stripe="#b5381f"), "jade"),
    "qinzhou-oysters": (sea.oysters, "night"),
    "pangasius-fillets": (sea.fillets, "steel"),
    # Cloth, craft, home
    "raw-silk": (textiles.skeins, "plum"),
    "abaca-fibre": (partial(textiles.skeins, ink="#d9bd8a", shade="#a5854a", tie="#1f6a4a"), "pine"),
    "lamphun-silk": (
        partial(textiles.cloth, inks=("#6b2a5a", "#e0b04a", "#f4d58a"), pattern="stars"),
        "jade",
    ),
    "tais-textile": (
        partial(textiles.cloth, inks=("#1d1416", "#c9352a", "#edaa24"), pattern="stripes"),
        "straw",
    ),
    "zhuang-brocade": (textiles.cloth, "mist"),
    "embroidered-ball": (textiles.embroidered_ball, "forest"),
    "latex-pillow": (textiles.pillow, "sky"),
    "hepu-pearl": (craft.pearls, "indigo"),
    "hepu-pearls-unworked": (craft.pearls, "plum"),
    "synthetic-gemstones": (craft.gems, "mist"),
    "nixing-pottery": (craft.pottery, "mist"),
    "nixing-vase": (craft.pottery, "forest"),
    "beiliu-tableware": (craft.tableware, "ember"),
    "bamboo-basket": (craft.basketry, "forest"),
    "rattan-basket": (craft.basketry, "sky"),
    "storage-box": (craft.basketry, "straw"),
    "cut-orchids": (craft.orchids, "night"),
    # Machines and works
    "wheel-loader": (machines.wheel_loader, "sky"),
    "crawler-excavator": (machines.excavator, "steel"),
    "diesel-engine": (machines.engine, "straw"),
    "electric-city-car": (machines.car, "pine"),
    "electric-scooter": (machines.scooter, "parchment"),
    "lithium-battery": (works.battery, "mist"),
    "access-switch": (works.switchgear, "sky"),
    "aluminium-coil": (works.coil, "indigo"),
    "zinc-ingots": (works.ingots, "night"),
    "plywood": (works.boards, "jade"),
    "rubber-bales": (works.bales, "sky"),
    "medical-gloves": (works.gloves, "steel"),
    # Journeys
    "detian-waterfall": (journeys.waterfall, "waterfall"),
    "border-night-train": (journeys.night_train, "rails"),
    "bay-cruise": (journeys.bay_cruise, "bay"),
}

SUBJECTS = {name: Subject(draw, PAPERS[paper]) for name, (draw, paper) in DRAWN.items()}
