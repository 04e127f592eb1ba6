"""Whole numbers in words, as a receipt says them."""

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
LIMIT = 10**18


def spell(number: int) -> str:
    """
    Return 1_250_000 as "satu juta dua ratus lima puluh ribu"; a negative one begins with "minus".

    One hundred and one thousand are "seratus" and "seribu"; one million is "satu juta". Source: KBBI, "se-".
    Raises: ValueError from 10^18 on.
    """
    if abs(number) >= LIMIT:
        raise ValueError("too large to be spelled")
    if number < 0:
        return f"minus {spell(-number)}"
    return " ".join(_words(number)) or _DIGITS[0]


def spell_rupiah(amount: int) -> str:
    """Return an amount as a receipt says it: "Satu juta rupiah"."""
    words = f"{spell(amount)} rupiah"
    return words[0].upper() + words[1:]


def _words(number: int) -> list[str]:
    words: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count == 1 and name == "ribu":
            words.append("seribu")
        elif count:
            words += [*_below_thousand(count), name]
    return words + _below_thousand(number)


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = ["seratus"] if hundreds == 1 else [_DIGITS[hundreds], "ratus"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if rest == 10:
        words.append("sepuluh")
    elif rest == 11:
        words.append("sebelas")
    elif tens == 1:
        words += [_DIGITS[ones], "belas"]
    else:
        words += [_DIGITS[tens], "puluh"] if tens else []
        words += [_DIGITS[ones]] if ones else []
    return words
