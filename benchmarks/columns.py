"""The columns of the marketplaces' exports in full, as their seller centres write them."""

TIKTOK = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID",
    "Seller SKU", "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount",
    "Shipping Fee Platform Discount", "Distance Shipping Fee", "Distance Fee", "Order Refund Amount",
    "Payment platform discount", "Buyer Service Fee", "Handling Fee", "Shipping Insurance", "Item Insurance",
    "Order Amount", "Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time",
    "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name", "Tracking ID", "Delivery Option",
    "Shipping Provider Name", "Buyer Message", "Buyer Username", "Recipient", "Phone #", "Zipcode", "Country",
    "Province", "Regency and City", "Districts", "Villages", "Detail Address", "Additional address information",
    "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Purchase Channel", "Seller Note",
    "Checked Status", "Checked Marked by", "Tokopedia Invoice Number", "Order Channel", "Creator Handle",
)  # fmt: skip
SHOPEE = (
    "No. Pesanan", "Status Pesanan", "Alasan Pembatalan", "Status Pembatalan/ Pengembalian", "No. Resi",
    "Opsi Pengiriman", "Antar ke counter/ pick-up", "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)",
    "Waktu Pengiriman Diatur", "Waktu Pesanan Dibuat", "Waktu Pembayaran Dilakukan", "Metode Pembayaran", "SKU Induk",
    "Nama Produk", "Nomor Referensi SKU", "Nama Variasi", "Harga Awal", "Harga Setelah Diskon", "Jumlah",
    "Returned quantity", "Total Harga Produk", "Total Diskon", "Diskon Dari Penjual", "Diskon Dari Shopee",
    "Berat Produk", "Jumlah Produk di Pesan", "Total Berat", "Voucher Ditanggung Penjual", "Cashback Koin",
    "Voucher Ditanggung Shopee", "Paket Diskon", "Paket Diskon (Diskon dari Shopee)",
    "Paket Diskon (Diskon dari Penjual)", "Potongan Koin Shopee", "Diskon Kartu Kredit",
    "Ongkos Kirim Dibayar oleh Pembeli", "Estimasi Potongan Biaya Pengiriman", "Ongkos Kirim Pengembalian Barang",
    "Total Pembayaran", "Perkiraan Ongkos Kirim", "Catatan dari Pembeli", "Catatan", "Username (Pembeli)",
    "Nama Penerima", "No. Telepon", "Alamat Pengiriman", "Kota/Kabupaten", "Provinsi", "Waktu Pesanan Selesai",
)  # fmt: skip
