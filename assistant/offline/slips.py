"""The plain words of the service desk that are understood with a slip in typing them."""

import re
from collections.abc import Container

from assistant.offline.folded import Folded
from domain import slips

_WORDS = """
accessories accessory account answer answered answers article articles assistant average
backlog before between breakdown camera cameras categories category closed compare compared
complaint complaints consult consults countries country created critical customer customers dealer
dealers delivery device devices engineer engineers exception exceptions family feature firmware
frequent handler handlers hardware history inspection invoice invoices knowledge latest longest
manual median monitor monthly number numbers opened outstanding overdue payment payments pending
percent percentage previous priority problem problems product products quarterly receipt received
region regions repair repaired repairs resolution resolved response responses returned returns
revenue serial settlement settlements severity shipped shipping source status statuses stock
summary ticket tickets upgrade versus warranty weekly without workshop
"""
_SLIPS = {**slips.forms(_WORDS.split()), **slips.swapped()}


# Words typed with another character of the same sound.
_SAME_SOUND = {
    "返长": "返厂", "返场": "返厂", "反厂": "返厂", "反修": "返修", "返休": "返修",
    "维休": "维修", "唯修": "维修", "公单": "工单", "功单": "工单", "工丹": "工单",
    "经消商": "经销商", "精销商": "经销商", "经销上": "经销商", "朝期": "超期", "超其": "超期",
    "咨寻": "咨询", "谘询": "咨询", "资询": "咨询", "平军": "平均", "平钧": "平均", "培件": "配件",
    "配建": "配件",  "头诉": "投诉", "投述": "投诉", "想应": "响应", "响映": "响应",
    "结蒜": "结算", "欠宽": "欠款", "古件": "固件", "固建": "固件", "批此": "批次", "库纯": "库存",
    "取势": "趋势", "趋式": "趋势", "关必": "关闭", "类形": "类型", "上各月": "上个月",
    "这各月": "这个月", "既度": "季度", "纪度": "季度", "代收款": "待收款", "代审批": "待审批",
    "代收货": "待收货", "代付款": "待付款", "报秀": "报修", "保秀": "保修",
}  # fmt: skip
_SOUNDS = re.compile("|".join(_SAME_SOUND))


def mended(folded: Folded, names: Container[str]) -> Folded:
    """The text with such slips put right, each letter knowing whence it came.

    `names` are words of the vocabulary: they are as they should be, however near to others.
    """
    heard = _SOUNDS.sub(lambda match: _SAME_SOUND[match[0]], folded.folded)
    text, places = slips.mended(heard, _SLIPS, leave=names)
    if text == folded.folded:
        return folded
    return Folded(folded.text, text, tuple(folded.at(place) for place in places))
