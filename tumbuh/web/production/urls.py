"""Addresses of production."""

from django.urls import path, re_path

from tumbuh.web.production import coverage, factors, figures, logs, places

urlpatterns = [
    path("produksi/", figures.figures, name="production_figures"),
    path("produksi/baris/", figures.rows, name="production_rows"),
    path("produksi/laporan.xlsx", figures.workbook, name="production_workbook"),
    path("produksi/cakupan/", coverage.coverage, name="production_coverage"),
    path("produksi/perubahan/", coverage.changes, name="production_changes"),
    path("produksi/final/", coverage.close, name="production_close"),
    path("produksi/faktor/", factors.factors, name="production_factors"),
    path("produksi/faktor/tetapkan/", factors.set_factor, name="production_set_factor"),
    path("produksi/pertanyaan/", logs.questions, name="production_questions"),
    path("produksi/lokasi/", places.places, name="production_sites"),
    path("produksi/lokasi/<uuid:public_id>/", places.place, name="production_site"),
    path("produksi/lokasi/<uuid:public_id>/catat/", places.note, name="production_note"),
    path("produksi/catatan/<uuid:public_id>/", logs.log, name="production_log"),
    re_path(
        r"^produksi/catatan/(?P<public_id>[0-9a-f-]{36})/(?P<what>correct|withdraw|answer|gone)/$",
        logs.act,
        name="production_act",
    ),
]
