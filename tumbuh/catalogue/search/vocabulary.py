"""The words that occur in the catalogue and how often: what is known, what was meant, what is rare. Pure."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tumbuh.catalogue.search.words import is_measure, skeleton

SHORT = 4  # letters up to which a word is not corrected: too many others are one letter away
LONG = 8  # letters from which on two slips are forgiven


class Vocabulary:
    """Terms of the index with the number of offers each occurs in. Never changed once made."""

    def __init__(self, counts: Mapping[str, int], offers: int) -> None:
        self.counts = counts
        self.offers = offers
        self._words = sorted(word for word in counts if word.isalnum() and not is_measure(word))
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_skeleton[skeleton(word)].append(word)
        self._skeletons = [one for one in self._by_skeleton if len(one) >= SHORT - 1]

    def with_more(self, counts: Mapping[str, int]) -> "Vocabulary":
        """Return a vocabulary with these terms too."""
        return Vocabulary({**counts, **self.counts}, self.offers)

    def weight(self, *some: str) -> float:
        """Return how telling terms are: 0 when every offer has one, 1 when only one does."""
        count = min(max(self.counts.get(term, 0) for term in some), self.offers)
        if self.offers < 2:
            return 1.0
        return 1.0 if count <= 1 else 1 - math.log(count) / math.log(self.offers + 1)

    def spellings(self, word: str) -> list[str]:
        """Return the words of the catalogue that are spelt alike, see `skeleton`; without the word itself."""
        return [one for one in self._by_skeleton.get(skeleton(word), ()) if one != word]

    def begins(self, prefix: str) -> list[str]:
        """Return the words of the catalogue that begin so."""
        at = bisect_left(self._words, prefix)
        found = []
        while at < len(self._words) and self._words[at].startswith(prefix):
            found.append(self._words[at])
            at += 1
        return found

    def nearest(self, word: str) -> list[str]:
        """
        Return the words of the catalogue that were probably meant, the likeliest first; at most three.

        One letter too many, too few, wrong or swapped is forgiven, in the word or its skeleton; two from LONG letters
        on. Among equally near ones a word that begins alike comes first, then the frequent one.
        """
        if len(word) < SHORT:
            return []
        limit, bare = (2 if len(word) >= LONG else 1), skeleton(word)
        near = {
            one for one, *_rest in process.extract(word, self._words, scorer=OSA.distance, score_cutoff=limit, limit=20)
        }
        for alike, *_rest in process.extract(bare, self._skeletons, scorer=OSA.distance, score_cutoff=1, limit=20):
            near.update(self._by_skeleton[alike])
        ranked = sorted(
            (OSA.distance(bare, skeleton(one)) + OSA.distance(word, one), one[0] != word[0], -self.counts[one], one)
            for one in near
            if len(one) >= SHORT
        )
        return [one for *_order, one in ranked[:3]]
