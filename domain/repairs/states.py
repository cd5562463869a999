"""The states of the repair kinds, each with what comes next in it."""

from domain.language import Text
from domain.lifecycle import State

CLOSED = State("closed", Text("已关闭", "Closed"), is_end=True)
CANCELLED = State("cancelled", Text("已取消", "Cancelled"), is_end=True)
REJECTED = State("rejected", Text("已拒绝", "Rejected"), is_end=True)
RMA_STATES = (
    State(
        "pending_approval",
        Text("待审批", "Awaiting approval"),
        ahead=Text(
            "服务台审核申请：批准、拒绝，或者先问清楚。批准之前请不要寄设备。",
            "The service desk looks at the request and approves it, rejects it or asks back. "
            "Please do not send the device before it is approved.",
        ),
    ),
    State(
        "quote_sent",
        Text("报价待确认", "Quote sent"),
        ahead=Text(
            "等客户答复报价：接受后继续，拒绝或过期就取消；设备已经在总部的，原机退回。",
            "The quote waits for the customer's answer. Once it is accepted the repair goes on; "
            "declined or expired it is cancelled, and a device that is here goes back as it is.",
        ),
    ),
    State(
        "awaiting_receipt",
        Text("待收货", "Awaiting receipt"),
        ahead=Text(
            "可以寄出了：装箱单放进箱子，寄出后登记承运商和运单号，总部收到后检测。",
            "The device can be sent now: put the packing list into the box, then "
            "register the carrier and the tracking number. It is inspected once it has arrived.",
        ),
    ),
    State(
        "in_transit",
        Text("运输中", "In transit"),
        ahead=Text(
            "设备在路上，总部收货后检测。",
            "The device is on its way; headquarters receives and inspects it.",
        ),
    ),
    State(
        "received",
        Text("已收货", "Received"),
        ahead=Text(
            "总部已收货，下一步是检测。",
            "Headquarters has the device; next it is inspected.",
        ),
    ),
    State(
        "inspected",
        Text("检测完成", "Inspected"),
        ahead=Text(
            "检测做完了，下一步由服务台分配维修人员后开修；过保的先报价。",
            "The inspection is done; next a technician is assigned and repairs it. Out of "
            "warranty it is quoted first.",
        ),
    ),
    State(
        "assigned",
        Text("已分配", "Assigned"),
        ahead=Text(
            "已经分配维修人员，下一步是检测或开始维修。",
            "A technician is assigned; next it is inspected or the repair begins.",
        ),
    ),
    State(
        "repairing",
        Text("维修中", "Under repair"),
        ahead=Text(
            "正在维修，修好并测试后：在保的寄回，过保的先付 PI 再寄回。",
            "It is being repaired. Once it is done and tested it is sent back, out of warranty "
            "after the PI is paid.",
        ),
    ),
    State(
        "exception",
        Text("异常待确认", "Exception"),
        ahead=Text(
            "维修中发现了预估以外的情况，等公司批准，并等客户决定：按新报价继续、取消退回、"
            "以旧换新或报废。",
            "Something beyond the estimate was found. It waits for the house's approval and the "
            "customer's decision: go on at the new quote, cancel and have it back, trade in, or "
            "scrap.",
        ),
    ),
    State(
        "repaired",
        Text("已维修", "Repaired"),
        ahead=Text(
            "已修好：在保的直接寄回，过保的先开 PI，付款后寄回。",
            "It is repaired. In warranty it is sent back, out of warranty the PI is made and paid "
            "first.",
        ),
    ),
    State(
        "awaiting_payment",
        Text("待收款", "Awaiting payment"),
        ahead=Text(
            "等 PI 付清，服务台登记收款后寄回。",
            "It waits for the PI to be paid; once the desk has recorded the payment it is sent "
            "back.",
        ),
    ),
    State(
        "paid",
        Text("已收款", "Paid"),
        ahead=Text(
            "款已收到，下一步是寄回。",
            "It is paid; next it is sent back.",
        ),
    ),
    State(
        "shipped",
        Text("已发货", "Shipped"),
        ahead=Text(
            "已经寄回，收到后请确认收货，这张单就关闭。",
            "It is on its way back. Please confirm once it has arrived; that closes the ticket.",
        ),
    ),
    CLOSED,
    CANCELLED,
    REJECTED,
)
DEALER_REPAIR_STATES = (
    State(
        "open",
        Text("已登记", "Open"),
        ahead=Text(
            "由经销商维修：一级用自己的库存，修完登记维修；二级先申请配件。",
            "The dealer repairs it: tier 1 takes the parts from its own stock and records the "
            "repair, tier 2 requests the parts first.",
        ),
    ),
    State(
        "parts_requested",
        Text("已申请配件", "Parts requested"),
        ahead=Text(
            "服务台给配件开 PI。",
            "The service desk makes the PI for the parts.",
        ),
    ),
    State(
        "parts_invoiced",
        Text("配件已开PI", "Parts invoiced"),
        ahead=Text(
            "等配件的 PI 付清，付清后寄出配件。",
            "The PI for the parts waits to be paid; then the parts are sent.",
        ),
    ),
    State(
        "parts_paid",
        Text("配件已付款", "Parts paid"),
        ahead=Text(
            "款已收到，服务台寄出配件。",
            "It is paid; the service desk sends the parts.",
        ),
    ),
    State(
        "parts_shipped",
        Text("配件已发货", "Parts shipped"),
        ahead=Text(
            "配件在路上，收到后请登记收到配件，再维修。",
            "The parts are on their way. Please register them once they have come, then repair.",
        ),
    ),
    State(
        "parts_received",
        Text("配件已收到", "Parts received"),
        ahead=Text(
            "配件到了，修完请登记维修。",
            "The parts are there: please record the repair when it is done.",
        ),
    ),
    State(
        "repaired",
        Text("已维修", "Repaired"),
        ahead=Text(
            "已修好，确认没有问题后关闭。",
            "It is repaired; once all is well it is closed.",
        ),
    ),
    CLOSED,
    CANCELLED,
)
