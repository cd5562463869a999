"""A clause that orders a ticket about what is told beside it: `can you report it`, `帮我报一下`."""

import re

from assistant.offline.clauses import clause_spans, clauses_of
from assistant.offline.mentions import Heard

_OBJECT = (
    r"(?:it|that|this|them|the (?:problem|fault|issue|defect|repair|job|swap|case|whole thing)"
    r"|this (?:problem|fault|issue|repair|job))"
)
_ORDER = re.compile(
    r"(?:(?:ok(?:ay)?|so|then|and|but|please|pls|well|now|just|yes|hi|right|kindly)\s+)*"
    r"(?:(?:can|could|would|will|may|shall) (?:you|u|we|i|somebody|someone)\s+"
    r"|(?:i|we)(?:'d| would)? (?:just )?(?:need|want|like|have|wish)(?: you)? to\s+|(?:need|want)"
    r" to\s+|let'?s\s+|(?:please|pls|just|kindly|then|now|also)\s+)*"
    r"(?:(?:report|log|record|register|file|raise|submit|book|enter|note|pass|hand|forward"
    rf"|escalate|write down|write)\s+{_OBJECT}"
    r"|(?:report|log|record|register|file|raise|submit|book|open|create|make|start|set up|put in"
    r"|do|get)(?: (?:me|us))?\s+(?:one|an? (?:new )?(?:ticket|case|report|job|request|rma"
    r"|consult\w*"
    r"|dealer repair|local repair|return|svc)(?: ticket| order)?)(?: up)?)"
    r"(?:\s+(?:on|over|along|up|down|in|as done|as finished|properly|somewhere))*"
    r"(?:\s+(?:to|with|at) (?:the |your )?(?:service|support|you(?: guys)?|factory|manufacturer"
    r"|desk|service desk|after-?sales(?: team)?|hq|headquarters|maker|team))?"
    r"(?:\s+(?:for|about|with|on) (?:me|us|it|that|this|him|her|all|them|everything|all of it"
    r"|all that|all this|the customer))*"
    r"(?:\s+(?:please|pls|then|too|now|straight away|right away|anyway|somehow|yourself|today))*"
)
_ORDER_ZH = re.compile(
    r"(?:好吧?|那么?就?|行|请|麻烦|拜托|能不能|可不可以|可以|能|需要|得|你们?|您|我们?|要|想|就"
    r"|先|再|直接"
    r"|给|帮忙|帮|替|他|客户|把?(?:这个|这事|它|情况))*"
    r"(?:上报|报上去|报障|报修|报告?|登记|登个?记|记录|记|录入|录|立案|反映|反馈|转给|转交|转达"
    r"|提交"
    r"|[开建立提报]一?[个张份](?:返厂|返修|咨询|经销商维修|本地维修)?工?单?|[开建立提]单|开工单)"
    r"(?:一?[个张份条]|一下|下|上去|上|进去|进系统|给(?:售后|总部|厂家|你们|服务台|客服)|系统里?"
    r"|单子?|工单|售后|总部|厂家|服务台)*"
    r"(?:吧|吗|呗|了|可以吗|行吗|好吗|好不好|行不行)*"
)
_KINDS = re.compile(
    r"返厂|返修|咨询|维修单|(?<![a-z])(?:rma|consult\w*|repair|return|svc)(?![a-z])"
)
_LEAST = 3  # letters; `报` alone orders nothing


def opens(heard: Heard) -> bool:
    """Whether a clause does nothing but order that a ticket is opened."""
    return any(is_order(each) for each in clauses_of(heard.folded.folded))


def names_kind(heard: Heard) -> bool:
    """Whether such a clause says what kind of ticket it is to be."""
    return any(is_order(each) and _KINDS.search(each) for each in clauses_of(heard.folded.folded))


def without(heard: Heard) -> str:
    """What a message says beside such clauses, in its own words."""
    text = heard.folded.folded
    spans = (each for each in clause_spans(text) if not is_order(text[slice(*each)]))
    comma = "，" if heard.folded.is_han else ", "
    return comma.join(heard.folded.said(start, end) for start, end in spans)


def is_order(clause: str) -> bool:
    """Whether a clause, folded, does nothing but order that a ticket is opened."""
    said = clause.strip()
    if sum(map(str.isalnum, said)) < _LEAST:
        return False
    return bool(_ORDER.fullmatch(said) or _ORDER_ZH.fullmatch(said))
