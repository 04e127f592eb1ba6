"""Addresses of public buying: its percentages with their rows, the bridge, files that come in, what waits."""

from django.urls import path, re_path

from tumbuh.web.procurement import (
    bridge,
    changes,
    downloads,
    figures,
    imports,
    moving,
    public,
    recording,
    rows,
    waiting,
)

_KIND = r"unduh\.(?P<kind>csv|xlsx)$"
_SIDE = r"(?P<figure>[a-z0-9_]{1,40})/(?P<side>[a-z]{1,20})/"
_BAR = r"(?P<bar>[a-z0-9_]{1,40})/"

urlpatterns = [
    path("publik/belanja/", public.summary, name="public_buying"),
    path("belanja/", figures.figures, name="procurement_figures"),
    re_path(rf"^belanja/angka/{_SIDE}$", rows.side_rows, name="procurement_rows"),
    re_path(rf"^belanja/angka/{_SIDE}{_KIND}", rows.side_file, name="procurement_rows_file"),
    re_path(
        r"^belanja/angka/(?P<figure>[a-z0-9_]{1,40})/lembar\.pdf$", downloads.figure_sheet, name="procurement_sheet"
    ),
    path("belanja/perubahan/", changes.changes, name="procurement_changes"),
    re_path(rf"^belanja/perubahan/{_KIND}", changes.changes_file, name="procurement_changes_file"),
    path("belanja/penggerak/", moving.moving, name="procurement_moving"),
    path("belanja/jembatan/", bridge.bridge, name="procurement_bridge"),
    re_path(rf"^belanja/jembatan/{_BAR}$", rows.bar_rows, name="procurement_bar"),
    re_path(rf"^belanja/jembatan/{_BAR}{_KIND}", rows.bar_file, name="procurement_bar_file"),
    path("belanja/impor/", imports.history, name="procurement_imports"),
    path("belanja/impor/daftar/", imports.listing, name="procurement_imports_list"),
    path("belanja/impor/unggah/", imports.upload, name="procurement_upload"),
    path("belanja/impor/<uuid:public_id>/", imports.detail, name="procurement_import"),
    path("belanja/impor/<uuid:public_id>/kemajuan/", imports.progress, name="procurement_import_progress"),
    path("belanja/impor/<uuid:public_id>/baris.<str:kind>", imports.bad_rows, name="procurement_import_rows"),
    path("belanja/impor/<uuid:public_id>/tutup/", imports.dismiss, name="procurement_import_dismiss"),
    path("belanja/menunggu/", waiting.waiting, name="procurement_waiting"),
    path("belanja/menunggu.<str:kind>", waiting.download, name="procurement_waiting_file"),
    path("belanja/menunggu/<uuid:public_id>/", waiting.one, name="procurement_waiting_one"),
    path("belanja/menunggu/<uuid:public_id>/pasangkan/", waiting.match, name="procurement_match"),
    path("belanja/menunggu/<uuid:public_id>/tanpa-paket/", waiting.leave, name="procurement_leave"),
    path("belanja/pencatatan/", recording.to_do, name="procurement_to_record"),
    path("belanja/pencatatan.<str:kind>", recording.download, name="procurement_to_record_file"),
    path("belanja/pencatatan/catat/", recording.record, name="procurement_record"),
]
