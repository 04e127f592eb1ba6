"""What KBLI codes mean: category, whether it is manufacturing, names and the way from KBLI 2020 to 2025."""

from tumbuh.kernel.identifiers.kbli import Kbli

# The letter of each range of divisions. 2020 follows ISIC 4, 2025 follows ISIC 5, in which letters from J on moved.
_CATEGORIES = {
    "2020": (
        ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 45, 47),
        ("H", 49, 53), ("I", 55, 56), ("J", 58, 63), ("K", 64, 66), ("L", 68, 68), ("M", 69, 75), ("N", 77, 82),
        ("O", 84, 84), ("P", 85, 85), ("Q", 86, 88), ("R", 90, 93), ("S", 94, 96), ("T", 97, 98), ("U", 99, 99),
    ),
    "2025": (
        ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 46, 47),
        ("H", 49, 53), ("I", 55, 56), ("J", 58, 60), ("K", 61, 63), ("L", 64, 66), ("M", 68, 68), ("N", 69, 75),
        ("O", 77, 82), ("P", 84, 84), ("Q", 85, 85), ("R", 86, 88), ("S", 90, 93), ("T", 94, 96), ("U", 97, 98),
        ("V", 99, 99),
    ),
}  # fmt: skip
_MANUFACTURING = "C"


def category(code: Kbli) -> str:
    """Return the letter of the category of a code; "" when its version has no such division."""
    division = int(code.division)
    ranges = _CATEGORIES["2025" if code.version == "2025" else "2020"]
    return next((letter for letter, first, last in ranges if first <= division <= last), "")


def is_manufacturing(code: str, *, version: str = "2020") -> bool:
    """
    Return whether a five-digit code is of a business that makes things (divisions 10 to 33); False for no code.

    The divisions of manufacturing are the same in all versions.
    """
    return len(code) == 5 and code.isdigit() and category(Kbli(version, code)) == _MANUFACTURING
