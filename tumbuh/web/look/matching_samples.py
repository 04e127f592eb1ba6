"""Invented values for the components of business matching, as the style guide shows them."""

from typing import Any

from tumbuh.web.matching.parts import Cell, Grid, GridRow, GridSlot, MeetingCard, Point, Stage


def samples() -> dict[str, Any]:
    """Return the context of the guides of points, funnel, timetable and meeting card."""
    return {
        "guide_points": [
            Point("Jenis dan kata", "35", "35", 100, "Jenis sama; 2 dari 2 kata ada pada penjual."),
            Point("Kapasitas", "15", "20", 75, "Sanggup 300 dari 400 kotak."),
            Point("Harga", "12,5", "15", 83, "Rp32.000, batasnya Rp35.000."),
            Point("Catatan pengiriman", "6", "10", 60, "9 dari 12 tepat waktu (47–91 %)."),
        ],
        "guide_funnel": [
            Stage("Minat", "24", 100, 2, "Rp1.250.000.000", "pernyataan, bukan uang", "", ""),
            Stage("Penawaran", "15", 63, 4, "Rp640.000.000", "nilai yang ditawarkan", "62,5 % dari 24", ""),
            Stage("Dipesan", "9", 38, 1, "Rp312.000.000", "nilai pesanan", "60 % dari 15", ""),
            Stage("Dibayar", "6", 25, 1, "Rp198.500.000", "uang yang diterima penjual", "66,67 % dari 9", ""),
        ],
        "guide_timetable": Grid(
            [GridSlot("09.00"), GridSlot("09.20"), GridSlot("09.40")],
            [
                GridRow(1, [Cell("#", "Dinas Pendidikan", "Dapur Ani", "terlaksana"), Cell(), Cell(is_break=True)]),
                GridRow(2, [Cell(), Cell("#", "PT Pasar Kota", "Sablon Budi"), Cell(is_break=True)]),
            ],
        ),
        "guide_meeting": MeetingCard(
            "guide", "", "Dinas Pendidikan", "400 kotak Nasi kotak", "Selasa, pukul 09.20–09.40", "Meja 7",
            "Terjadwal", "info",
        ),
    }  # fmt: skip
