"""A big world of tickets: deterministic, in both languages, with known symptoms.

A ticket is put together from many small choices (symptom, its wording, circumstances, what was
tried, who asks, numbers), so two tickets of one symptom rarely share a sentence.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.passage import Part, Source

PRODUCTS = (
    "MAVO Edge 8K", "MAVO Edge 6K", "MAVO mark2 S35", "MAVO mark2 LF", "MAVO LF", "Terra 4K",
    "Terra 6K", "Eagle SDI", "Eagle HDMI", "KineMON 5", "KineMON 7", "GripBAT 2",
)  # fmt: skip

# category, Chinese wordings, English wordings: the same symptom in other words
SYMPTOMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("freeze", ("拍摄中突然死机", "录到一半画面卡住不动", "机器没有反应只能拔电池", "按键全部失灵像是宕机"),
     ("freezes while recording", "locks up in the middle of a take", "hangs and needs a battery pull", "stops responding to every button")),
    ("sdi", ("SDI 口没有输出", "监视器接 SDI 收不到信号", "SDI 画面时有时无", "SDI 接头松动掉信号"),
     ("no picture on the SDI output", "monitor gets no signal over SDI", "SDI image cuts in and out", "SDI connector is loose and drops the signal")),
    ("overheat", ("温度报警后自动停机", "机身烫手录二十分钟就过热", "高温环境下提示过热", "散热不好温度一直升"),
     ("shuts down with a temperature warning", "body gets too hot to touch after twenty minutes", "overheating message on a warm day", "temperature keeps climbing, poor cooling")),
    ("fan", ("风扇异响", "开机后风扇声音特别大", "收音里能听到风扇嗡嗡声", "风扇不转了"),
     ("fan rattles", "very loud fan after power on", "fan hum audible in the sound track", "the fan no longer spins")),
    ("card", ("存储卡无法识别", "插上 SSD 显示无介质", "格式化存储卡失败", "记录卡写入报错"),
     ("card is not recognised", "shows no media with the SSD inserted", "formatting the card fails", "write error on the recording media")),
    ("drop", ("素材掉帧", "高帧率录制丢帧", "回放时画面一跳一跳", "时间线里少了几帧"),
     ("dropped frames in the clip", "frames missing at high frame rates", "playback stutters", "a few frames are gone on the timeline")),
    ("boot", ("开不了机", "按电源键没有任何反应", "开机停在标志画面", "反复重启进不了系统"),
     ("does not turn on", "nothing happens when the power button is pressed", "stuck on the logo at start-up", "restarts again and again and never gets to the menu")),
    ("battery", ("电池电量显示不准", "充满电只能用半小时", "电池充不进去电", "电量从六十直接跳到零"),
     ("battery level is wrong", "a full battery lasts half an hour", "battery does not charge", "charge jumps from sixty to zero")),
    ("nd", ("电子 ND 切换卡住", "ND 滤镜转不到位", "ND 档位变化后画面不变", "ND 机构有摩擦声"),
     ("electronic ND gets stuck", "ND filter does not turn all the way", "image does not change with the ND step", "grinding noise from the ND mechanism")),
    ("pixel", ("画面有亮点", "传感器坏点", "暗部出现彩色噪点", "长曝光有固定白点"),
     ("bright pixel in the picture", "dead pixels on the sensor", "coloured speckles in the shadows", "fixed white dots in long exposures")),
    ("stripe", ("画面出现横条纹", "高光区域有竖线", "灯光下频闪滚动条", "图像里有一道一道的纹"),
     ("horizontal banding in the image", "vertical line in the highlights", "rolling bars under artificial light", "stripes across the picture")),
    ("colour", ("画面偏绿", "两台机器颜色不一致", "白平衡怎么调都偏色", "肤色发黄"),
     ("green tint", "two bodies do not match in colour", "white balance is off whatever is set", "skin tones look yellow")),
    ("audio", ("没有声音", "左声道录不上音", "录音里有电流声", "麦克风输入电平太低"),
     ("no sound is recorded", "left channel is missing", "hum in the audio track", "microphone level is far too low")),
    ("timecode", ("时间码不同步", "外部时码接入后跑偏", "时间码每小时慢几帧", "LTC 信号识别不到"),
     ("timecode drifts", "out of sync with the external clock", "loses a few frames every hour", "LTC input is not detected")),
    ("lens", ("卡口松动", "镜头装上后晃动", "对焦刻度不准", "法兰距需要校准"),
     ("lens mount is loose", "lens wobbles on the body", "focus marks are off", "flange distance has to be calibrated")),
    ("screen", ("触摸屏失灵", "屏幕左半边点不动", "显示屏碎了", "屏幕闪烁"),
     ("touch screen does not react", "left half of the panel ignores touches", "display glass is broken", "screen flickers")),
    ("viewfinder", ("寻像器黑屏", "寻像器图像反了", "寻像器有延迟", "取景器连接断断续续"),
     ("viewfinder stays black", "viewfinder picture is upside down", "delay in the viewfinder", "eyepiece connection comes and goes")),
    ("wifi", ("手机连不上相机无线", "应用里找不到相机", "无线控制经常断开", "热点密码错误"),
     ("phone cannot join the camera's wireless", "app does not find the camera", "remote control over wifi disconnects", "hotspot password is refused")),
    ("firmware", ("升级固件失败", "升级后菜单缺项", "固件停在百分之九十", "想退回旧版固件"),
     ("firmware update fails", "menu entries are gone after updating", "update stops at ninety per cent", "wants to go back to the older firmware")),
    ("lut", ("导入的 LUT 不显示", "监看 LUT 和回放不一致", "自定义 LUT 加载后偏暗", "LUT 文件格式不支持"),
     ("imported LUT is not listed", "monitoring LUT differs from playback", "custom look is too dark", "LUT file is not supported")),
    ("genlock", ("多机同步失败", "锁相信号不稳", "两台机器拍出来错位一帧", "同步线接上没反应"),
     ("multi camera sync fails", "genlock is unstable", "two cameras are one frame apart", "sync cable has no effect")),
    ("water", ("机身进水", "淋雨后无法开机", "海边拍摄后接口生锈", "咖啡洒在机器上"),
     ("water got into the body", "dead after a shoot in the rain", "connectors corroded after a beach job", "coffee was spilled over it")),
    ("shipping", ("运输后外壳变形", "快递摔坏了手柄", "收到时少了一根线", "包装破损"),
     ("housing is bent after transport", "grip broken by the courier", "a cable is missing in the box", "parcel arrived damaged")),
    ("price", ("询问维修报价", "想知道换主板多少钱", "过保维修怎么收费", "要一份形式发票"),
     ("asks for a repair quote", "wants the price of a new main board", "cost of a repair out of warranty", "needs a proforma invoice")),
)  # fmt: skip
WHEN_ZH = ("昨天开始", "升级到 {fw} 之后", "上周外拍时", "新机到手第三天", "高速模式下", "低温环境里", "换了电池以后", "每次录到 {n} 分钟", "偶尔", "最近一个月", "接外部供电时", "拍 {res} 的时候")
WHEN_EN = ("since yesterday", "after updating to {fw}", "on location last week", "three days after unpacking", "in high speed mode", "in the cold", "after changing the battery", "after {n} minutes of recording", "now and then", "for about a month", "on external power", "when shooting {res}")
TRIED_ZH = ("已恢复出厂设置，无效。", "换过 {n} 张卡，一样。", "重启后能用一会儿。", "客户说没有摔过。", "附了日志和视频。", "同型号另一台正常。", "清洁触点后有改善。", "按说明书检查过线缆。", "客户着急，{n} 天后有项目。", "之前修过一次。")
TRIED_EN = ("A factory reset did not help.", "Tried {n} different cards, same result.", "Works for a while after a restart.", "The customer says it was never dropped.", "Logs and a clip are attached.", "A second unit of the same model is fine.", "Cleaning the contacts helped a little.", "Cables were checked as in the manual.", "Urgent: a job starts in {n} days.", "It was repaired once before.")
DONE_ZH = ("更换{part}后恢复，老化测试 {n} 小时通过。", "升级固件到 {fw} 解决。", "重新插拔{part}排线，测试正常。", "校准后出厂。", "客户确认问题不再出现。", "寄回总部更换{part}。")
DONE_EN = ("Replaced the {part}, {n} hours of burn-in passed.", "Solved by firmware {fw}.", "Reseated the {part} ribbon, tested fine.", "Calibrated and sent back.", "Customer confirms it is gone.", "Returned to headquarters for a new {part}.")
PARTS_ZH = ("主板", "SDI 模块", "风扇", "键板", "后背板", "XLR 模块", "USB-C 模块", "卡槽", "ND 组件", "电源板")
PARTS_EN = ("main board", "SDI module", "fan", "key board", "back board", "XLR module", "USB-C module", "card slot", "ND unit", "power board")
PLACES = ("柏林", "上海", "London", "Los Angeles", "曼谷", "Sydney", "Amsterdam", "北京", "São Paulo", "東京", "Toronto", "成都")


@dataclass(frozen=True)
class WorldTicket:
    source: Source
    symptom: str
    dealer: int


def tickets(count: int, *, seed: int = 7, dealers: int = 100) -> Iterator[WorldTicket]:
    """`count` tickets, newest first; every tenth has an internal text, a third are RMAs."""
    for number in range(count, 0, -1):
        yield ticket(number, random.Random(f"{seed}/{number}"), dealers)


def ticket(number: int, dice: random.Random, dealers: int = 100) -> WorldTicket:
    category, wordings_zh, wordings_en = dice.choice(SYMPTOMS)
    chinese = dice.random() < 0.5
    dealer = dice.randrange(1, dealers + 1)
    facts = {
        "fw": f"{dice.randint(60, 89)}{dice.randint(10, 99)}",
        "n": dice.randint(2, 48),
        "res": dice.choice(("8K 30fps", "6K 60fps", "4K 120fps", "4K 50fps", "2K 240fps")),
        "part": dice.choice(PARTS_ZH if chinese else PARTS_EN),
    }
    product = dice.choice(PRODUCTS)
    words = dice.choice(wordings_zh if chinese else wordings_en)
    when = dice.choice(WHEN_ZH if chinese else WHEN_EN).format(**facts)
    tried = dice.sample(TRIED_ZH if chinese else TRIED_EN, k=dice.randint(0, 3))
    done = dice.choice(DONE_ZH if chinese else DONE_EN).format(**facts)
    serial = f"{product.split()[-1][:2].upper()}_{dice.randint(100000, 999999)}"
    place = dice.choice(PLACES)
    if chinese:
        title = f"{product} {words}" if dice.random() < 0.7 else f"{words}（{product}）"
        text = f"{place}客户反映{product}{when}{words}，序列号 {serial}。{''.join(tried)}\n处理：{done}"
    else:
        title = f"{product} {words}" if dice.random() < 0.7 else f"{words.capitalize()}: {product}"
        text = (
            f"Customer in {place}, serial {serial}: the {product} {words} {when}. "
            f"{' '.join(tried)}\nSolution: {done}"
        )
    text = text.format(**facts)
    repair = dice.random() < 0.33
    readers = {"xs", f"xd{dealer}"} | ({"xw"} if repair else set())
    parts = [Part("", text, frozenset(readers))]
    if number % 10 == 0:
        parts.append(Part("", f"{facts['part']} {dice.randint(10, 99)}", frozenset(readers & {"xs", "xw"})))
    name = f"RMA-D-2601-{number:06d}" if repair else f"K2602-{number:06d}"
    source = Source(
        "ticket", number, name, title, tuple(parts), "zh" if chinese else "en",
        product, category, dice.random() < 0.8, f"{number:09d}",
    )  # fmt: skip
    return WorldTicket(source, category, dealer)


def questions(count: int, *, seed: int = 11) -> list[str]:
    """What people type about this world: symptoms, symptoms with a model, numbers, serials."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        _, wordings_zh, wordings_en = dice.choice(SYMPTOMS)
        words = dice.choice((*wordings_zh, *wordings_en))
        product = dice.choice(PRODUCTS)
        found.append(
            dice.choice(
                (
                    words, f"{product} {words}", f"{words} {dice.choice(PLACES)}",
                    f"{dice.choice(PARTS_ZH)} {dice.randint(2, 48)}", f"{product} {dice.randint(6010, 8999)}",
                    f"K2602-{dice.randint(1, 99999):06d}",
                )
            )
        )  # fmt: skip
    return found
