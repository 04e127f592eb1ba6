"""A small city, its largest Shopee shop and its largest shop at TikTok."""

from datetime import UTC, datetime

import pytest

from tumbuh.demo.city import City
from tumbuh.demo.jakarta import demo_city
from tumbuh.demo.uploads import Story

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)  # 23.30 WIB


@pytest.fixture(scope="session")
def small_city() -> City:
    return demo_city(seed=7, scale=0.01, now=NOW)


def _largest(city: City, channel: str) -> Story:
    return city.story(next(stall for stall in city.stalls if stall.channel == channel))


@pytest.fixture(scope="session")
def shopee_story(small_city: City) -> Story:
    return _largest(small_city, "shopee")


@pytest.fixture(scope="session")
def tiktok_story(small_city: City) -> Story:
    return _largest(small_city, "tiktok")
