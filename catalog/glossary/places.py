"""Which concept a place of the reference data is. Cities bear the same slug in both."""

COUNTRIES = {
    "BN": "brunei",
    "CN": "china",
    "ID": "indonesia",
    "KH": "cambodia",
    "LA": "laos",
    "MM": "myanmar",
    "MY": "malaysia",
    "PH": "philippines",
    "SG": "singapore",
    "TH": "thailand",
    "TL": "timor-leste",
    "VN": "vietnam",
}
