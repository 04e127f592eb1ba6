"""The words of production: kinds of places and logs, where a harvest goes, the groups that figures are told of."""

from types import MappingProxyType

SITE_KINDS = MappingProxyType(
    {
        "yard": "Pekarangan",
        "roof": "Atap",
        "rptra": "RPTRA",
        "alley": "Gang Hijau",
        "field": "Lahan",
        "pond": "Kolam",
        "cage": "Kandang atau keramba",
        "kitchen": "Dapur olahan",
        "boat": "Kapal",
    }
)
WATER = MappingProxyType(
    {"": "Tidak dicatat", "piped": "PAM", "well": "Sumur", "rain": "Air hujan", "river": "Sungai", "sea": "Laut"}
)
LOG_KINDS = MappingProxyType(
    {
        "seed": "Semai atau tebar",
        "plant": "Tanam",
        "feed": "Pakan",
        "mortality": "Kematian",
        "count": "Hitung ternak",
        "harvest": "Panen",
        "process": "Olah",
    }
)
YIELDING = ("harvest", "process")  # the kinds whose mass is production
GOES = MappingProxyType(
    {
        "sold": "Dijual",
        "home": "Dipakai sendiri",
        "gift": "Diberikan",
        "seed": "Disimpan sebagai benih",
        "loss": "Rusak atau susut",
        "stock": "Masih tersimpan",
    }
)
# In the order in which reports name them. Milk stands apart: it was 73 % of a harvest day's tonnage (domain §6).
GROUPS = MappingProxyType(
    {
        "vegetables": "Sayuran",
        "fruit": "Buah",
        "grain": "Padi",
        "fish": "Ikan",
        "seaweed": "Rumput laut",
        "livestock": "Daging ternak",
        "poultry": "Daging unggas",
        "eggs": "Telur",
        "milk": "Susu",
        "processed": "Olahan",
    }
)
MEASURE_KINDS = MappingProxyType({"raw": "Segar", "processed": "Olahan"})
