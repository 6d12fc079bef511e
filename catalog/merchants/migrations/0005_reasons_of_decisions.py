from django.db import migrations

REASONS = {
    "not-readable": {
        "en": "The document cannot be read. Send a sharper or complete copy.",
        "zh-hans": "文件无法辨认。请发送更清晰或完整的副本。",
        "vi": "Không đọc được giấy tờ. Hãy gửi bản sao rõ hơn hoặc đầy đủ.",
        "th": "อ่านเอกสารไม่ได้ โปรดส่งสำเนาที่คมชัดหรือครบถ้วนกว่านี้",
        "id": "Dokumen tidak terbaca. Kirimkan salinan yang lebih jelas atau lengkap.",
        "ms": "Dokumen tidak dapat dibaca. Hantar salinan yang lebih jelas atau lengkap.",
        "fil": "Hindi mabasa ang dokumento. Magpadala ng mas malinaw o kumpletong kopya.",
        "km": "ឯកសារអានមិនបានទេ។ សូមផ្ញើច្បាប់ចម្លងដែលច្បាស់ ឬពេញលេញជាង។",
        "lo": "ອ່ານເອກະສານບໍ່ໄດ້. ກະລຸນາສົ່ງສຳເນົາທີ່ຊັດເຈນ ຫຼື ຄົບຖ້ວນກວ່ານີ້.",
        "my": "စာရွက်စာတမ်းကို ဖတ်၍မရပါ။ ပိုကြည်လင်သော သို့မဟုတ် ပြည့်စုံသော မိတ္တူကို ပို့ပါ။",
    },
    "another-name": {
        "en": "The document names another party than your organization.",
        "zh-hans": "文件上的名称与贵机构不符。",
        "vi": "Giấy tờ mang tên một bên khác, không phải tổ chức của bạn.",
        "th": "เอกสารเป็นชื่อของผู้อื่น ไม่ใช่องค์กรของคุณ",
        "id": "Dokumen menyebut pihak lain, bukan organisasi Anda.",
        "ms": "Dokumen menamakan pihak lain, bukan organisasi anda.",
        "fil": "Ibang partido ang nakapangalan sa dokumento, hindi ang inyong organisasyon.",
        "km": "ឯកសារដាក់ឈ្មោះភាគីផ្សេង មិនមែនអង្គភាពរបស់អ្នកទេ។",
        "lo": "ເອກະສານເປັນຊື່ຂອງຝ່າຍອື່ນ ບໍ່ແມ່ນອົງກອນຂອງທ່ານ.",
        "my": "စာရွက်စာတမ်းတွင် သင့်အဖွဲ့အစည်း မဟုတ်ဘဲ အခြားသူ၏ အမည် ပါရှိသည်။",
    },
    "number-differs": {
        "en": "The number you typed is not the one on the document.",
        "zh-hans": "您填写的号码与文件上的不一致。",
        "vi": "Số bạn nhập không giống số trên giấy tờ.",
        "th": "หมายเลขที่คุณพิมพ์ไม่ตรงกับในเอกสาร",
        "id": "Nomor yang Anda ketik tidak sama dengan yang ada di dokumen.",
        "ms": "Nombor yang anda taip tidak sama dengan yang ada pada dokumen.",
        "fil": "Hindi tugma sa dokumento ang numerong inilagay ninyo.",
        "km": "លេខដែលអ្នកវាយមិនដូចលេខលើឯកសារទេ។",
        "lo": "ເລກທີ່ທ່ານພິມບໍ່ຕົງກັບໃນເອກະສານ.",
        "my": "သင်ရိုက်ထည့်သော နံပါတ်သည် စာရွက်စာတမ်းပါ နံပါတ်နှင့် မတူပါ။",
    },
    "not-valid": {
        "en": "The document is no longer valid, or the register does not know it.",
        "zh-hans": "该文件已失效，或在登记系统中查不到。",
        "vi": "Giấy tờ không còn hiệu lực, hoặc cơ quan đăng ký không có hồ sơ.",
        "th": "เอกสารหมดอายุแล้ว หรือไม่พบในทะเบียน",
        "id": "Dokumen tidak berlaku lagi, atau tidak dikenal di register.",
        "ms": "Dokumen tidak lagi sah, atau tiada dalam daftar.",
        "fil": "Wala nang bisa ang dokumento, o wala ito sa rehistro.",
        "km": "ឯកសារលែងមានសុពលភាព ឬមិនមានក្នុងបញ្ជីចុះឈ្មោះ។",
        "lo": "ເອກະສານໝົດອາຍຸແລ້ວ ຫຼື ບໍ່ມີໃນທະບຽນ.",
        "my": "စာရွက်စာတမ်း သက်တမ်းကုန်ပြီ သို့မဟုတ် မှတ်ပုံတင်စာရင်းတွင် မတွေ့ပါ။",
    },
    "other-document": {
        "en": "This is another kind of document than the one asked for.",
        "zh-hans": "这不是所要求的那种文件。",
        "vi": "Đây không phải loại giấy tờ được yêu cầu.",
        "th": "นี่ไม่ใช่เอกสารประเภทที่ขอ",
        "id": "Ini bukan jenis dokumen yang diminta.",
        "ms": "Ini bukan jenis dokumen yang diminta.",
        "fil": "Hindi ito ang uri ng dokumentong hinihingi.",
        "km": "នេះមិនមែនជាប្រភេទឯកសារដែលបានស្នើទេ។",
        "lo": "ນີ້ບໍ່ແມ່ນເອກະສານປະເພດທີ່ຂໍ.",
        "my": "ဤသည်မှာ တောင်းဆိုထားသော စာရွက်စာတမ်းအမျိုးအစား မဟုတ်ပါ။",
    },
}


def give_reasons(apps, schema_editor):
    reasons = apps.get_model("merchants", "DecisionReason")
    for position, (key, words) in enumerate(REASONS.items(), start=1):
        reasons.objects.get_or_create(key=key, defaults={"words": words, "position": position * 10})


class Migration(migrations.Migration):

    dependencies = [
        ("merchants", "0004_evidence"),
    ]

    operations = [
        migrations.RunPython(give_reasons, migrations.RunPython.noop),
    ]
