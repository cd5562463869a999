"""Words that say nothing about what a question is about, in both languages."""

_ENGLISH = """
    a an the this that these those it its i me my we our us you your he she they them his her their
    is are was were be been being am do does did doing done has have had having can could may might
    must shall should will would of in on at by for from to into onto with without within about
    above below over under between through during before after again and or but if then else than
    so such not no nor only own same too very just also as until while because what which who whom
    whose when where why how there here any all each every some other another please tell know want
    need get got give show find let help hi hello thanks thank dear regards there's s t d m ll re ve
    don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn able possible
    anyone someone something anything everything really actually per via etc
"""
_CHINESE = """
    " 的 了 是 在 和 与 及 或 也 都 就 还 又 而 且 但 但是 而且 并 并且 因为 所以 如果 那么 虽然
    然而 我 你 您 他 她 它 我们 你们 他们 它们 自己 咱们 这 那 这个 那个 这些 那些 这里 那里 这样
    那样 这么 那么 哪 哪个 哪些 哪里 哪儿 什么 甚么 啥 谁 谁的 怎么 怎样 怎么样 怎么办 如何 为什么
    为何 为啥 多少 几 几个 吗 呢 吧 啊 呀 哦 嗯 嘛 么 了吗 有 没有 没 无 不 不是 不会 不能 会 能
    能够 可以 可 可能 要 想 想要 需要 应该 应 该 请 请问 请教 麻烦 谢谢 您好 你好 帮 帮忙 帮我
    一下 一个 一些 一种 一 个 些 种 次 把 被 让 使 给 对 对于 关于 从 自 到 向 往 于 由 由于 以
    以及 用 按 按照 根据 通过 之 其 其中 某 每 各 该 此 所 等 等等 上 下 中 里 内 外 前 后 时 时候
    之后 之前 以后 以前 现在 目前 已 已经 曾 正在 将 刚 才 再 很 非常 太 更 最 比较 十分 真 只
    只有 只是 仅 仅仅 便 则 却 地 得 着 过 来 去 说 讲 看 看看 知道 告诉 问 问题 情况 有没有 是否
    是不是 能不能 可不可以 会不会 进行 大家 各位 有关 相关 哪位 多久 几时 何时 是什么 有什么
"""
ENGLISH = frozenset(_ENGLISH.split())
CHINESE = frozenset(_CHINESE.split())
STOPWORDS = ENGLISH | CHINESE
