"""Addresses of the catalogue's pages: photos, and what each kind of person sees in a module of its own."""

from django.urls import path

from tumbuh.web.catalogue import (
    curation,
    curation_claims,
    curation_masters,
    curation_reviews,
    photos,
    selling,
    selling_income,
    selling_menu,
    selling_money,
    selling_photos,
    selling_pools,
    selling_price,
    selling_products,
    selling_profile,
    selling_proofs,
    selling_supply,
    selling_upload,
    shop,
    shop_product,
)

_PHOTOS = [path("foto/<str:name>", photos.photo, name="catalogue_photo")]
_SHOP = [
    path("katalog/", shop.shop, name="shop"),
    path("katalog/kategori/<slug:code>/", shop.kind, name="shop_kind"),
    path("katalog/penjual/<uuid:public_id>/", shop.seller, name="shop_seller"),
    path("katalog/<uuid:public_id>/", shop_product.product, name="shop_product"),
]
_PRODUCT = "jualan/produk/<uuid:public_id>/"
_SELLING = [
    path("jualan/", selling.home, name="selling_home"),
    path("jualan/usaha/", selling.choose_business, name="selling_choose"),
    path("jualan/profil/", selling_profile.profile, name="selling_profile"),
    path("jualan/kartu-menu/", selling_menu.menu_card, name="selling_menu_card"),
    path("jualan/uang/", selling_money.money, name="selling_money"),
    path("jualan/uang/penjualan/", selling_income.sales, name="selling_sales"),
    path("jualan/uang/penjualan/baris/", selling_income.rows, name="selling_sales_rows"),
    path("jualan/uang/penjualan/baris.csv", selling_income.file, name="selling_sales_file"),
    path("jualan/uang/ringkasan/", selling_income.make_statement, name="selling_statement"),
    path("jualan/uang/ringkasan/<uuid:public_id>/cabut/", selling_income.take_back, name="selling_take_back"),
    path("jualan/stok/", selling_supply.stock, name="selling_stock"),
    path("jualan/kapasitas/", selling_pools.pools, name="selling_pools"),
    path("jualan/kapasitas/baru/", selling_pools.new_pool, name="selling_new_pool"),
    path("jualan/kapasitas/<uuid:public_id>/", selling_pools.pool, name="selling_pool"),
    path("jualan/kapasitas/<uuid:public_id>/atur/", selling_pools.settings, name="selling_pool_settings"),
    path("jualan/unggah/", selling_upload.upload, name="selling_upload"),
    path("jualan/unggah/contoh.<str:kind>", selling_upload.template, name="selling_template"),
    path("jualan/unggah/<uuid:public_id>/", selling_upload.uploaded, name="selling_uploaded"),
    path("jualan/produk/", selling.products, name="selling_products"),
    path("jualan/produk/baru/", selling_products.new, name="selling_new"),
    path(_PRODUCT, selling_products.product, name="selling_product"),
    path(f"{_PRODUCT}ubah/", selling_products.change, name="selling_change"),
    path(f"{_PRODUCT}foto/", selling_photos.photos, name="selling_photos"),
    path(f"{_PRODUCT}foto/pertama/", selling_photos.first, name="selling_photo_first"),
    path(f"{_PRODUCT}foto/tarik/", selling_photos.withdraw, name="selling_photo_withdraw"),
    path(f"{_PRODUCT}persediaan/", selling_supply.supply, name="selling_supply"),
    path(f"{_PRODUCT}harga/", selling_price.price, name="selling_price"),
    path(f"{_PRODUCT}bukti/", selling_proofs.proofs, name="selling_proofs"),
    path(f"{_PRODUCT}bukti/nyatakan/", selling_proofs.declare, name="selling_declare"),
    path(f"{_PRODUCT}bukti/batalkan/", selling_proofs.withdraw, name="selling_claim_withdraw"),
    path(f"{_PRODUCT}harga/biaya/", selling_price.cost, name="selling_cost"),
    path(f"{_PRODUCT}kirim/", selling_products.submit, name="selling_submit"),
    path(f"{_PRODUCT}sanggah/", selling_products.appeal, name="selling_appeal"),
    path(f"{_PRODUCT}tarik-kurasi/", selling_products.recall, name="selling_recall"),
    path(f"{_PRODUCT}jeda/", selling_products.pause, name="selling_pause"),
    path(f"{_PRODUCT}tayangkan/", selling_products.resume, name="selling_resume"),
    path(f"{_PRODUCT}tarik/", selling_products.retire, name="selling_retire"),
]
_CURATION = [
    path("kurasi/", curation.queue, name="curation_queue"),
    path("kurasi/perubahan/<uuid:public_id>/", curation.change, name="curation_change"),
    path("kurasi/ulasan/<uuid:public_id>/", curation_reviews.report, name="curation_review"),
    path("kurasi/bukti/<uuid:public_id>/", curation_claims.claim, name="curation_claim"),
    path("kurasi/<uuid:public_id>/", curation.step, name="curation_step"),
    path("kurasi/<uuid:public_id>/tautkan/", curation_masters.link, name="curation_link"),
    path("kurasi/<uuid:public_id>/lepas/", curation_masters.unlink, name="curation_unlink"),
]
urlpatterns = [*_PHOTOS, *_SHOP, *_SELLING, *_CURATION]
