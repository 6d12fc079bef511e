"""The style page."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from portal.style.specimens import all_states

# Where each component's states stand, since some answer to the room or the ground they are given.
ROOMS = {"card": "tiles dense", "picture": "tiles dense", "hit": "hits room", "storefront_line": "panel"}
ROOMS |= dict.fromkeys(("equals", "ways"), "on-deep panel")
ROOMS |= dict.fromkeys(("badge", "button", "chip", "icon", "original", "seal", "status"), "cluster")
SCRIPTS = (
    ("zh-Hans", "简体中文", "买家正在询价", "价格为参考价,以报价单为准。"),
    ("en", "English", "Buyers are asking", "Prices are indicative until quoted."),
    ("vi", "Tiếng Việt", "Người mua đang hỏi giá", "Giá chỉ để tham khảo cho đến khi có báo giá."),
    ("th", "ไทย", "ผู้ซื้อกำลังสอบถามราคา", "ราคาเป็นราคาอ้างอิงจนกว่าจะมีใบเสนอราคา"),
    ("id", "Bahasa Indonesia", "Pembeli sedang bertanya", "Harga bersifat indikatif sampai ada penawaran."),
    ("ms", "Bahasa Melayu", "Pembeli sedang bertanya", "Harga adalah anggaran sehingga disebut harga."),
    ("fil", "Filipino", "Nagtatanong ang mga mamimili", "Pahiwatig lamang ang presyo hangga’t walang alok."),
    ("km", "ភាសាខ្មែរ", "អ្នកទិញកំពុងសួរតម្លៃ", "តម្លៃនេះសម្រាប់ជាឯកសារយោងប៉ុណ្ណោះ។"),
    ("lo", "ລາວ", "ຜູ້ຊື້ກຳລັງສອບຖາມລາຄາ", "ລາຄານີ້ແມ່ນລາຄາອ້າງອີງເທົ່ານັ້ນ"),
    ("my", "မြန်မာ", "ဝယ်သူများ စျေးမေးနေသည်", "စျေးနှုန်းများသည် ရည်ညွှန်းစျေးသာ ဖြစ်သည်။"),
)
TOKENS = re.compile(
    r":root \{(?P<light>.*?)\n  \}.*?prefers-color-scheme: dark\) \{\s*:root \{(?P<dark>.*?)\n    \}", re.S
)


def theme_tokens(theme: str) -> str:
    """Return the design's colours of one theme, so that it can be seen whatever the browser prefers."""
    sheet = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    found = TOKENS.search(sheet)
    assert found is not None, "tokens.css keeps its light colours first, its dark ones in a media query"
    return found[theme]


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in every state and all ten scripts; ``?theme=dark`` overrides the browser."""
    theme = request.GET.get("theme", "")
    components = [
        {
            "name": name,
            "room": ROOMS.get(name, "room"),
            "states": [render_to_string(f"components/{name}.html", state, request) for state in states],
        }
        for name, states in all_states().items()
    ]
    shown = {
        "components": components,
        "scripts": SCRIPTS,
        "theme": theme if theme in {"light", "dark"} else "",
        "tokens": theme_tokens(theme) if theme in {"light", "dark"} else "",
    }
    return render(request, "style/page.html", shown)
