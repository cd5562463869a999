"""What people do about a fault, and what they say became of it."""

import re
from functools import lru_cache

from assistant.offline.features import Concepts, concepts, tokens_of, words_of
from assistant.offline.folded import Folded

# Things to try, words of one meaning a line: what was tried is known again in other words.
_REMEDIES = """
firmware: 固件, 刷机, 版本, 系统升级, firmware, fw, update, upgrade, reflash, software, version
cooling: 散热, 温度, 过热, 高温, 通风, 风口, 降温, 凉, 环境温度, cool, heat, hot, temperature
cooling: vent, airflow, ventilation, overheat
fan: 风扇, fan
battery: 电池, 电量, battery, batteries, v-mount, v_mount, gold_mount
power: 电源, 适配器, 供电, 充电, 电压, power_supply, adapter, adaptor, psu, charger, voltage, mains
media: 存储卡, 录制卡, 换卡, 插卡, 张卡, ssd, cfast, cfexpress, tf卡, 硬盘, 介质, 格式化, 兼容列表
media: 兼容清单, card, media, drive, format, reformat, formatted, compatibility_list
cable: 线缆, 线材, 换线, 接线, 数据线, 根线, 短线, cable, lead, bnc, wire
reset: 恢复出厂, 出厂设置, 出厂, 重置, 复位, 恢复默认, factory, reset, defaults
restart: 重启, 重新开机, 关机再开, 拔电池, reboot, restart, power_cycle, turn_it_off
setting: 设置, 参数, 菜单, 帧率, 码率, 分辨率, 模式, setting, menu, frame_rate, parameter
setting: resolution, bitrate, mode
lens: 镜头, 卡口, 镜头座, lens, mount
monitor: 监视器, 监看, 屏幕, 显示器, monitor, display, screen
mainboard: 主板, mainboard, main_board, motherboard, mother_board
backboard: 背板, 后板, back_board
module: 模块, 模组, sdi口, module, socket
sensor: 传感器, cmos, 坏点, 像素, sensor, pixel, pixel_map
clean: 清洁, 清灰, 除尘, 擦, 灰尘, 油污, clean, dust, wipe
calibrate: 校准, 标定, 黑平衡, 白平衡, calibrate, calibration, shading, black_balance
audio: 话筒, 麦克风, 音频, 幻象, mic, microphone, audio, xlr, phantom
network: 网络, wifi, 无线, 网线, network, wireless, bluetooth, 蓝牙
button: 按键, 键盘板, 拨轮, button, key_board, keypad, wheel
seal: 接口, 触点, 针脚, 插头, 螺丝, connector, contact, pin, plug, screw
log: 日志, log
"""

_TRIED_ZH = (
    r"过(?:了|的|一遍|一次|好几次|几次)?(?=$|[,.;!\s]|还|也|但|可|仍|都|依|照|没|不|后)"
    r"|了(?=$|[,.;!\s]|还|也|但|可|仍|依|照|没|新|最新|一?[遍个块张根次台]|\d|两)"
    r"|已经?|都(?:是|很)?(?:正常|好|新)|正常|没(?:有|什么|啥)?(?:问题|毛病|异常|变化|改善|效果|好转"
    r"|用|反应)"
    r"|不(?:管用|起作用|见效|顶用)|还(?:是|在|会)|依旧|依然|仍|照旧|照样|一样|同样|老样子|没变|没好"
    r"|最新(?:版|的|固件)?|是好的|是新的|无效|失败|不行"
)
_TRIED_EN = (
    r"already|tried|did|done|checked|updated|upgraded|replaced|swapped|reset|cleaned|formatted"
    r"|reformatted|reinstalled|changed|rebooted|restarted|tested|reseated|unplugged|disabled"
    r"|enabled|switched|set|still|same|(?:no|any|without) (?:change|difference|improvement|effect"
    r"|luck"
    r"|better|success)|(?:is|are|was|were|'s|looks?|seems?|all|both|stays?)(?: \w+)? (?:fine|ok"
    r"|okay"
    r"|good|normal|clean|new|cool|tight|latest|current|up to date)|up to date|up-to-date|made no"
    r"|(?:did|does|do|has|have|is|was)(?:n't| not) (?:help|work|fix|solve|change|better)"
    r"|no longer|persists?|keeps?|neither|nor|latest|brand new"
)
_MORE_ZH = (
    r"(?:还|再)?有(?:没有?)?(?:什么|啥|别的|其他|另外|更多)的?.{0,4}(?:办法|方法|招|建议|方案|可能"
    r"|思路|原因|案例)"
    r"|还(?:能|可以|要|该|应该|需要)(?:再)?(?:怎么|做|试|查|检查|看|干)(?:什么|些什么|哪些|点什么"
    r"|啥|办|弄)?"
    r"|(?:先|可以|能|该|要|让[他她]们?|叫[他她]们?|请客户|让客户)(?:先|再)?(?:试|做|查|检查|弄|排查)(?:一?下|点|些)*"
    r"(?:什么|哪些|啥|哪)"
    r"|(?:先|让.{1,3})试(?:什么|哪|些什么|点什么)|接下来|下一步|然后(?:呢|怎么)|^(?:那|这|现在|这下|我们?|客户|该|要|又)*(?:怎么办|咋办|咋整)"
    r"|(?:如果|要是|万一|假如|若).{0,14}(?:不行|没用|没效果|无效|没好|没解决|不管用|解决不了|不成"
    r"|失败)"
    r"|(?:都|全|统统|一个都|根本|完全)(?:没用|没有用|不行|不管用|没效果|无效|没帮助|不起作用|不好使"
    r"|没解决)"
    r"|(?:没用|不管用|没效果|没帮助|不好使)(?:啊|的|了)?(?=$|[,.;!?\s])|解决不了|没辙|没招"
)
_MORE_EN = (
    r"what (?:else|next|now|then|other)|any(?:thing)? (?:else|other|more|further)|next steps?"
    r"|(?:if|when|suppose|in case|assuming) (?:that|this|it|none|nothing|they|these|those"
    r"|the)\b.{0,30}"
    r"(?:not|n't|nothing|fails?|help|no good)|other (?:ideas?|options?|suggestions?|things|ways"
    r"|cases)"
    r"|more (?:ideas?|options?|suggestions?|cases)|(?:nothing|none)\b.{0,24}(?:help|work|change"
    r"|good|luck)"
    r"|(?:what|which)\b.{0,30}\btry(?! to)|out of ideas|no luck"
    r"|what (?:should|do|can|could|shall|must|would|might)"
    r" (?:(?:i|we|he|she|they|the \w+)|you)[^,.;?]{0,24} (?:do|try|check|test)"
    r"|(?:things?|anything|something|stuff) (?:else )?(?:(?:i|we|he|she|they) (?:can|could"
    r"|should) |to )(?:do|try|check|test)"
    r"|doesn't help|didn't help|no use|to no avail"
)
_ALL_ZH = (
    r"(?:都|全|全部|这些|以上|上面的?|前面的?)+.{0,4}(?:试过|试了|做过|做了|没用|没有用|不行|不管用"
    r"|没效果|无效"
    r"|没帮助|不起作用|不好使|没解决)"
)
_ALL_EN = (
    r"(?:nothing|none)\b.{0,24}(?:help|work|change)|(?:tried|did|done|went through) "
    r"(?:that|this|it|all|everything|both|them|those|these)|no luck|out of ideas"
)
_THAT_TOO = re.compile(
    r"^(?:我们?|客户|他们?|这个|这些)?(?:已经|都|也)?(?:试|做|弄|换)(?:过了?|了)"
    r"|(?<![a-z])(?:tried|did|done|same (?:thing|result|problem))(?![a-z])"
)
_SOLVED_ZH = (
    r"(?:已经?|就|又|现在|终于|这下|果然|问题)?(?<![没不未])(?:好了|解决了|搞定了?|修好了"
    r"|恢复(?:正常)?了|正常了"
    r"|没问题了|可以了|不(?:再)?(?:死机|黑屏|重启|闪|报错|断|卡|漏)了)(?=$|[,.;!\s谢多啦哈])"
)
_SOLVED_EN = (
    r"(?:that|it|this|which|update|reset|you) (?:has |have )?(?:fixed|solved|cured|resolved|helped"
    r"|worked|did (?:it|the trick))(?: it| the problem)?|work(?:s|ing)(?: \w+)? (?:now|again)"
    r"|(?:problem|issue|fault)(?:'s| is| has been)? (?:solved|fixed|gone|resolved)|all good"
    r"|(?:is|it's) (?:fine|ok|okay|fixed|solved|resolved|gone) now|up and running"
)
_ASKS = re.compile(
    r"[?]|吗|怎么|如何|怎样|咋|哪|什么|啥时|多少|为何|为啥|谁|是否|能不能|有没有|呢$"
    r"|[过了到好]没有?(?=$|[,.!;\s])"
    r"|^(?:(?:and|so|but|ok|okay|well|then|hm+|now|also|oh|right|alright|hello|hi)[, ]+)*"
    r"(?:how|what|which|where|who|why|when|is there|are there|can|could"
    r"|(?:do|does|did) (?:you|we|they|anyone|anybody|other|it)"
    r"|(?:is|are|was|were|am|has|have|will|would|should|may) (?:i|it|he|she|they|we|you|that|this"
    r"|there|my|his|her|its))(?![a-z])"
    r"|[,.;] ?(?:and |so |but |or )?(?:(?:can|could|should|shall|would|may|do|does|did|is|are|will"
    r"|how (?:can|do|did|would)|what (?:can|do|did|should|would|is)|why (?:is|do|does|did|would))"
    r" (?:i|we|you|he|she|they|it|that|this|there)|any (?:idea|news|chance))(?![a-z])"
)


def _pattern(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|(?<![a-z])(?:{en})(?![a-z])")


_TRIED = _pattern(_TRIED_ZH, _TRIED_EN)
_MORE = _pattern(_MORE_ZH, _MORE_EN)
_ALL = _pattern(_ALL_ZH, _ALL_EN)
_SOLVED = _pattern(_SOLVED_ZH, _SOLVED_EN)
_CLAUSE = re.compile(r"[,.;!?\n]+|(?<![a-z])(?:and|but|so|then)(?![a-z])|但是?|可是|不过|然后")
_LONG = 160
_STEP = re.compile(
    r"[。；;，,\n]+|(?<=[a-z)])\.(?=\s|$)|并且?(?!非|不|列)|(?<![a-z])and(?![a-z])|: "
)
_LISTED = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)、])\s*")
_DOES = re.compile(
    r"换|升级|更新|检查|重置|清[洁理灰除]|格式化|关闭|打开|关掉|改[为成用到]|设[为成置]|拔|插"
    r"|重启(?!$)|校准|恢复|安装|缩短|保持"
    r"|避免|降低|选|使用|改用|[请先再]用|紧固|拧|后移|留出|不要|连接|断开|除尘|(?<![a-z])(?:replac"
    r"|exchang|chang|updat"
    r"|upgrad|check|clean|format|reset|restart|set|switch|try|use|using|hold|remov|connect"
    r"|disconnect|install"
    r"|fit|keep|turn|choos|select|calibrat|run|toggl|reseat|tighten|secur|avoid|do not|disabl"
    r"|enabl)"
)
_VERSION = re.compile(r"(?<![\d-])\d{4}(?![\d-])")
_SERIES = 1_000
_NOT_YET = re.compile(
    r"还没|没有?(?:试|做|换|升|查)|未|(?:not|n't)(?: \w+)? (?:try|tried|yet|check)"
)


@lru_cache(maxsize=1)
def _remedies() -> Concepts:
    return Concepts.of(each for each in _REMEDIES.splitlines() if each)


def remedies_in(text: str) -> frozenset[str]:
    """What there is to try of which a text speaks."""
    return frozenset(_remedies().within(tokens_of(Folded.of(text).folded)))


def tells_of_a_try(text: str) -> bool:
    """Whether a statement says what was done or found: `the fan is fine`, `固件也升了`."""
    folded = Folded.of(text).folded
    return bool(_TRIED.search(folded)) and not _ASKS.search(folded)


def asks_for_more(text: str) -> bool:
    """Whether a message wants what else there is, or says that nothing helped."""
    return bool(_MORE.search(Folded.of(text).folded))


def has_tried_all(text: str) -> bool:
    """Whether everything that was named has been tried: `did that` names nothing else."""
    folded = Folded.of(text).folded
    return bool(_ALL.search(folded)) or bool(_THAT_TOO.search(folded) and not remedies_in(text))


def says_solved(text: str) -> bool:
    folded = Folded.of(text).folded
    return bool(_SOLVED.search(folded)) and not _ASKS.search(folded)


def asks(text: str) -> bool:
    return bool(_ASKS.search(Folded.of(text).folded))


def tried_in(text: str, *, answers: bool = True) -> frozenset[str]:
    """What a message says was tried or found to be in order.

    One that `answers` what was told (`other cable, still dark`) speaks of that in all its clauses.
    """
    found: frozenset[str] = frozenset()
    reports = answers and tells_of_a_try(text)
    for clause in _CLAUSE.split(Folded.of(text).folded):
        if (reports or _TRIED.search(clause)) and not _NOT_YET.search(clause):
            found |= remedies_in(clause)
    return found


def steps_in(text: str) -> list[str]:
    """The single things to do that a solution or an article names."""
    pieces = (_LISTED.sub("", each).strip(" 。.；;") for each in _STEP.split(text))
    return [each for each in pieces if 1 < len(each) <= _LONG and _is_to_do(each)]


def _is_to_do(piece: str) -> bool:
    """Whether a piece of a text tells to do something, rather than what is wrong."""
    folded = Folded.of(piece).folded
    if not _DOES.search(folded) or "symptom" in concepts().within(tokens_of(folded)):
        return False
    return bool(remedies_in(piece))


def is_tried(step: str, tried: frozenset[str], told: str) -> bool:
    """Whether a step was tried; one in no known words where all of its words were said."""
    named = remedies_in(step)
    if named:
        return named <= tried
    words = words_of(tokens_of(Folded.of(step).folded))
    said = Folded.of(told).folded
    return bool(words) and all(each in said for each in words)


def is_outdated(step: str, told: str) -> bool:
    """Whether a step names firmware that is no newer than what the person says they have.

    Versions are compared with those of the same series: 8019 with 8023, not with the year.
    """
    named, held = _versions(step), _versions(told)
    if not named or "firmware" not in remedies_in(step):
        return False
    return all(
        any(mine // _SERIES == each // _SERIES and mine >= each for mine in held) for each in named
    )


def _versions(text: str) -> list[int]:
    return [int(each) for each in _VERSION.findall(text)]
