"""Numbers that describe lives: one per life, or one table for all of them."""

from kartoteka.analyse.indicators.lives import (
    complexity,
    duration_variance,
    entropy,
    indicators,
    mean_duration,
    recurrence,
    subsequences,
    transitions,
    turbulence,
    visited,
    volatility,
)
from kartoteka.analyse.indicators.ordered import (
    badness,
    degradation,
    insecurity,
    integration,
    precarity,
)
from kartoteka.analyse.indicators.together import (
    frequent,
    log_probability,
    mean_times,
    modal_states,
    state_distribution,
    transition_rates,
    transition_rates_over_time,
)

__all__ = [
    "badness",
    "complexity",
    "degradation",
    "duration_variance",
    "entropy",
    "frequent",
    "indicators",
    "insecurity",
    "integration",
    "log_probability",
    "mean_duration",
    "mean_times",
    "modal_states",
    "precarity",
    "recurrence",
    "state_distribution",
    "subsequences",
    "transition_rates",
    "transition_rates_over_time",
    "transitions",
    "turbulence",
    "visited",
    "volatility",
]
