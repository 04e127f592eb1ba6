"""The decisions of the catalogue, each a function of values."""

from tumbuh.catalogue.rules.origin import Evidence, EvidenceKind, NoEvidence, OriginLevel, best_level, level_of

__all__ = ["Evidence", "EvidenceKind", "NoEvidence", "OriginLevel", "best_level", "level_of"]
