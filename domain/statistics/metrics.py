"""The metrics by their codes, in the order in which they are told."""

from domain.statistics.counted.knowledge import KNOWLEDGE
from domain.statistics.counted.repairs import REPAIRED
from domain.statistics.counted.tickets import TICKETS
from domain.statistics.counted.trade import TRADE
from domain.statistics.metric import Metric

_ALL = (*TICKETS, *REPAIRED, *TRADE, *KNOWLEDGE)
METRICS: dict[str, Metric] = {metric.code: metric for metric in _ALL}
