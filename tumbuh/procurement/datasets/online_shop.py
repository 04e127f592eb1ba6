"""Bela Toko Daring: orders at marketplaces for government. It names no package, so its origin is unknown at first."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets.buying import COMMON, purchases
from tumbuh.procurement.datasets.shapes import Context, DataSet, Shaped, columns
from tumbuh.procurement.rules.methods import Method


def shape(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return orders; done means verified and confirmed by the marketplace (statuses.toml says what else counts)."""
    status = pl.concat_str(pl.col("status_verif").fill_null(""), pl.col("confirmed").fill_null(""), separator="|")
    return purchases(
        frame,
        context,
        source="bela",
        method=pl.lit(Method.ONLINE_SHOP.value),
        status=status,
        states="bela",
    )


DATASETS = (
    DataSet(
        id="bela",
        title="Bela Toko Daring",
        official=("Bela-TokoDaringRealisasi",),
        target="Purchase",
        columns=(
            *columns(Kind.CODE, "id=order_id", required=True),
            *columns(Kind.TEXT, "name=order_desc", "place=kota_kab", "confirmed=status_konfirmasi_ppmse"),
            *columns(Kind.TEXT, "status_verif", required=True),
            *columns(Kind.RUPIAH, "value=valuasi", required=True),
            *columns(Kind.CODES, "plan_codes=kd_rup"),
            *columns(Kind.DAY, "on=tanggal_transaksi"),
            *COMMON,
        ),
        shape=shape,
    ),
)
