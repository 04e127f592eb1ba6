"""What each field of production is. A yard is somebody's home: its position is personal."""

from tumbuh.kernel.privacy import Mark

_PERSONAL = {"Site": "latitude_e7 longitude_e7", "LogVersion": "photo"}
_INTERNAL = {
    "Group": "id added_at added_by",
    "Site": "id name group business added_at added_by code",
    "Commodity": "id retired_at",
    "ConversionFactor": "id commodity recorded_by",
    "Log": "id client_id sheet sheet_row noted_by",
    "LogVersion": "id log site commodity factor question reason note change_reason recorded_by price_rupiah",
    "ProcessingInput": "id version harvest commodity used_mg",
    "Disposal": "id client_id harvest goes quantity_milli unit mass_mg gone_on price_rupiah sale_reference recorded_at "
    "recorded_by withdrawn_at",
    "QuarterClosing": "id closed_by",
    "Sheet": "id file_name file_sha256 shape state rows_total rows_new rows_known rows_changed rows_bad rows_asked "
    "problems received_at received_by",
}
_PUBLIC = {
    "Group": "public_id name area_code members",
    "Site": "public_id kind area_code surface_m2 water opened_on closed_on",
    "Commodity": "code name group measure_kind is_animal usual_unit most_grams_per_m2 days_to_harvest category_code "
    "also_called",
    "ConversionFactor": "unit area_code grams_per_unit valid_from source certainty recorded_at",
    "Log": "public_id kind source noted_at",
    "LogVersion": "number cause done_on quantity_milli unit grams_per_unit weighed_mg mass_mg heads area_m2 withdrawn "
    "recorded_at superseded_at",
    "QuarterClosing": "year quarter revision reported expected reason closed_at",
    "Sheet": "public_id",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.PERSONAL, _PERSONAL), (Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC))
    for model, names in tables.items()
    for name in names.split()
}
