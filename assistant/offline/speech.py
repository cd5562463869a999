"""Everything the offline model says by itself; facts come from the tools' own templates."""

import re
from collections.abc import Sequence

from assistant.model import OfferedTool
from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids
from domain.language import Language, Text
from tools.tool import discover

_ABILITIES = 5  # told where something cannot be done
# A capital before small letters is a name, but for the word that begins a sentence.
_NAMED = re.compile(
    r"(?<!^)(?<![A-Za-z])[A-Z][a-z]+|^[A-Z][a-z]+(?:[A-Z]| [A-Z][a-z]| ?[一-鿿])", re.ASCII
)

HELLO = Text("你好，我是 Bokeh，售后服务助手。", "Hello, I am Bokeh, the after-sales assistant.")
WELCOME = Text(
    "不客气。还有什么要查的，直接说就行。", "You're welcome. Just say what else you need."
)
I_CAN = Text("我可以：", "I can help with:")
AND_MORE = Text("说“你能做什么”看全部。", "Say “what can you do” to see all.")
I_CAN_NOTHING = Text("目前没有可以使用的功能。", "There is nothing I may do for you at the moment.")
RULES_ONLY = Text(
    "（现在是离线模式：按规则理解，没有接语言模型。）",
    "(Offline mode: I work by rules, no language model is connected.)",
)
OUT_OF_SCOPE = Text(
    "这件事超出了售后服务的范围，我帮不上忙。",
    "That is outside after-sales service, so I can't help with it.",
)
ELSEWHERE = Text("这件事我在对话里做不了。", "That is something I can't do from this chat.")
FOREIGN = Text(
    "这是其他品牌的产品，我只了解我们自己的设备。",
    "That is another maker's product; I only know our own equipment.",
)
NOT_UNDERSTOOD = Text(
    "我没有明白这句话想做什么，换个说法试试？",
    "I did not understand what you need. Could you put it another way?",
)
NOT_OFFERED = Text(
    "“{what}”不在你的权限里，请找服务台办。",
    "“{what}” is not yours to do here; please ask the service desk.",
)
WHICH = Text("你是想做哪一件？", "Which of these do you mean?")
WHICH_PART = Text("改哪一个配件的数量？", "Which part is to be that many?")
SET_PART = Text("{part} 改成 {count} 个", "make the {part} {count}")
NOT_ON_CARD = Text("卡片上没有这个配件。", "That part is not on the card.")
NO_PARTS_LEFT = Text(
    "这样卡片上就没有配件了；不想要了请说“取消”。",
    "That would leave no parts on the card; say “cancel” to drop it.",
)
WAITS = Text(
    "请核对卡片，确认之后才会执行。",
    "Please check the card: nothing is done until you approve it.",
)
WAIT = Text(
    "有 {count} 张卡片等你核对，确认之后才会执行。",
    "{count} cards wait for your approval; nothing is done before that.",
)
DROPPED = Text("好的，已放弃，什么都没有写入。", "All right, dropped. Nothing was written.")
ON_THE_CARD = Text(
    "这一点卡片上已经有了。请核对卡片，确认之后才会执行。",
    "That stands on the card already. Please check it: nothing is done until you approve it.",
)
CARD_NO_LONGER_HOLDS = Text(
    "前面那张卡片不对了，请先不要确认；改好会换成新的。",
    "The card above no longer holds, please do not approve it; a new one will take its place. ",
)
UNKNOWN_PART = Text(
    "没认出“{said}”是哪个配件。请用完整的名称或料号把要的配件再说一遍。",
    "I do not know which part “{said}” is. Please say it all again with full names or SKUs.",
)
TICKETS_SAY = Text(
    "单上是这样写的（结论以检测为准）：",
    "This is what the tickets say (the finding is what counts):",
)
NO_WARNING = Text("目前没有关于这个批次的预警。", "There is no warning about this batch now.")
NO_REGION = Text("没有“{said}”这个地区。有这些：", "There is no region “{said}”. There are: ")
NO_COLLEAGUE = Text("没有叫“{said}”的同事。", "There is no colleague called “{said}”.")
SHIPPING = Text("运费", "Shipping")
TOTAL = Text("**合计：{total}**", "**Total: {total}**")
WHICH_CURRENCY = Text("运费是哪种货币？", "In which currency is the shipping?")
RESTS_ON = Text("依据是：", "It rests on:")
RESTS_ON_NOTHING = Text(
    "那里面没有找到可以作依据的内容。", "I found nothing of that kind that it rests on."
)
NEEDED_FOR_THAT = Text(
    "没有它这种单开不了，拿到了再说也行。现在可以先开：",
    "This kind cannot be opened without it; it can wait until you have it. Possible now:",
)
CAN_WAIT = Text(
    "没有它这一步办不了。拿到了直接告诉我就接着办；不做了就说“取消”。",
    "This cannot be done without it. Tell me once you have it and I go on; or say “cancel”.",
)
ALL_RIGHT = Text("好的。", "All right.")
NOTHING_TO_DROP = Text("好的。现在没有进行中的操作。", "All right. There is nothing under way.")
AGAIN = Text("没看出来。", "I could not make that out. ")
STILL = Text(
    "还是没看出来。要继续就回答下面的问题，不做了就说“取消”。",
    "I still could not make that out. Answer the question below to go on, or say “cancel”.",
)
ONLY_COUNTS = Text(
    "我只能数出来，说不出原因。可以看看主要来自哪一块：",
    "I can count, but not tell the reason. It may help to see where it comes from:",
)
NO_REASON = Text("记录里没有写原因，我不猜。", "The records do not say why, and I do not guess.")
ONE_NUMBER = Text(
    "这里只有一个数，画不成图。可以这样分开来画：",
    "That is one number, which makes no picture. It can be drawn in parts:",
)
DENIED = Text("“{said}”这里不由你办理。", "“{said}” is not for you to do here.")
UNKNOWN_NAME = Text(
    "没有找到叫这个名字的经销商或客户。", "I found no dealer or customer of that name."
)
NOTHING_WAITS = Text("现在没有等你确认的操作。", "Nothing is waiting for your approval.")
LEFT_OUT = Text(
    "（“{said}”没有用上：这里不能按它筛选，以上没有按它缩小范围。）",
    "(Not narrowed down by “{said}”: that cannot be done here.)",
)
BACK_TO = Text("回到刚才的操作：", "Back to what we were doing: ")
CANCEL = Text("取消", "Cancel")
NO_SUCH_ITEM = Text(
    "上一个结果里没有第 {place} 项。", "The last result has no item number {place}."
)
NO_SUCH_END = Text(
    "您能看到的工单里，没有以 {end} 结尾的。", "No ticket that you can see ends in {end}."
)
COMMA = Text("，", ", ")
STEPS_NOW = Text(
    "工单现在是“{state}”。要做哪一步？可以：{steps}。",
    "The ticket is “{state}” now. Which step? Possible: {steps}.",
)
NOT_THAT_NOW = Text(
    "工单现在是“{state}”，不能“{said}”。可以：{steps}。",
    "The ticket is “{state}” now; “{said}” is not possible. Possible: {steps}.",
)
NO_STEPS_NOW = Text(
    "工单现在是“{state}”，没有你可以办的步骤。",
    "The ticket is “{state}” now; there is no step for you to take.",
)
NO_MORE_ITEMS = Text("列表里后面没有了。", "That was the last one of the list.")
WHICH_ITEM = Text("是哪一个？", "Which one?")
NOTHING_SHOWN = Text(
    "前面还没有列出过结果，请直接给出编号。",
    "Nothing was listed before this, please give the number itself.",
)
FAILED = Text("没有成功。", "That did not work.")
UNCLEAR_DATE = Text("“{said}”是指哪一天？", "Which day is “{said}”?")
OPEN_WITH = Text("帮我开个咨询单：{words}", "Open a consult ticket: {words}")
OPEN_IT = Text("开个咨询单", "Open a consult ticket")
REGISTERED_AS = Text("{sn} 登记的型号是 {product}。", "{sn} is registered as {product}.")
ONLY_TEMPLATES = Text(
    "离线模式下草稿按模板和事实写成，我不能改语气和长短。可以改语言、配件、运费、人工费，"
    "或“加一句：……”；"
    "发送卡片上的正文也可以直接改。",
    "Offline I write drafts from templates and facts and cannot change their tone or length. I can "
    "change the language, parts, shipping and labour, or “add a sentence: …”; the text can also be "
    "edited on the card that sends it.",
)
TAKEN = Text("记下了。", "Noted. ")
IN_WARRANTY = Text("在保。", "In warranty.")
OUT_OF_WARRANTY = Text("过保，维修要收费。", "Out of warranty: the repair is charged.")
SOLVED_LIKE_IT = Text("类似案例是这样解决的：", "What solved cases like it:")
MOST_LIKE_IT = Text("最像的案例：", "The cases most like it:")
NO_ADVICE = Text(
    "类似的已结案例太少，给不出有依据的建议。",
    "Too few closed cases are like it for any advice.",
)
YOURS_TO_DECIDE = Text(
    "以上供参考，批不批由你决定：", "That is what is known; it is yours to decide:"
)
NOT_TO_DECIDE = Text(
    "它现在是“{state}”，没有要由你审批的。",
    "It is “{state}” now; there is no approval for you to give on it.",
)
NOTED = Text("记下了：“{said}”。", "Noted: “{said}”.")
NOT_TRIED = Text("还没试过的：", "Not tried yet:")
OTHER_CASES = Text("另外的类似案例：", "Other cases like it:")
SOLVED_BY = Text("  - 解决：{solution}", "  - Solved by: {solution}")
CASES = Text("{count} 例", "cases: {count}")
NOTHING_LEFT = Text(
    "案例和文章里的办法都已经提到或试过了，没有新的。",
    "I have nothing new: all that the cases and articles hold was named or tried.",
)
NOTHING_FOUND = Text("案例和文章里暂时没有对得上的。", "So far no case and no article fits this.")
NOTHING_BUT = Text(
    "没有新的办法了，前面提到、还没试过的有：", "Nothing new; named before and not tried yet:"
)
OFFER_TICKET = Text(
    "还是不行的话，我可以开一张单，把现象、试过的办法和设备都填好：说“开单”就行。",
    "If it still fails, I can open a ticket with the symptom, what was tried and the device filled "
    "in: just say “open a ticket”.",
)
OPEN_FOR_IT = Text("带上这些情况开单", "Open a ticket with all of it")
OPEN_FOR_IT_SAID = Text("帮我开单", "open a ticket")
SOLVED = Text("好的，解决了就好，这次不用开单。", "Good to hear. No ticket is needed then.")
WHICH_OF = Text("要哪一种：{choices}？", "Which kind: {choices}?")
GOES_WITHOUT = Text(
    "好的，没有也可以，卡片照旧，核对后确认就行。",
    "That is fine, it goes without. The card is as it was: check and approve it.",
)
NOT_CHANGED = Text(
    "这一点我没能改，卡片还是原来的样子。卡片上有：{fields}。请说哪一项改成什么，或者点“修改”自己改；要执行请说“确认”，不要了请说“取消”。",
    "I could not make that change; the card is as it was. It holds: {fields}. Say which of them "
    "shall be what, or press “Edit”; to carry it out say “confirm”, to drop it “cancel”.",
)
AFTER_APPROVAL = Text(
    "卡片要您确认才会写入。确认后是“{state}”：{ahead}",
    "Nothing is written before you approve the card. It then starts as “{state}”. {ahead}",
)
NO_DATE = Text(
    "日期现在没人确认过，我不能承诺。", "Nobody has confirmed a date, so I promise none."
)
THE_RULE = Text("规定是这样的：{rule}", "That is the rule: {rule}")
ASK_TO_HURRY = Text("留言请服务台加急", "Ask the desk to hurry")
HURRY_SAID = Text("{number} 请加急处理", "{number} please treat this as urgent")
NONE_DONE = Text("没有得到结果。", "There was no result.")


def label(offered: OfferedTool, language: Language) -> str:
    return offered.tool.label.in_(language).rstrip("…. ")


def label_of(name: str, language: Language) -> str:
    """What a tool is called, also one that is not offered here."""
    known = discover().get(name)
    return known.label.in_(language).rstrip("…. ") if known else name.replace("_", " ")


def abilities(tools: Sequence[OfferedTool], language: Language, *, most: int | None = None) -> str:
    """What is offered in this request, each with an example; `most` of it, or all."""
    if not tools:
        return I_CAN_NOTHING.in_(language)
    lines = [I_CAN.in_(language)]
    for offered in sorted(tools, key=lambda each: _example(each, language) is None)[:most]:
        line = f"- {label(offered, language)}"
        example = _example(offered, language)
        if example:
            quoted = f"“{example}”"
            line += f"：{quoted}" if language is Language.ZH else f": {quoted}"
        lines.append(line)
    if most is not None and most < len(tools):
        lines.append(AND_MORE.in_(language))
    return "\n".join(lines)


def cannot(why: Text, tools: Sequence[OfferedTool], language: Language) -> str:
    """Why nothing is done, and what could be."""
    told = why.in_(language), some_abilities(tools, language), RULES_ONLY.in_(language)
    return "\n".join(told)


def some_abilities(tools: Sequence[OfferedTool], language: Language) -> str:
    """As much of what is offered as helps beside a refusal."""
    return abilities(tools, language, most=_ABILITIES)


def _example(offered: OfferedTool, language: Language) -> str | None:
    """One that names no number, person or dealer: those may not be for this person's eyes."""
    known = offered.tool.examples.get(language) or ()
    return next(
        (each for each in known
         if not any(find_ids(Folded.of(each).folded)) and not _NAMED.search(each)), None,
    )  # fmt: skip


def command(offered: OfferedTool, words: str, language: Language) -> str:
    """A whole sentence that asks for this tool; `acts.commanded` understands it."""
    mark = "：" if language is Language.ZH else ": "
    return f"{label(offered, language)}{mark}{words}"
