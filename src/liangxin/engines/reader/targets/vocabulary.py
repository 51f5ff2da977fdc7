"""The words of the grammar, each list with the reason it is there. They are alternatives of regexes."""

from __future__ import annotations

# Units in which plans count. A look-ahead keeps a word that only begins like the unit from being read as one (处置).
UNITS = (
    # people, bodies, places
    r"人次", r"人(?![民均工员大社才间])", r"名(?![录单称牌])", r"家次", r"户次",
    r"家(?![具居装庭政园]|电(?![力子镀商池机解网炉缆线]))",
    r"户(?![籍型外])",
    r"个(?!月|工作日|自然日|百分点|小时)", r"所(?![有以])", r"处(?![理置于])", r"座(?![谈位])", r"栋", r"幢",
    r"间(?![接])",
    r"组(?![织成建])", r"支(?![持撑付])", r"张", r"床", r"单(?!位)", r"宗", r"笔", r"站(?![点台式])",
    # machines
    r"台套", r"台次", r"台(?![阶账湾式])", r"辆次", r"辆", r"套", r"部(?![门委级分])", r"艘次", r"艘", r"架次",
    r"架(?!构)",
    r"列(?![入为装])", r"件(?!套)", r"只", r"块", r"盏", r"根", r"口(?!径)", r"把", r"面(?![向积对临])", r"孔",
    r"机架", r"泊位",
    r"车位", r"桩(?!基)", r"端口", r"线(?![上下性])", r"路(?![径线灯面])",
    r"眼", r"平方(?![米公千])", r"毫克/升", r"头(?!部)", r"株", r"枪",
    # doings and works
    r"场次", r"场(?![所地景馆])", r"次(?![序日性])", r"期(?![间限货末])", r"届", r"批次", r"批(?!准|复)", r"轮次",
    r"项(?!目前)", r"种(?![植业子])", r"款(?!项)", r"条(?![例款件])", r"段", r"类", r"份(?!额)",
    r"门(?![店类])", r"对(?![标接照应])",
    r"扇", r"樘", r"幅", r"箱", r"桶", r"罐", r"册", r"节(?![能水约电点])", r"班次", r"车次", r"标准箱", r"标箱",
    r"航次", r"床位",
    r"学位", r"岗位", r"分(?![别类之公拣布级层区钟])", r"本(?![次市县区级地])",
    # time, a figure only where it is to be shortened
    r"个工作日(?!内)", r"分钟(?!内)", r"小时(?!内)", r"天(?![内然])",
    # length, area, volume, weight
    r"平方公里", r"平方千米", r"平方米", r"立方米", r"公里", r"千米", r"延米", r"米", r"平米", r"㎡", r"m2",
    r"m3", r"km", r"亩(?!均)",
    r"公顷", r"吨标准?煤", r"吨(?![位级])",
    r"皮长公里", r"芯公里", r"公斤", r"千克标准煤", r"克标准煤", r"千克", r"毫克", r"克(?![服难])",
    r"升(?![级])", r"标[准]?方", r"方(?![面向案便式])",
    # energy, computing
    r"亿?千瓦时", r"千瓦", r"兆瓦时", r"兆瓦", r"吉瓦", r"千伏安", r"兆伏安", r"kWh", r"MWh", r"GWh", r"kW",
    r"KW", r"MW", r"GW", r"kVA", r"MVA",
    r"度(?!电成本)", r"EFLOPS", r"PFLOPS", r"P(?![A-Za-z])", r"TB", r"PB", r"EB", r"Gbps",
    # money; the rest of a currency is not a plan's
    r"美元", r"元",
    r"个百分点",
)  # fmt: skip

# Chinese numerals count only before these: 三项制度, 两类产品, 五种模式 are ways of speaking, not figures.
COUNTED_IN_WORDS = "家|个(?!月|工作日|方面|环节|重点|一批)|台|辆|套|座|处|所|场(?!所|地|景|馆)|艘"

# Comparators before a figure.
AT_LEAST = "不少于|不低于|不小于|不得少于|不得低于|不下于|至少|最低|最少|高于或等于|≥"
MORE_THAN = "超过|突破|大于|高于|多于|超出|逾|超|过|>"
ABOUT = "基本|大约|约为|约|接近|将近|大概|大致|近"
AT_MOST = "不超过|不高于|不多于|不大于|不得超过|不得高于|控制在|压减至|低于|小于|少于|至多|最多|≤|<"

# Only these three hedge; 推动 and 确保 do not.
HEDGE = "力争|争取(?!上级|中央|国家|省|市|各|专项|资金|政策|超长期|项目|支持|更多|到?资金)|原则上"

# Each of several subjects has its own figure.
DISTRIBUTIVE = "分别|各自|依次|均|各|都|双双"

# To reach a stated height; the last ones after a verb of change (提高到, 降至).
REACH = (
    "达到了?|达到?|实现|保持在|稳定在|维持在|保持|稳定|是|提升到|提升至|提高到|提高至|增加到|增加至|增长到|"
    "增长至|上升到|上升至|扩大到|扩大至|增至|升至|扩至|拓展到|拓展至|累计达|总数为|数量为|为|有|占|至|到"
)
FALL_TO = (
    "压降到|压降至|缩短到|缩短至|下降到|下降至|降低到|降低至|减少到|减少至|压缩到|压缩至|压减到|压减至|"
    "降到|降至|减至|控制到"
)

# To change by a stated amount.
CHANGE = (
    "每?年?平?均?增长|增长率?|净增|增加|提高|提升|上升|增幅|扩大|增|升高|下降|降低|减少|压减|缩减|缩短|节约|"
    "节省|削减|降幅|降"
)

# Words between verb and figure that carry no thing.
ADVERB = (
    "累计|总共|总计|共计|合计|共|每年|每季度?|每月|年均|逐年|平均|每年度|全年|年内|新增|再|还|将|要|应|实际|"
    "每[万千百]{0,2}(?:人|户|人口)|年|全市|全县|全区|全省|以上|的|了|预计|计划|目标|确保|进一步|其中|同比|不断|稳步|持续|均衡"
)

# What plans do to things by the piece. Longest first, as the regular expression takes the first that fits.
ACTION = (
    "转产|节约|节省|换新|组织实施|滚动实施|选拔|资助|筹建|发动|派出|聘请|轮训|加强|建好|组织开展|组织举办|"
    "参与制修订|参与制定|参与修订|主导制定|主导或参与制修订|完成投资|淘汰更新改造|淘汰更新|更新改造|更新升级|"
    "更新提升|更新购置|更新替换|更新置换|改造提升|改造升级|改造更新|提升改造|升级改造|提档升级|新建改建|"
    "新改扩建|新建|改建|扩建|翻建|改扩建|建成投用|建成投产|建成运营|建成|建设|共建|完成|实施|改造|更新|更换|"
    "换新|淘汰|报废|退出|替换|替代|置换|改装|培育壮大|培育形成|培育|打造|推广应用|推广|推出|培养|引进|引育|"
    "招引|招引落地|举办|开展|组织|发放|投放|新增申报|新增|新添|增设|增配|加装|配备|配置|配套|配建|购置|采购|"
    "购买|购进|布局|布设|布放|设立|设置|建立|创建|争创|创成|认定|评选|评定|遴选|选树|推选|推荐|申报|申请|备案|"
    "发布|制定|制修订|修订|主导|起草|开发|研制|研发|攻克|攻关|突破|转化|形成|开通|安装|装配|接入|上线|部署|"
    "销售|回收|拆解|处理|处置|利用|交易|出口|投入|投资|撬动|带动|拉动|落实|争取|储备|谋划|入库|纳入|推进|推动|"
    "推行|支持|引导|指导|帮助|助力|跟踪推进|竣工|开工|投产|投用|投运|新上|补贴|惠及|服务|培训|检测|检修|大修|"
    "维修|整治|治理|清理|清洗|拆除|关停|关闭|提升|升级|提标|铺设|敷设|修建|维护|组建|搭建|扶持|孵化|签约|落地|"
    "集聚|聚集|汇聚|覆盖|实现|选派|选育|评价|诊断|办理|受理|核发|减少|压减|削减|消除|解决|盘活|调剂|出借|共享|"
    "验收|通过|获评|获得|取得|新评|晋级|贯标|达标|上云|入网|联网|并网|装机|开设|开办|入驻|种植|归集|供应|生产|"
    "制造|再制造"
)
# Of those, verbs whatever follows: 建成网点, 培育企业.
SURE_ACTION = "建成(?!投|运)|培育(?!壮|形)|打造|新增(?!申|及|和|或)|新建(?!改)|引进|创建|招引(?!落)|孵化|认定"
# Of those, words that are as often part of a measured noun's name (报废机动车回收量) as the plan's own verb.
NAMING_ACTION = (
    "报废|回收|拆解|处理|处置|利用|交易|销售|出口|投资|生产|制造|再制造|服务|培训|检测|通过|更新|配置|采购|"
    "装机|供应|覆盖|贯标"
)
# Verbs that are a thing themselves where they alone stand before a figure (投资1.5亿元), not a reference back.
THING_ACTION = "投资|完成投资|销售|出口|回收|拆解|消费|投入|检修|大修|培训|发放|装机|交易|带动|拉动|撬动"

# Heads of things that are measured: a rate, a stock, a flow.
RATE = r"(?<![效功频利税费汇速概])率|占比|比例|比重|比值|份额|普及度|覆盖面|能源利用效率"
STOCK = (
    r"(?<![质力])(?:(?<!能)|(?<=节能))量|(?<!金)额|规模|数量|总数|总量|产值|增加值|收入|营收|产量|产能|能力|运力|"
    r"容量|保有量|里程|面积|强度|能耗|排放|水平|等级|得分|价值|基数|数(?!字)|体量|存量|成本|利润|算力|水耗|"
    r"电耗|单耗|浓度|装机|系数|指数|批次|品种"
)
MEASURED = rf"{RATE}|{STOCK}"
# Before a rate these say among which things it is taken: a share of the new ones is not one of all that are in use.
_NEW = "新改扩建|新增|新购置?|新建|改建|扩建|更新(?!改造|升级|换代|替换|置换|提升|率)"
NEWCOMERS = rf"(?:{_NEW})(?:(?:[、及和与或]|以及)?(?:{_NEW})){{0,3}}的?"
# What a direction without a figure may be about. 水平, 能力 and 效率 name a wish, not a quantity.
DIRECTED = (
    r"(?<![效功频利税费汇速概])率|能源利用效率|占比|比例|比重|份额|(?<![质力能增含])量|(?<!金)额|规模|数量|"
    r"产值|增加值|收入|强度|[能水物油煤电]耗|"
    r"[位人户次起辆台]数"
)

# A figure with one of these is a condition that things meet, not a goal.
CONDITION_NOUN = (
    "年限|船龄|车龄|机龄|房龄|年龄|工龄|使用时间|投用时间|运行时间|投资额|总投资|注册资本|单机容量|装机容量|"
    "额定功率|年耗能|年综合能源消费量|年能耗|耗能|消费量|单体面积|建筑面积|计税价格|排量|满|超期"
)

# Speech of money that somebody is given: percentages and sums there are rates of aid, prices, limits.
AID = (
    "补贴|补助|奖励|奖补|贴息|给予|资助|减免|退税|税率|抵扣|加计扣除|抵免|首付|利率|贷款额度|贷款金额|罚款|"
    "最高|售价|单价|价格|让利|优惠|折扣|满减|每台|每辆|每户|每件|每吨|每项|每家企业|单台|单车|单件|再贷款|"
    "出资|列支|[市县区省]财政|分担|承担|面额|限额(?!以上)|资金|免征|减征|购置税|总投资的|投资额的|购置额|核定"
)
# … unless the plan promises to bring that money itself.
AID_BROUGHT = "发放|争取|投入|撬动|拉动|带动|吸引|筹措|筹集"

# Words of what has been, or is.
PAST = (
    "(?<![从由])目前(?!的)|(?<!在)现有[^、，]{0,12}[0-9]|现已|截至目前|迄今|近年来|近[一二两三四五0-9]年来?|"
    "据统计|据测算|经测算|经摸排|经统计|(?<!较)(?<!比)去年|(?<!较)(?<!比)上年|已(?:经|累计|完成|建成|达到?|有|"
    "实现|培育|投入|更新|形成|淘汰|报废|改造|发放|全面|基本|全部|开工|投产|竣工|投用|签约|落地|启动|印发|下达|"
    "申报|纳入|接入|安装|推广|回收|引进|覆盖|超过?|突破|组织|举办|开展|审核|拨付|兑付|受理|梳理|谋划|储备|"
    "征集|摸排|排查|列入|入库)"
)

# Things that are counted in the speech of organisers, not in goals: bodies, chapters, papers.
NOT_THINGS = (
    "部门|单位|方面|环节|阶段|层级|维度|领域|行业|方向|原则|要点|县区|县市区|区县|乡镇|镇街|街道|小组|工作组|"
    "专班|专项小组|文件|配套文件|方案|意见|通知|清单|举措|措施|办法|任务|重点任务|主导产业|主导行业|行动|大类|"
    "评估|通报|调度|督导|督查|会商|例会|会议|调研|工作日|步骤|问题|牵头单位|责任单位|工程"
)

# Somebody else is encouraged: no promise of the plan.
ENCOURAGED = "鼓励(?!先进)|支持|引导|倡导|探索|允许|可以|可按|优先"
OBLIGED = "必须|应当|不得|禁止|严禁|须"

# What may open a clause before its own words: connectives, hedges, frequency, verbs of will.
LEAD = (
    "各(?=完成|更新|改造|淘汰|报废|培育)|其中|同时|并且|并|且|以及|和|与|及(?!时)|、|力争|争取|确保|保证|保障|努力|预计|计划|规划|原则上|推动|"
    "促进|实现|使(?!用)|将|要(?!素)|应(?![用急])|再(?![生制利次])|还|全年|年内|拟|年均(?![增下提降])|每年度?|"
    "每季度|每月|逐年|累计|总计|共计|合计|共(?![享用同建])|各类|至少|力求|达到|按计划|按期|如期|分别|通过|"
    "进一步|加快|积极|有序|稳步|大力|持续|着力|切实|不断|全面提|深入|逐步|继续|扎实|统筹|全力|全面推进|"
    "因地制宜|分类(?!投)|分批|一是|二是|三是|四是|五是|六是|[一二三四五两0-9]年内|提前[一二两三半]年|对(?!标|"
    "接)"
)
# A verb before one of these is the name of a thing (回收网点, 交易额), not what the plan does.
NAMED = (
    "业|量|额|率|规模|网点|站|体系|中心|市场|企业|能力|总|平台|领域|行业|设施|水平|占比|比例|价|物|商|链|产业|"
    "业务|活动|基地|经费|费用|投入|设计|机构"
)

# Verbs whose noun is the flow itself: 二手车出口突破3万辆 is a level, 电梯更新达到100台 is done by the piece.
FLOW = "投资|出口|销售|交易|消费|生产"

# What a thing has: 配备终端的农机 are so many at the deadline.
HAVING = ("配备", "配置", "开展", "安装", "加装", "设置", "覆盖")

# What one person or thing may have at most is a rule of a scheme.
PER_HEAD = "每位|每名|每人|每户家庭|每个消费者|每家企业|每个家庭|每个身份证|限购|限领|可享受|可补贴|可申请|可申领"
# Conditions that are one whatever follows.
SURE_CONDITION = "注册资本|注册资金|年限|船龄|车龄|机龄|年龄|工龄|使用时间|实缴资本|资本金|占地面积|建设周期"

# Whose work it is, before the verb (全市建成…); 重点引进 likewise.
SCOPE = "重点|在?[全我各][市县区省州旗国](?:范围内)?|各地|各县市区|各区县|各县区|各市县"
# Nouns that are a growth themselves.
GROWTH_NOUN = "增速|增幅|增长率|增长幅度|降幅|下降率|幅度"

# Words that no thing to be counted follows as a promise: 共有18个乡镇, 由12个部门组成, 等3类技术.
NO_DEED = (
    "抽调|召开|共有|拥有|现有|下设|分设|分为|分|包括|包含|含|涉及|围绕|聚焦|针对|面向|依托|根据|按照?|由|经|在|从|"
    "以|等|仅|上述|前|满|超期|参加|为|是|有|及其|和|与"
)
TIME_UNITS = ("个工作日", "分钟", "小时", "天")

# Bodies and places are counted as they stand: 报废机动车回收企业保持在6家.
STANDING = "企业|机构|网点|站点|站|门店|中心|基地|园区|市场|人员|队伍|平台|商户|主体"

# After a number at the end of a clause these are no measure word that the list lacks.
NOT_UNITS = (
    "成|年|月|日|岁|级|号|版|楼|层|周|秒|时|后|前|起|内|部门|单位|方面|条件|原则|个月|小时|分钟|以上|以下|以内|"
    "左右|之内|之间|基础"
)
# Nouns that say nothing without the thing named before.
REFERRING = ("总数", "总量", "数量", "总额", "总规模", "存量")

# Words that turn from what has been to what is to come.
AHEAD = "力争|争取|计划|预计|确保|将|年底前|年内|下一步|到年底|今后"

# Verbs of change that open a clause: 减少资源消耗20% is a growth, not a share.
CHANGING = ("减少", "压减", "削减", "降低", "提高", "提升", "增加", "节约", "节省")
# What opens a clause that only says where the work is: 围绕三个主导产业.
TOPIC = "围绕|聚焦|针对|面向|依托|按照|根据|结合|坚持|瞄准|立足"
# 年 before one of these is each year: 年节约标准煤1.5万吨.
YEAR_VERB = "新增|节约|节省|减少|减排|处理|处置|回收|拆解|交易|出口|销售|加工|利用|生产|消纳|更新|淘汰|报废"
