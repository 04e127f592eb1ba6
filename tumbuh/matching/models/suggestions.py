"""What was suggested, why, and why not: kept as it was computed."""

import uuid

from django.db import models
from django.db.models import Q

from tumbuh.matching.models.profiles import APPEND_ONLY


class SuggestionRun(models.Model):
    """One computation of suggestions: of what (a hash), by which values, with which lot, and how fair it came out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("matching.Event", models.PROTECT, null=True, related_name="runs")
    seed = models.BigIntegerField()
    input_hash = models.CharField(max_length=64)
    judged_on = models.DateField()  # the day whose values and facts were used
    demands = models.PositiveIntegerField()
    sellers = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()  # that may meet
    excluded = models.PositiveIntegerField()  # of the same kind, but kept apart by a filter
    objective = models.BigIntegerField()  # of the fair choice, in hundredths of a point
    bound = models.BigIntegerField()
    plain_objective = models.BigIntegerField()  # without asking for fairness
    fairness = models.JSONField(default=dict)  # wishes; coverage, first-timers, Gini, largest before and after
    ran_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="suggestionrun_within_bound",
                condition=Q(objective__gte=0, bound__gte=models.F("objective"))
                & Q(plain_objective__gte=models.F("objective")),
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.event_id} {self.ran_at:%Y-%m-%d %H:%M}"


class Suggestion(models.Model):
    """One pair of a run: its place, its points by part, whether the choice took it, or what keeps it apart."""

    run = models.ForeignKey(SuggestionRun, models.PROTECT, related_name="suggestions")
    demand = models.ForeignKey("matching.Demand", models.PROTECT, related_name="suggestions")
    supply = models.ForeignKey("matching.SupplyProfile", models.PROTECT, related_name="suggestions")
    score = models.PositiveIntegerField()  # hundredths of a point
    rank = models.PositiveIntegerField(null=True)  # among those who may meet this demand
    parts = models.JSONField(default=list)  # name, points, most, sentence
    exclusions = models.JSONField(default=list)  # filter, sentence
    chosen = models.BooleanField(default=False)
    rested = models.BooleanField(default=True)  # false: the pair has met lately, or meets already

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "demand", "supply"], name="suggestion_pair_once"),
            models.CheckConstraint(
                name="suggestion_ranked_or_excluded",
                condition=Q(rank=None, chosen=False) & ~Q(exclusions=[]) | Q(rank__gte=1, exclusions=[]),
            ),
        ]
        indexes = [models.Index(fields=["supply", "run"], name="suggestion_of_supply")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.run_id} {self.demand_id} {self.supply_id}"


class SuggestionTally(models.Model):
    """How many sellers one demand of a run had, and how many of them each filter kept apart; rows hold only some."""

    run = models.ForeignKey(SuggestionRun, models.PROTECT, related_name="tallies")
    demand = models.ForeignKey("matching.Demand", models.PROTECT, related_name="tallies")
    able = models.PositiveIntegerField()  # may meet
    excluded = models.PositiveIntegerField()
    reasons = models.JSONField(default=dict)  # filter → how many it keeps apart; several may hold for one seller

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "demand"], name="suggestiontally_demand_once")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.run_id} {self.demand_id}"
