from django.db import migrations

REASONS = {
    "listing-unclear": {
        "en": "It is not clear what is offered. Say it more exactly.",
        "zh-hans": "看不清所售为何物，请写得更明确。",
        "vi": "Chưa rõ bạn chào bán gì. Hãy nói rõ hơn.",
        "th": "ไม่ชัดเจนว่าขายอะไร โปรดระบุให้ชัดขึ้น",
        "id": "Tidak jelas apa yang ditawarkan. Jelaskan lebih tepat.",
        "ms": "Tidak jelas apa yang ditawarkan. Nyatakan dengan lebih tepat.",
        "fil": "Hindi malinaw kung ano ang iniaalok. Linawin pa ito.",
        "km": "មិនច្បាស់ថាអ្វីត្រូវបានលក់។ សូមបញ្ជាក់ឱ្យច្បាស់ជាងនេះ។",
        "lo": "ບໍ່ຊັດເຈນວ່າຂາຍຫຍັງ. ກະລຸນາບອກໃຫ້ຊັດກວ່ານີ້.",
        "my": "မည်သည့်အရာ ရောင်းသည်ကို မရှင်းပါ။ ပိုတိကျစွာ ရေးပါ။",
    },
    "listing-pictures": {
        "en": "The pictures show something else, or are not yours to use.",
        "zh-hans": "图片与商品不符，或您无权使用。",
        "vi": "Ảnh cho thấy thứ khác, hoặc bạn không có quyền dùng.",
        "th": "รูปภาพเป็นของอย่างอื่น หรือคุณไม่มีสิทธิ์ใช้",
        "id": "Gambar menunjukkan hal lain, atau bukan hak Anda untuk memakainya.",
        "ms": "Gambar menunjukkan perkara lain, atau anda tiada hak menggunakannya.",
        "fil": "Iba ang ipinakikita ng mga larawan, o wala kang karapatang gamitin ang mga ito.",
        "km": "រូបភាពបង្ហាញអ្វីផ្សេង ឬអ្នកគ្មានសិទ្ធិប្រើវា។",
        "lo": "ຮູບເປັນສິ່ງອື່ນ ຫຼື ທ່ານບໍ່ມີສິດໃຊ້.",
        "my": "ပုံများသည် အခြားအရာကို ပြသည် သို့မဟုတ် သင်သုံးခွင့် မရှိပါ။",
    },
    "listing-claims": {
        "en": "A claim or certificate is not supported by a document.",
        "zh-hans": "某项说法或证书没有文件支持。",
        "vi": "Một tuyên bố hoặc chứng nhận không có giấy tờ chứng minh.",
        "th": "ข้ออ้างหรือใบรับรองไม่มีเอกสารสนับสนุน",
        "id": "Suatu klaim atau sertifikat tidak didukung dokumen.",
        "ms": "Suatu dakwaan atau sijil tidak disokong oleh dokumen.",
        "fil": "May pahayag o sertipikong walang kasamang dokumento.",
        "km": "ការអះអាង ឬវិញ្ញាបនបត្រមួយគ្មានឯកសារគាំទ្រ។",
        "lo": "ຄຳອ້າງ ຫຼື ໃບຢັ້ງຢືນບໍ່ມີເອກະສານຮອງຮັບ.",
        "my": "ဖော်ပြချက် သို့မဟုတ် လက်မှတ်ကို စာရွက်စာတမ်း မထောက်ခံပါ။",
    },
}


def give_reasons(apps, schema_editor):
    reasons = apps.get_model("merchants", "DecisionReason")
    for position, (key, words) in enumerate(REASONS.items(), start=1):
        reasons.objects.get_or_create(
            key=key, defaults={"about": "listing", "words": words, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("products", "0005_suspended_products"), ("merchants", "0007_suspended_storefronts")]

    operations = [migrations.RunPython(give_reasons, migrations.RunPython.noop)]
