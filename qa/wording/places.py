"""The provinces of China and their cities, by the names that people use."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

CITIES = {
    "北京": "", "天津": "", "上海": "", "重庆": "", "台湾": "台北 高雄", "香港": "", "澳门": "",
    "河北": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安",
    "山西": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "内蒙古": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布",
    "辽宁": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛",
    "吉林": "长春 四平 辽源 通化 白山 松原 白城 延边",
    "黑龙江": "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化",
    "江苏": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山",
    "浙江": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌",
    "安徽": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    "福建": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "江西": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "山东": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽",
    "河南": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店",
    "湖北": "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施",
    "湖南": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西",
    "广东": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    "广西": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "海南": "海口 三亚 三沙 儋州",
    "四川": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山",
    "贵州": "贵阳 六盘水 遵义 安顺 毕节 铜仁",
    "云南": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 西双版纳",
    "西藏": "拉萨 日喀则 昌都 林芝 山南 那曲 阿里",
    "陕西": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛",
    "甘肃": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南",
    "青海": "西宁 海东",
    "宁夏": "银川 石嘴山 吴忠 固原 中卫",
    "新疆": "乌鲁木齐 克拉玛依 吐鲁番 哈密 喀什 伊犁",
}  # fmt: skip
ALSO_WORDS = frozenset(
    [
        "本溪",
        "大同",
        "长治",
        "通化",
        "白山",
        "东营",
        "日照",
        "德州",
        "新乡",
        "黄山",
        "三明",
        "南平",
        "江门",
        "中山",
        "北海",
        "来宾",
        "玉林",
        "内江",
        "安顺",
        "保山",
        "普洱",
        "大理",
        "山南",
        "阿里",
        "安康",
        "白银",
        "天水",
        "定西",
        "吴忠",
        "海东",
        "广安",
        "资阳",
        "固原",
        "开封",
        "保定",
        "衡水",
        "四平",
        "营口",
        "运城",
        "焦作",
        "常德",
        "河源",
        "河池",
        "六安",
        "中卫",
    ]
)
"""Cities whose names are words, or parts of other names, as well: 阿里巴巴, 来宾, 开封后, 医保定点, 四平方米, 其中卫生. They count with 市 behind them."""
BY_CHANCE = re.compile(
    "[江河湖海山][东西南北](?:岸(?!线)|[侧麓坡])|太湖[南北]|[黄淮运]河[南北]"
    "|隆重庆|以上海[域洋]|网上海|[建完形达合组]成都|[复混]合肥|[大商]厦门|(?<!进)入海口|出海口|海口岸|大连[锁续接]|大庆[典祝]|东西[安藏]|长春节|指南通|英雄安|哈密瓜"
)
"""太湖南岸, 较大连锁企业, 入海口: the end of one word and the start of the next read as a place."""
ORIGIN_BEHIND = re.compile(
    "(?:[省市区县]|自治区|当地|本地|的)?(?:人(?![民才员口工大行防力事身文均居体类])|户[口籍]|籍|来|老家|牌照?|[车号]牌|产(?![业品权妇能])|身份证|驾驶?证|驾照|学历|口音|老乡"
    "|大?路(?![边灯面政口权])|大?街(?![道头上边])|大道|菜(?![市场农地园])|[小拉]面|火锅|烤鸭|话(?![费题])|方言)"
)
ORIGIN_BEFORE = re.compile(
    "(?:老家在?|户口在|户籍在?|籍贯是?|出生在?|生于|从|自|(?:我们?|咱们?|俺们?|本人|本公司|我们?(?:公司|单位|厂|店))是)$"
)
DESTINATION = re.compile("(?:到|去|往|赴)$")
"""Where somebody or something comes from is not where it acts: 河南人, 从四川来, 上海牌照, 我们是济南的公司; nor is a street a city: 北京路. 到淄博来 is where."""
PROVINCE = {city: province for province, cities in CITIES.items() for city in (province, *cities.split())}
PLACE = re.compile(
    "|".join(f"{name}(?=市(?![场价值面售]))" if name in ALSO_WORDS else name for name in sorted(PROVINCE, key=len, reverse=True))
)


def places(text: str) -> tuple[str, ...]:
    """Return the provinces and cities that a text names, each once.

    >>> places("比赛在苏州办，嘉兴人能去吗")
    ('苏州', '嘉兴')
    """
    return tuple(dict.fromkeys(PLACE.findall(BY_CHANCE.sub(" ", text))))


def scenes(text: str, words: Collection[str] = ()) -> tuple[str, ...]:
    """Return the places that a text is about: not where somebody or something comes from, and none that cuts one of the ``words`` in two.

    >>> scenes("湖南的渔船要登记吗"), scenes("我是河南人，孩子能上学吗"), scenes("高温天津贴多少", {"津贴"})
    (('湖南',), (), ())
    """
    text = BY_CHANCE.sub(" ", text)
    found = [match for match in PLACE.finditer(text) if not _comes_from(text, match) and not _cuts(text, match, words)]
    return tuple(dict.fromkeys(match.group() for match in found))


def _comes_from(text: str, match: re.Match[str]) -> bool:
    if text.startswith("来", match.end()) and DESTINATION.search(text, 0, match.start()):
        return False
    return bool(ORIGIN_BEHIND.match(text, match.end()) or ORIGIN_BEFORE.search(text, 0, match.start()))


def _cuts(text: str, match: re.Match[str], words: Collection[str]) -> bool:
    """Say whether a word begins or ends within a place: 每天津贴, 停车场南充电桩, 美丽水乡."""
    start, end = match.span()
    runs = (
        (text[begin:stop], begin, stop) for begin in range(max(0, start - 3), end) for stop in range(start + 1, min(len(text), end + 3) + 1)
    )
    return any(run in words for run, begin, stop in runs if stop - begin > 1 and (begin < start < stop < end or start < begin < end < stop))


def innermost(named: Sequence[str]) -> tuple[str, ...]:
    """Return places without the provinces of those cities that are among them: 浙江省杭州市 is 杭州."""
    around = {province_of(place) for place in named if place not in CITIES}
    return tuple(place for place in named if place not in around)


def meets(asked: str, other: str) -> bool:
    """Say whether one place is the other or lies in it.

    >>> meets("杭州", "浙江"), meets("浙江", "杭州"), meets("杭州", "宁波")
    (True, True, False)
    """
    return asked == other or other == province_of(asked) or asked == province_of(other)


def province_of(place: str) -> str:
    """Return the province of a city, or the province itself.

    >>> province_of("苏州")
    '江苏'
    """
    return PROVINCE[place]
