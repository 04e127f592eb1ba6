"""Addresses of public buying: its percentages, the rows behind them, the bridge between them."""

from django.urls import path, re_path

from tumbuh.web.procurement import bridge, changes, downloads, figures, moving, public, rows

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
]
