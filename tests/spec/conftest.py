"""The engines that the figures are tried on."""

from importlib.util import find_spec

import pytest

from tumbuh.lake.engines import Engine, open_engine

SPARK = pytest.param(
    "local[2]",
    marks=[pytest.mark.spark, pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed")],
)


@pytest.fixture(scope="session", params=["duckdb", SPARK])
def engine(request: pytest.FixtureRequest) -> Engine:
    return open_engine(request.param)
