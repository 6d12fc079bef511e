"""typst prints what it is told, in our fonts alone, and takes nothing it is told for its own language."""

import io
from pathlib import Path

import pytest
import typst
from django.conf import settings
from PIL import Image

from catalog.files.typesetting import press

PAGE = """#let values = json(bytes(sys.inputs.values))
#set page(width: 300pt, height: 60pt, margin: 6pt, fill: white)
#set text(font: values.type.fonts, lang: values.type.lang, region: values.type.region, size: 24pt)
#values.text
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    page = tmp_path / "page.typ"
    page.write_text(PAGE)
    return page


def printed(template: Path, text: str, language: str = "en") -> Image.Image:
    made = press.png(template, template.parent, {"text": text, "type": press.type_of(language)})
    return Image.open(io.BytesIO(made)).convert("L")


def ink(picture: Image.Image) -> int:
    """Return how many pixels are not the paper's."""
    return sum(picture.histogram()[:200])


def test_a_point_is_a_pixel(template: Path) -> None:
    assert printed(template, "tea").size == (300, 60)


@pytest.mark.parametrize(
    "text", ["#panic()", "$x", "*tea*", '"', "\\", "@tea", "<tea>", "`", "// tea", "= tea"]
)
def test_signs_of_its_own_language_are_printed_as_they_are(template: Path, text: str) -> None:
    assert ink(printed(template, text)) > ink(printed(template, "")) == 0
    assert ink(printed(template, text + text)) > ink(printed(template, text))


def test_values_of_one_page_do_not_stay_for_the_next(template: Path) -> None:
    first = printed(template, "茶")
    assert printed(template, "ชา").tobytes() != first.tobytes()
    assert printed(template, "茶").tobytes() == first.tobytes()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_its_letters_first(language: str) -> None:
    said = press.type_of(language)
    assert sorted(said["fonts"]) == sorted(press.FAMILIES)
    assert said["fonts"][0] == ("Noto Sans CJK SC" if language == "zh-hans" else "Noto Sans")
    assert said["lang"] == language.partition("-")[0]
    assert 1.2 < said["leading"] < 1.8


def test_a_font_of_the_machine_is_not_used(template: Path) -> None:
    """A letter that our fonts lack comes out as the same empty box, whatever is installed beside them."""
    assert printed(template, "Ж").tobytes() == printed(template, "Щ").tobytes()


def test_more_than_a_page_is_a_mistake_of_ours(template: Path) -> None:
    with pytest.raises(TypeError, match="more than one page"):
        printed(template, "tea " * 200)


def test_a_template_reads_nothing_above_its_root(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "page.typ").write_text('#read("../secret.txt")')
    with pytest.raises(typst.TypstError):
        press.png(inner / "page.typ", inner, {})
