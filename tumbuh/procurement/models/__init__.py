"""Units, budgets, plans, purchases and payments; the files that brought them, and what waits for a person."""

from tumbuh.procurement.models.budgets import BudgetCeiling, BudgetLine, Holding
from tumbuh.procurement.models.facts import Fact
from tumbuh.procurement.models.imports import ImportBatch, Match, RejectedRow, Unmatched
from tumbuh.procurement.models.plans import Package, PackageFunding, PackageRevision
from tumbuh.procurement.models.purchases import ContractStage, Payment, Purchase, Vendor
from tumbuh.procurement.models.units import Commitment, PublishedFigure, SpendingUnit, UnitBudget

__all__ = [
    "BudgetCeiling",
    "BudgetLine",
    "Commitment",
    "ContractStage",
    "Fact",
    "Holding",
    "ImportBatch",
    "Match",
    "Package",
    "PackageFunding",
    "PackageRevision",
    "Payment",
    "PublishedFigure",
    "Purchase",
    "RejectedRow",
    "SpendingUnit",
    "UnitBudget",
    "Unmatched",
    "Vendor",
]
