"""The data sets that public buying comes from, one file per family; `ALL` is the list of them."""

from tumbuh.procurement.datasets import budgets, catalogue, contracts, money, online_shop, plans, spse, units
from tumbuh.procurement.datasets.shapes import DataSet, UnknownDataSet

ALL: dict[str, DataSet] = {
    dataset.id: dataset
    for module in (units, plans, budgets, catalogue, spse, contracts, online_shop, money)
    for dataset in module.DATASETS
}


def dataset(id_: str) -> DataSet:
    """Return a data set by its id. Raises: UnknownDataSet."""
    try:
        return ALL[id_]
    except KeyError:
        raise UnknownDataSet(f"Jenis data “{id_}” tidak dikenal; yang ada: {', '.join(ALL)}.") from None
