"""What of an order counts as domestic and as small."""

from tumbuh.orders.rules.purchases import domestic_rupiah, micro_small_rupiah


def test_fees_follow_the_goods_and_one_unknown_line_makes_the_whole_unknown():
    assert domestic_rupiah([(600_000, 4), (400_000, -1)], total_rupiah=1_100_000) == 660_000
    assert domestic_rupiah([(600_000, 4), (400_000, 1)], total_rupiah=1_100_000) == 1_100_000
    assert domestic_rupiah([(600_000, 4), (400_000, 0)], total_rupiah=1_100_000) is None
    assert domestic_rupiah([(600_000, 4), (0, 0)], total_rupiah=600_000) == 600_000
    assert domestic_rupiah([], total_rupiah=0) == 0


def test_micro_and_small_count_whole_and_an_unknown_class_is_not_guessed():
    assert [micro_small_rupiah(size, total_rupiah=9) for size in ("micro", "small", "medium", "large", "")] == [
        9, 9, 0, 0, None,
    ]  # fmt: skip
