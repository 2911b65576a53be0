"""What a question means, before anything is searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from law.address import read_number
from law.citation import Mention
from law.library import Library
from law.matching import read_name
from law.model import Citation, Document
from law.numerals import format_numeral
from qa.model import Kind, Language, Question, Understanding, Wording
from qa.question.addresses import PART, mentions, usual
from qa.question.glossary import Glossary
from qa.question.kinds import kind_of, shows
from qa.question.meant import DOCUMENT_NAME, KINDS_OF_DOCUMENTS, documents_named, kind_of_title
from qa.question.spelling import Spelling
from qa.question.usage import Usage
from qa.wording.relevance import Likeness, Relevance, pairs, subject, substance
from vectorstore.index import Index

MAX_QUESTION = 1000
"""Characters. Longer questions are refused at the door: nobody asks in so many words, and a pasted document is no question."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
"""Control, zero-width, direction and tag characters, and lone surrogates."""

PARTICLES = re.compile(r"来着(?=[的，,。？?！!\s]|$)")
"""全省有多少人来着: says that one has forgotten it, and asks for nothing."""
HAN = re.compile(r"[一-鿿]")
QUOTED = re.compile(r"《[^》]*》|[（(][^）)]*[）)]")
"""When does 《…》 take effect is an English question."""

DUMMY = (
    r"(?:takes?(?! effect)(?: [\w-]+){0,6} (?:to|before|until)|(?:(?:is|was) )?(?:legal|lawful|illegal|unlawful|allowed|permitted|permissible|forbidden|prohibited"
    r"|possible|necessary|required|compulsory|mandatory|obligatory)(?: for(?: [\w-]+){1,5})? to)\b"
)
"""What makes an English it point at nothing: how long does it take to register, is it legal for clubs to hold a race."""
POINTS_BACK = re.compile(
    r"^(?:那|这|要是|如果|假如|若|事|件|个|种|情况)*(?:换成|换作|轮到)|^(?![^呢]*(?:还[没在不]|正|才|什么|怎|谁|哪|几|多少))[^，。？?\s]{1,14}呢[，,。？?\s]|[用按照依](?:这|那)一?条(?=[办罚处来管规执吗么呢，？?]|$)|(?:这|那)(?:期间|段时间)|^[^，。]{1,6}(?:这|那)(?:块|头|边|方面)儿?(?!的)|"
    r"^(?:那么?|它|其(?!他|它)|上面|上述|前面|刚才|刚刚|此|同样|然后|所以)"
    r"|上一?(?:条|个|款)|(?:这|那)(?:个|条|些|种|项|件|样)?(?:规定|条文|部门|办法|情况|时候|里|事|钱|人)?儿?(?:具体|到底|究竟|又|最后)?(?:是|的|呢|要|会|罚|归|由|有|怎|什么|谁|多)|(?<!其)它们?|[他她]们|呢[？?]?$"
    r"|^(?:and|what about|how about|then|what if|so|same (?:question|thing|for))\b"
    rf"|\b(?:it(?! (?:rain|snow|is (?:rain|snow)|{DUMMY}))|its|they|them|their|(?<!\w )that|that(?! (?:is|are|was|were|has|must|may|can|will|should)\b)|those|this|these)\b(?! (?:plan|measure|regulation|document|scheme|opinion|article))",
    re.IGNORECASE,
)
"""那罚多少？ · 个人办的呢？ · 补助呢，跑够多少件才有 · 这事换成农业局干的 · 还用那条办吗 · 上一条说的部门是谁 · what about individuals? Not 其他组织."""
HEARD_IT = re.compile(
    r"^(?:(?:哦+|噢|喔|嗯+|啊|好(?:的|吧|嘞)?|行|明白了?|懂了|知道了|了解了?|原来(?:如此|这样)|ok(?:ay)?|oh|ah|i see|got it|right|hmm+|thanks|thank you)[，,。.!！~… ]+)+",
    re.IGNORECASE,
)
"""哦，那这事儿归谁管: who answers an answer goes on behind it."""
OPENINGS = tuple(
    (re.compile(pattern), most)
    for pattern, most in (
        (r"^(?:逾期|超期)(?=[^，。]{0,6}，?(?:应|该)?(?:怎么|如何|会|要|罚|谁|有什么))", 6),
        (r"^(?:没|未(?!成年)|不(?!动产|可移动))(?=[^，。]{0,6}，?(?:应|该)?(?:怎么|如何|会|要|罚|谁|有什么))", 2),
        (r"^(?:违反|违规)(?=[^，。]{0,6}，?(?:应|该)?(?:怎么|如何|会|要|罚|谁|有什么))", 1),
        (r"^(?:还有|另外|如果|要是|若(?!干)|假如|他(?!人)|她|这|该(?![怎如咋谁罚找去向由交到给走不])|再(?!生|就业|婚)|又)", 3),
    )
)
"""Openings that point back where hardly anything follows, 没办会怎样, 如果是个人办的, and how many Han characters at most may follow besides what is
asked; a whole question may begin so: 没有营业执照怎么办理贷款, 他家的狗没拴绳. Not 他人, 若干, 再生资源, 未成年人, 不动产."""
CONSEQUENCE = re.compile(
    r"罚款?|处罚?|责任|负责?|承担|后果|审批|批准?|许可|备案|登记|报批|手续|办理?|改正?|主管|管|部门|条件|材料|逾期|违反|违规"
)
"""What is asked of a conduct or a matter, which a follow-up may name."""


ENGLISH_KINDS = {
    "measure": ("办法", "措施"), "regulation": ("办法", "条例"), "rule": ("办法", "规则", "细则"), "plan": ("规划", "计划", "方案"), "scheme": ("方案",),
    "programme": ("方案", "规划"), "program": ("方案", "规划"), "opinion": ("意见",), "notice": ("通知",), "provision": ("规定",),
    "decree": ("办法", "规定", "条例"), "ordinance": ("办法", "条例"),
}  # fmt: skip
LIKELY, LIKELY_MARGIN = 0.3, 0.1
"""Likeness of an English name to the Chinese title that it means, and by how much it must lead the next."""
NAMED_WORDS = 0.5
"""Share of the words of an English name that must have a Chinese term in the title that it means."""
ENGLISH_NAME = re.compile(
    r"(?P<words>(?:(?!(?:the|of|in|on|by|to|for|under|with|does|do|is|are|an?|this|that|these|what|which)\b)[\w-]+ ){0,6})(?P<kind>measures?|regulations?|rules?|plan|scheme|programme|program|opinions?|notice|provisions|decree|ordinance)\b",
    re.IGNORECASE,
)
"""the Zhejiang sports event measures; the AI plan."""
OF_ITSELF = re.compile(
    r"生效|施行|实施|废|失效|作废|有效|管用|管不管用|[算作](?:不[算作])?数|开始用|文号|令号|签|落款|会议|effect|force|repeal|abolish|supersede|number|\bsign(?:ed|s|atory|ature)?\b(?! up| on| off)|(?:as (?:of|from)|from|since) (?:what|which) (?:date|day)",
    re.IGNORECASE,
)
"""What is asked of a document, where a bare 公布 or 发布 may be asked of anything."""
OF_A_TEXT = re.compile(
    rf"{KINDS_OF_DOCUMENTS}|文件|法|规章|政策|[新老旧]规|令|施行|实施|废止|\b(?:text|document|order|regulation|measures|rule)s?\b",
    re.IGNORECASE,
)
BEGINS = re.compile("开始|正式|起")
BARE = 1
"""Han characters of a question without a text, what is asked of texts aside, from which on it has a subject of its own: 劳动合同什么时候生效."""
TELLING = 12
"""Han characters of a question whose kind nothing shows, what only carries it aside, from which on it asks for itself."""
SPEAKS_OF = re.compile(
    r"(?:提[到及]|[讲说谈写]到|点名|点到|涉及到?)(?:了|过)?(?:我们?|咱们?|俺们?)?“?(?P<name>(?![我你他这那哪什啥的了过])[一-鿿]{2,8}?)”?(?=[，,。？?！了过没吗呢么啊有]|的?(?:地方|内容|事|部分)|$)"
)
"""提到我们德清，提了啥."""
LAST = re.compile(r"最后一?条|末条|last article", re.IGNORECASE)
BESIDE = re.compile(
    r"(?:(?P<after>下一?条|后一条)|上一条|前一条)(?=(?:[，,。？?！!；;、\s]|$)|[的里中呢说讲写规是和跟与又也还到对提那有要罚管怎什啥哪内所]|具体)"
    r"|(?P<next>next (?:article|one))|previous (?:article|one)",
    re.IGNORECASE,
)
"""上一条说的是啥; not 新上一条封装线."""
SAME_AGAIN = re.compile(r"呢[？?]?$|^(?:那么?|如果|要是).{1,12}[？?]?$|^(?:and|what about|how about|same)\b", re.IGNORECASE)
"""个人办的呢？ · 那宁波呢 · what about individuals?"""

WHAT_IF_NOT = re.compile(
    r"(?:要是|如果|若是?|假如|万一|真要|倘若|一直|偏|硬是|就是?)[^，。？?]{0,10}?(?:没有?|未|不)(?:按时|及时|按期|提前|依法|按规定|去|给|能|肯|想|愿意?|来|先)*(?P<what>[一-鿿]{2,4})[^？?]{0,16}呢[？?]?$"
)
NOT_DONE = re.compile(
    r"(?:没|未|不)(?:做到|照办|照做|这么?做|遵守|按时|及时|按规定[做办来]?|办|做|干)(?:了|到|的话)?呢[？?]?$|(?:逾期|超期|拖[着了延]|晚了|迟了|拒不)[^，。？?]{0,6}呢[？?]?$"
    r"|(?:叫|让|责令|催)[^，。？?]{0,6}改[^，。？?]{0,4}不改|拒不改正|屡教不改"
    r"|\bwhat if (?:they|he|she|we|i|it|nobody|no one|the \w+) (?:do(?:es)?n't|do(?:es)? not|did(?:n't| not)|never does?|fails? to|refuses?(?: to)?|ignores? (?:it|this|that))(?: (?:do )?(?:it|so|that|this))?\s*[?.]?$",
    re.IGNORECASE,
)
"""要是没公布就开赛了呢; 不照做呢, 叫他改也不改, what if they do not: what was demanded is not done."""
ASKS = re.compile("谁|哪|几|多少|多久|什么|啥|怎|如何|[吗么吧]|能不能|可不可以|行不行|要不要|是不是")
NAMES_ANOTHER = re.compile(r"呢[？?]?$|^same (?:question|thing|for)\b", re.IGNORECASE)
"""要是只上了省里的卫视呢: no words of its own say what is asked."""


OWN, CONTINUED, SPELT, IN_CHINESE, SPOKEN_OF = "原话", "上文", "纠错", "词表", "名称"
"""Where a wording comes from."""
CONTEXT = 0.6
"""Weight of what a follow-up continues, its own words counting 1: hit@1 of follow-ups 68 %, against 47 % where the better of the two counted."""
MENDED = 1.5
"""Weight of the question without its slips: more than what was typed, which still counts where a slip was none."""
TRANSLATED = 0.5
"""Weight of the Chinese terms for English words; at 1 they drown what the embedding model understands: 34 and 31 % hit@1 over 300 open laws."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What helps to understand a question: sound-alikes and usage of the corpus, and English words for Chinese terms."""

    spelling: Spelling
    glossary: Glossary
    likeness: Likeness
    usage: Usage

    def mended(self, own: str, language: Language) -> str:
        """Return a Chinese question without typing slips and in the words that the texts use; one in another language as it is."""
        return self.usage.put(self.spelling.mended(own)) if language == "zh" else own

    @classmethod
    def of(cls, index: Index) -> Aids:
        """Return the aids that ship, for what an index holds."""
        relevance = Relevance(index)
        return cls(Spelling(relevance, index.likeness.words), Glossary.shipped(), index.likeness, Usage(relevance))


@dataclass(frozen=True, slots=True)
class Heard:
    """What an earlier question of a dialogue meant, and the clause that answers it, where that is known."""

    understanding: Understanding
    place: Citation | None = None


@cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


ALL_RIGHT = re.compile(
    r"(?P<before>(?:\b(?:is|are|be|am|was|were|sounds?|seems?|looks?|feels?)|['’](?:s|m|re)) (?:it |that |this )?(?:just |perfectly |absolutely |totally |quite )?)fine\b"
    r"(?! (?:of|up|between|imposed|for)\b)|(?<!\ba )(?<!\bthe )\bfine(?= (?:with|by (?:me|us|them))\b)",
    re.IGNORECASE,
)
"""It's fine to publish; the plan is fine with it: no penalty."""


@lru_cache(maxsize=128)
def clean(text: str) -> str:
    """Return the question without control characters, in half width and simplified characters, blanks collapsed, fine that is no fine put otherwise."""
    text = CONTROL.sub("", text)
    text = "".join(unicodedata.normalize("NFKC", c) if c.isalnum() or c == "\u3000" else c for c in text)
    text = ALL_RIGHT.sub(lambda found: f"{found['before'] or ''}all right", re.sub(r"\s+", " ", text).strip())
    return PARTICLES.sub("", str(_simplifier().convert(text)))


def language_of(text: str) -> Language:
    """Return ``en`` for a question that holds more Latin words than Chinese characters."""
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    return "en" if latin > len(HAN.findall(QUOTED.sub("", text))) else "zh"


def points_back(text: str) -> bool:
    """Say whether a question cannot be understood without the one before it."""
    text = HEARD_IT.sub("", text)
    own = re.sub(r"[\W_]+", "", subject(text))
    return bool(POINTS_BACK.search(text)) or _opens_as_one(text) or (len(own) <= 2 and bool(own) and bool(HAN.search(text)))


def _opens_as_one(text: str) -> bool:
    """Say whether a question begins like a follow-up and has little substance of its own."""
    return any(
        substance(CONSEQUENCE.sub(" ", text[found.end() :])) <= most for opening, most in OPENINGS if (found := opening.search(text))
    )


def before(question: Question) -> Question | None:
    """Return the question before in the same dialogue, if there is one."""
    history = tuple(earlier for earlier in question.history if earlier.strip())
    return Question(history[-1], history[:-1], question.as_of) if history else None


def understand(
    question: Question, library: Library, aids: Aids, continuing: bool = False, hear: Callable[[Question], Heard] | None = None
) -> Understanding:
    """Return what the question means; an ellipsis is filled from the questions before it, with ``continuing`` also where no word points back.

    ``hear`` says how the question before was taken; without it that is understood by its words alone.
    """
    own = clean(question.text)
    earlier = before(question)
    language = language_of(own)
    mended = aids.mended(own, language)
    documents, unknown = documents_named(own, library)
    if not documents and mended != own:
        documents = documents_named(mended, library)[0]
    kind = kind_of(mended)
    if kind == "effect" and not documents and not OF_ITSELF.search(own):
        kind = "deadline"
    elif kind == "effect" and not documents and not OF_A_TEXT.search(own) and substance(BEGINS.sub(" ", OF_ITSELF.sub(" ", own))) > BARE:
        kind = kind_of(mended, besides="effect")
    if citations_only(own):
        kind = "article"
    if not documents and language == "en":
        documents = _likely(own, library, aids)
    citations = tuple(_citations(mentions(own), documents, unknown, library)) or tuple(_parts_named(own, documents, library))
    items = tuple(_items(mentions(own))) if earlier is not None and not citations and not _beside_places(own) else ()
    if mended != own and any(citation.document and citation.document not in documents for citation in citations):
        citations = tuple(_citations(mentions(mended), documents, unknown, library)) or citations
    continuing = continuing or points_back(own) or points_back(mended)
    text, after, follow_up = own, None, earlier is not None and not citations and continuing
    if earlier is not None and (follow_up or items or any(not citation.document for citation in citations)):
        heard = hear(earlier) if hear else Heard(understand(earlier, library, aids))
        known, listed = heard.understanding, tuple(_listed(items, heard, library))
        placed = tuple(_placed(citation, heard, library) for citation in citations) or listed
        if follow_up or placed:
            documents, after = documents or known.documents, heard.place
        citations = placed or (tuple(_beside(own, heard, library)) if follow_up else ())
        if follow_up and not listed:
            text = f"{re.sub(r'[？?。！!]+$', '', known.text)}。{own}"
            kind = "penalty" if _of_its_breach(own, heard, library) else known.kind if _asks_the_same(own, kind) else kind
    search = tuple(_wordings(own, text, mended, language, aids))
    told = {text} if len([one for one in search if one.why == IN_CHINESE]) < 2 else {text, search[-1].text}
    wordings = tuple(dict.fromkeys(wording.text for wording in search if wording.text not in told))
    return Understanding(text, own, kind, language, wordings, citations, documents, unknown, follow_up, after, search, mended)


def _wordings(own: str, text: str, mended: str, language: Language, aids: Aids) -> Iterator[Wording]:
    """Yield the question's own words, then what they continue, and the same in words that the texts are more likely to use."""
    yield Wording(own, 1.0, OWN)
    if text != own:
        yield Wording(text, CONTEXT, CONTINUED)
    if mended != own:
        yield Wording(mended, MENDED, SPELT)
    if language == "zh" and (named := _spoken_of(mended, aids)):
        yield Wording(named, 1.0, SPOKEN_OF)
    if language == "en" and text != own and (chinese := aids.glossary.chinese(own)):
        yield Wording(chinese, TRANSLATED, IN_CHINESE)
    if language == "en" and (chinese := aids.glossary.chinese(text)):
        yield Wording(chinese, TRANSLATED, IN_CHINESE)


def _spoken_of(own: str, aids: Aids) -> str:
    """Return the rare name of which a question asks what the texts say: 德清 in 规划里专门提到我们德清，提了啥; ``""`` where it names none."""
    return next((found["name"] for found in SPEAKS_OF.finditer(own) if aids.spelling.rare(found["name"])), "")


def wordings(question: str, aids: Aids) -> tuple[Wording, ...]:
    """Return what a question is searched with that stands alone, over whatever collection the aids know."""
    own = clean(question)
    language = language_of(own)
    mended = aids.mended(own, language)
    return tuple(_wordings(own, own, mended, language, aids))


def citations_only(own: str) -> bool:
    """Say whether a question is nothing but an address: 赛事办法九条三款."""
    return any(mention.places for mention in mentions(own)) and len(_beside_places(own)) <= 2


def _beside_places(own: str) -> str:
    """Return what a question says beside the places and the documents that it names."""
    rest = usual(own)
    for mention in reversed([mention for mention in mentions(own) if mention.places]):
        rest = rest[: mention.start] + rest[mention.end :]
    return "".join(re.findall(r"\w", subject(DOCUMENT_NAME.sub("", rest))))


def _likely(own: str, library: Library, aids: Aids) -> tuple[str, ...]:
    """Return the document that an English question names in English: the sports measures, the AI plan."""
    for name in ENGLISH_NAME.finditer(own):
        kinds = ENGLISH_KINDS[name.group("kind").lower().rstrip("s")]
        titles = list(dict.fromkeys(entry.title for entry in library.entries() if kind_of_title(entry.title) in kinds))
        if len(titles) == 1 and name.group("words").strip():
            return (titles[0],)
        if found := _named_in_english(name.group("words"), titles, aids):
            return (found,)
    return ()


def _named_in_english(words: str, titles: list[str], aids: Aids) -> str | None:
    """Return the one title that holds Chinese terms for most of the words, or is by far the most alike."""
    if not words.strip() or not titles:
        return None
    terms = [found.split() for word in words.split() if (found := aids.glossary.chinese(word))]
    terms += [[term] for term in aids.glossary.chinese(words).split() if len(term) > 3]
    shares = [sum(any(term in title for term in one) for one in terms) / len(terms) if terms else 0.0 for title in titles]
    best = max(shares)
    if best >= NAMED_WORDS and shares.count(best) == 1:
        return titles[shares.index(best)]
    alike = aids.likeness(f"{words} {aids.glossary.chinese(words)}", titles)
    ranked = sorted(zip(alike, titles, strict=True), reverse=True)
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 1.0
    return ranked[0][1] if ranked[0][0] >= LIKELY and margin >= LIKELY_MARGIN else None


def _parts_named(own: str, documents: tuple[str, ...], library: Library) -> Iterator[Citation]:
    """Yield what 最后一条 and 第三段 mean, which only the document tells."""
    if documents and LAST.search(own):
        yield from last_article(library.document(documents[0]))
    part = PART.search(own)
    if part and len(documents) == 1:
        place = Citation(documents[0], f"第{format_numeral(read_number(part['number']))}段")
        if library.provision(place) is not None:
            yield place


def last_article(document: Document) -> Iterator[Citation]:
    """Yield the article that 最后一条 means."""
    articles = [provision.address for provision in document.provisions if provision.address.endswith("条")]
    yield from (Citation(document.title, address) for address in articles[-1:])


def _of_its_breach(own: str, heard: Heard, library: Library) -> bool:
    """Say whether a question is what follows where that is not done which the clause demands that answers the question before, and something does.

    那要是没公布就开赛了呢 behind 提前多少天公布竞赛规程.
    """
    place, told = heard.place, WHAT_IF_NOT.search(own)
    if place is None or ASKS.search(own) or not library.penalties_for(place):
        return False
    demanded = library.text(place) or ""
    named = told is not None and any(pair in demanded for pair in pairs(told["what"]))
    return named or bool(NOT_DONE.search(own))


def _asks_the_same(own: str, kind: Kind) -> bool:
    """个人办的呢？ asks again what the question before asked, of somebody else."""
    if kind == "other":
        return substance(own) <= TELLING
    return bool(SAME_AGAIN.search(own)) and (
        kind in ("approval", "article", "procedure") or (bool(NAMES_ANOTHER.search(own)) and not shows(own))
    )


def _placed(citation: Citation, heard: Heard, library: Library) -> Citation:
    """Complete 第二款 or 第十二条 from the question before: from what it names, else from the clause that answers it."""
    known, place = heard.understanding, heard.place
    named = known.citations[-1] if known.citations else None
    document = citation.document or (named.document if named else "") or next(iter(known.documents), "")
    address = citation.address or (named.address if named else "")
    if (
        place is not None
        and not document
        and library.provision(answered := replace(citation, document=place.document, address=address or place.address))
    ):
        return answered
    return replace(citation, document=document, address=address)


def _items(found: tuple[Mention, ...]) -> Iterator[str]:
    """Yield the items that a question numbers without saying of what: 第三项说的是啥."""
    for mention in found:
        yield from (
            place.item for place in mention.places if place.item and not place.address and not place.paragraph and not mention.document
        )


def _listed(items: tuple[str, ...], heard: Heard, library: Library) -> Iterator[Citation]:
    """Yield the items of the list that answers the question before, those that there are."""
    place = heard.place
    if place is not None:
        yield from (listed for item in items if library.text(listed := replace(place, item=item)))


def _beside(own: str, heard: Heard, library: Library) -> Iterator[Citation]:
    """Yield the article after or before the one that the question before named, or that answers it: 下一条呢."""
    step, known = BESIDE.search(own), heard.understanding
    named = known.citations[-1] if known.citations else heard.place
    if not step or named is None or not named.document:
        return
    addresses = [provision.address for provision in library.document(named.document, named.version).provisions]
    if named.address in addresses:
        place = addresses.index(named.address) + (1 if step["after"] or step["next"] else -1)
        if 0 <= place < len(addresses):
            yield Citation(named.document, addresses[place], version=named.version)


def _citations(found: tuple[Mention, ...], documents: tuple[str, ...], unknown: tuple[str, ...], library: Library) -> Iterator[Citation]:
    for mention in found:
        if not mention.places:
            continue
        titles = _titles(mention, documents, unknown, library) if mention.document else ()
        if not titles:
            titles = (*documents, *unknown) if not mention.document and len((*documents, *unknown)) == 1 else (mention.document,)
        for place in mention.expanded():
            if place.base in ("", "本条") and (place.address or place.paragraph):
                yield from (Citation(title, place.address, place.paragraph, place.item) for title in titles)


def _titles(mention: Mention, documents: tuple[str, ...], unknown: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """Return the titles that the name before an address means, with those of the question that only their regions tell apart."""
    name = mention.document
    if name in unknown:
        return ()
    spellings = (f"《{name}》", name) if "《" in mention.text else (name, f"《{name}》")
    found = next((titles for spelling in spellings if (titles := documents_named(spelling, library)[0])), ())
    short = {read_name(title).short for title in found}
    return tuple(title for title in documents if read_name(title).short in short) or found
