"""The desk's words for the same thing, in both languages: a question may use any of them.

One line is one concept. A word of several parts ("time code") is met when all its parts are.
"""

import functools

_CONCEPTS = """
codec encoder encoding compression 编码 编码器 编码格式 压缩
freeze hang crash lockup unresponsive 死机 卡死 卡住 宕机 当机 无响应
reboot restart 重启 自动重启
shutdown poweroff 关机 断电
boot startup 开机 启动
record recording 录制 录像 拍摄 录影
framerate fps 帧率 帧数 帧
resolution 分辨率 解析度
bitrate 码率 比特率 码流
bandwidth 带宽
battery 电池
charger charging 充电 充电器
firmware 固件
upgrade update 升级 更新
downgrade rollback 降级 回退
overheat overheating temperature 过热 高温 发热 温度
fan cooling heatsink 风扇 散热
noise noisy 噪音 噪声 噪点 异响
screen display monitor 屏幕 显示屏 显示器 监视器
viewfinder evf 寻像器 取景器
lens 镜头
mount 卡口
focus autofocus af 对焦 聚焦 跟焦 自动对焦
zoom tele 变焦 长焦
iris aperture 光圈
shutter 快门
sensor 传感器 感光元件
exposure 曝光
iso sensitivity gain 感光度 增益
balance 白平衡
lut 查找表
gamma curve 伽马 曲线
zebra 斑马 斑马纹
waveform scope 示波器 波形
timecode ltc 时间码 时码
sync synchronize synchronization genlock 同步
audio microphone sound 音频 麦克风 声音 收音
video 视频
image picture 图像 画面 影像
photo still 照片 拍照
card sd ssd cfast 存储卡 记录卡 闪存卡
format 格式化 格式
storage 存储
file 文件
thumbnail preview 缩略图 预览
download 下载
upload 上传
delete remove 删除
import 导入
export 导出
menu 菜单
setting configuration option parameter 设置 配置 参数
command instruction 命令 指令
protocol 协议
network ethernet lan 网络 以太网 网口 有线
wifi wireless 无线 无线网
ip address 地址
stream streaming rtmp rtsp 推流 直播 流媒体
serial uart rs232 串口
pin pinout wiring 引脚 针脚 线序 接线
connector port interface 接口 端口 插口 连接器
cable wire 线缆 电缆 线材 连接线
button key 按键 按钮 键
switch 开关
module 模块
mainboard motherboard 主板
board pcb 电路板 板
spare part parts 配件 零件 部件 备件
repair fix service 维修 修理 返修
replace replacement change 更换 替换
clean cleaning 清洁 清理
dust 灰尘 进灰
water waterproof 进水 防水
warranty guarantee 保修 质保
invoice 发票
price cost fee quote 价格 费用 报价 多少钱
payment pay 付款 支付 收款
shipping delivery courier 运费 快递 发货 物流
return rma 返厂 退货 退回
serial number sn 序列号 机身号
customer 客户 顾客
dealer distributor 经销商 代理商
error fault failure 错误 故障 报错 失败
black blank 黑屏 黑场
flicker flickering 闪烁 频闪
stripe line banding 条纹 横纹 竖线
color colour 颜色 色彩 偏色
green 绿色 偏绿
dead pixel 坏点 亮点
slow delay latency lag 延迟 卡顿 慢
loose 松动
broken damaged damage 损坏 破损 断裂
drop dropped 掉帧 丢帧
loss lost missing 丢失
install installation 安装
remote 远程 遥控
app mobile 手机 应用
camera 相机 摄像机 摄影机
multi multiple 多台 多机 多个
position 位置
speed 速度
manual 手动
automatic auto 自动
maximum max highest 最大 最高
minimum lowest 最小 最低
version 版本
weight 重量
size dimensions 尺寸 大小
login password 登录 密码
time clock date 时间 日期 时钟
"""


@functools.cache
def _lines() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _CONCEPTS.strip().splitlines():
        words = tuple(line.split())
        for word in words:
            found[word] = tuple(each for each in (*found.get(word, ()), *words) if each != word)
    return found


def other_words(word: str) -> tuple[str, ...]:
    """The other words for what `word` says; also for a plural's singular."""
    known = _lines()
    if word in known:
        return known[word]
    if word.isascii() and word.endswith("s"):
        single = word[:-1]
        return (single, *known[single]) if single in known else ()
    return ()
