"""Addresses of the city's figures and of the rows behind them."""

from django.urls import path, re_path

from tumbuh.web.insight import catalogue, changes, completeness, home, register, sales

_KIND = r"unduh\.(?P<kind>csv|xlsx)$"

urlpatterns = [
    path("", home.home, name="home"),
    path("angka/", catalogue.catalogue, name="insight_catalogue"),
    path("angka/penjualan-dalam-negeri/", sales.rows, name="insight_sales"),
    re_path(rf"^angka/penjualan-dalam-negeri/{_KIND}", sales.download, name="insight_sales_file"),
    path("angka/penjualan-dalam-negeri/perubahan/", changes.changes, name="insight_changes"),
    path("angka/kelengkapan/", completeness.completeness, name="insight_completeness"),
    path("angka/umkm-aktif/", register.active, name="insight_active"),
    re_path(rf"^angka/umkm-aktif/{_KIND}", register.active_file, name="insight_active_file"),
    path("angka/pertumbuhan-umkm/", register.growth, name="insight_growth"),
    re_path(rf"^angka/pertumbuhan-umkm/{_KIND}", register.growth_file, name="insight_growth_file"),
]
