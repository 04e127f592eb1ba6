"""Addresses of the ledger's pages."""

from django.urls import path

from tumbuh.web.ledger import batches, quarantine, shops, skus

urlpatterns = [
    path("penjualan/", batches.history, name="ledger_batches"),
    path("penjualan/berkas/<uuid:public_id>/", batches.detail, name="ledger_batch"),
    path("penjualan/berkas/<uuid:public_id>/kemajuan/", batches.progress, name="ledger_batch_progress"),
    path("penjualan/toko/", shops.shops, name="ledger_shops"),
    path("penjualan/toko/baru/", shops.open_shop, name="ledger_open_shop"),
    path("penjualan/toko/baru/<uuid:public_id>/", shops.open_for, name="ledger_open_shop_for"),
    path("penjualan/toko/<uuid:public_id>/", shops.shop, name="ledger_shop"),
    path("penjualan/toko/<uuid:public_id>/unggah/", shops.upload, name="ledger_upload"),
    path("penjualan/toko/<uuid:public_id>/pasangkan/", skus.map_sku, name="ledger_map_sku"),
    path("penjualan/karantina/", quarantine.lines, name="ledger_quarantine"),
    path("penjualan/karantina/tutup/", quarantine.dismiss, name="ledger_dismiss"),
    path("penjualan/karantina.<str:kind>", quarantine.download, name="ledger_quarantine_file"),
    path("penjualan/sku/", skus.unmapped, name="ledger_skus"),
    path("penjualan/produk/<uuid:public_id>/", skus.product, name="ledger_product"),
    path("penjualan/produk/<uuid:public_id>/bukti/", skus.prove, name="ledger_prove"),
    path("penjualan/produk/<uuid:public_id>/tarik-bukti/", skus.withdraw, name="ledger_withdraw_proof"),
]
