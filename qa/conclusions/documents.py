"""Conclusions about a document as a whole: when it takes effect, when and by whom it was issued, its number, what it repeals."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace

from law.model import CLOSING, NOTICE, ORDER, Citation, Document, Provision, Repeal
from law.naming import TYPES
from law.standing import Status
from qa.conclusions.repealed import ASKS_REPEAL, OLD, SURE, conclude_repealed, repealed, titled
from qa.draft import Draft, Reading, unique
from qa.model import OPPOSITE, Quote, Verdict
from qa.question.kinds import asks_yes_no
from qa.question.meant import DOCUMENT_NAME
from qa.question.numbered import PAIR, numbered, unknown_numbers, without_numbers
from qa.wording.clauses import SENTENCE, clauses
from qa.wording.marks import divide, negated
from qa.wording.relevance import subject
from qa.wording.titles import KIND, besides, without_titles
from qa.words import join, say

ASKS_EFFECT = re.compile(
    r"生效|施行|实施|执行|实行|起用|管用|[算作]数|开始用|\beffect\b|\bforce\b|\b(?:what|which) (?:date|day)\b.{0,80}\b(?:appl(?:y|ies|ied)|bind(?:ing)?|bound)\b",
    re.IGNORECASE,
)
"""生效; as of what date does the decree apply to my firm."""
MUST_FOLLOW = re.compile(
    r"(?:必须|非得|非要|应当|应不应该?|该不该|强制|要不要|用不用|需不需要|是否[要须需])[^，。；？?]{0,6}(?:执行|实行|实施)"
)
"""是否必须执行体育赛事管理办法: whether one has to follow a text, not whether it is in force."""
ASKS_NUMBER = re.compile(
    r"文号|字号|令号|编号|第几号|多少号|几号(?:令|文)|document number|order (?:no|number)|number of the (?:order|notice|document)",
    re.IGNORECASE,
)
ASKS_SIGNATORY = re.compile(
    r"(?:末尾|最后|底下)?(?:签发|签署|署名|签的|签字|签|发表人|致辞人)(?:的?(?:人|领导)?(?:是|为)?哪一?[位个](?:总理|主席|[省市州区县]长|领导|人))?"
    r"|\bsign(?:ed|s|atory)?\b(?! up| on| off)",
    re.IGNORECASE,
)
"""谁签署的; 末尾签字的是哪位省长."""
SPEAKS = re.compile(r"(?:谁|由.{0,6})(?:发表|致辞|讲|说|写|作)|\bwho (?:gave|delivered|wrote)\b", re.IGNORECASE)
ASKS_AUTHORITY = re.compile(
    r"(?:谁|哪(?:个|级|家)?(?:部门|机关|单位|政府|机构)|什么(?:部门|机关|单位|机构))(?:来|给|负责)?(?:公布|发布|印发|制定|出台|颁布|发(?!展)|下发)|发文(?:机关|单位)|(?:发布|印发|制定|公布)(?:机关|单位|主体)"
    r"|who (?:issued|promulgated|published|made|adopted)|issu(?:ed|ing) (?:by|authority|body)|which (?:body|office|government|authority) issued",
    re.IGNORECASE,
)
ASKS_VALID = re.compile(r"现行有效|有效(?:吗|么|没|期)|还?在?(?:施行|生效)(?:吗|中)|still valid|in force", re.IGNORECASE)
STILL = re.compile(r"有效期|还有效|还管用|还能[拿用]|还[算作]数|继续有效|到期|\bstill\b|\buntil\b|expir", re.IGNORECASE)
"""到2026年还管用吗; until what date are the measures in force."""
EXPIRY = re.compile(r"有效期|期限|试行|[至到][^，。；]{4,14}日?止")
ASKS_MEETING = re.compile(
    r"(?:哪|什么|啥|第几|几)[^，。]{0,8}会议?|会议?[^，。]{0,8}(?:通过|审议|讨论)|(?:通过|审议)[^，。]{0,6}会|同一[次个场]会(?:议|上)?(?:通?过)?|会上(?:通?过|定)|\bmeeting\b",
    re.IGNORECASE,
)
"""哪次会议通过的; 第几次常务会议审议."""
MEETING = re.compile(r"会议")
ASKS_PROMULGATION = re.compile(
    r"公布|发布|印发|出台|颁布|通过|签|发文|下发|发表|落款|成文|promulgat|\bissued\b|publish|dated|\bsigned\b(?! up| on| off)",
    re.IGNORECASE,
)
ISSUED = re.compile(r"公布|发布|印发|颁布|签|promulgat|\bissued\b|publish|\bsigned\b", re.IGNORECASE)
ASKS_IDENTITY = re.compile(
    r"(?:是|叫|指)?(?:什么|哪个|哪一?[份部个]|啥)(?:文件|办法|规章|规定|名字|名称|标题|题目)|(?:讲|说|规定|管|关于)的?是?(?:什么|啥)(?:的|内容|事)?|标题|名称|(?:是|叫)(?:什么|啥)|\bwhat (?:is|was)\b|\bwhich (?:document|regulation|text)\b|\btitle\b",
    re.IGNORECASE,
)
"""浙政办发〔2017〕147号是什么文件: which document bears a number."""
DAYS = re.compile(
    r"日期|时间|哪[一]?[天日年]|几[月日]|几号(?!令|文)|什么时候|啥时候|[何几]时|何[日年月]|同一?[天日]|一样|相同|分别|由|多久|年份|日子|已经?|届时|当时|那时|那天|没有?|都|自|从|打|开始|起|省里|咱|新"
    r"|\bwhen\b|\bwhom?\b|\bdate\b|\bsame\b|\bday\b|\bboth\b|\beach\b|\brespectively\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"日期|时间|哪[一]?[天日年]|几[月日]|几号(?!令|文)|什么时候|啥时候|[何几]时|何[日年月]|同一?[天日]|多久|年份|日子|\bwhen\b|\bdate\b|\bdated\b|\bday\b|落款|成文",
    re.IGNORECASE,
)
APPLIES_OR_ENDS = re.compile(f"{ASKS_EFFECT.pattern}|{ASKS_REPEAL.pattern}", re.IGNORECASE)
BY_WHOM = re.compile(r"谁|由|哪(?:位|个人)|何人|署名|\bwho|\bby\b|人$", re.IGNORECASE)
EFFECT = re.compile(r"起(?:施行|实施|执行|生效)")
REPEAL = re.compile(r"废止")
DAY = re.compile(r"(?P<year>(?:19|20)\d{2})[年.\-/](?P<month>\d{1,2})[月.\-/]?(?:(?P<day>\d{1,2})[日号]?)?")
ASKS_WHETHER = re.compile(r"了没|没有?[？?。]?$|是否|已经?|[能可]不[能可]")
"""生效了没有, beside what any question of yes or no looks like."""
SEVERAL = re.compile(r"哪[些几两二三]|都|一共|总共|全部|所有|\bwhich (?:documents|texts|regulations)|\ball\b|\bany\b", re.IGNORECASE)
"""这一期一共废止了哪两份: of all documents together."""
MOST = 6
"""Documents that are told of together."""
LEFT_OVER, LEFT_OVER_ENGLISH = 2, 3
"""Characters, or English words, that a question about nothing but a document may hold besides."""
UNNAMED = 4
"""The same where no document is named and nothing but 公布 or 发布 is asked, which may be asked of anything."""
BARE = 1
"""The same where no text is spoken of and what is asked may be asked of a licence too: 许可证什么时候失效, 日志由谁签字."""
OF_PAPERS = (ASKS_EFFECT, ASKS_REPEAL, ASKS_SIGNATORY, ASKS_VALID)
ACTS = re.compile(r"[一-鿿]{2}(?:决定|通知)$")
"""工伤认定决定: what ends like a text, and is an act of an office where it is none that is here."""
APPLIED = re.compile(r"施行|实施|实行")
"""体育赛事管理何时施行: what is said of texts, whose title the rest may be; 生效 is said of contracts as well."""
TEXTS = re.compile(
    r"(?:[一两二三四五六七八九十几]?[部份个])?(?:文件|规章|法规|政策|(?<![按照据])规定|[新老旧]规|(?<![责命指法司])令)|[这那][个份部](?=[谁由是还什哪几啥何])|\b(?:texts?|documents?|orders?|regulations?|measures|rules)\b",
    re.IGNORECASE,
)
"""哪两份旧文件, 那个老规定: a text that has no name."""
CALLED = 0.5
"""How much of what a question calls an order by has to be met there."""
OF_ITSELF = re.compile(r"^(?:本|《[^》]+》已经?)[^。]*起施行")
"""本办法自2018年2月1日起施行: a clause that says when its text takes effect answers whoever asks that, whatever he calls the text."""
SIGNED = re.compile(r"(?:政府|国务院|[部委局署])令")
"""游船这个省政府令是谁签的: who speaks of an order and asks who signed means the order, whatever it is about."""


def of_document(reading: Reading) -> bool:
    """Say whether nothing is asked but what a document says of itself: by whom it was issued, its number, when it takes effect."""
    known = reading.understanding
    question = _without_names(reading)
    if MUST_FOLLOW.search(question) and not WHEN.search(question):
        return False
    if known.kind == "penalty" or not any(pattern.search(question) for pattern in _asks(reading)):
        return bool(known.documents) and known.kind != "penalty" and _left(question, reading) == 0 and bool(WHEN.search(question))
    if repealed(reading) or (known.kind == "effect" and ASKS_EFFECT.search(question) and _of_itself(reading)):
        return True
    left = min(_left(part, reading) for part in (question, divide(question)[1]) if any(asks.search(part) for asks in _asks(reading)))
    if known.kind == "effect":
        asked = {asks for asks in _asks(reading) if asks.search(question)}
        if known.documents or asked - {ASKS_PROMULGATION, ASKS_AUTHORITY, *OF_PAPERS}:
            return True
        if not asked.intersection(OF_PAPERS):
            return left <= UNNAMED
        applied = bool(APPLIED.search(question)) and _left(question, reading, reading.titles(1)) == 0
        return applied or _of_text(question, left, reading)
    return bool(known.documents) and left <= (LEFT_OVER if reading.language == "zh" else LEFT_OVER_ENGLISH)


def _of_itself(reading: Reading) -> bool:
    """Say whether the best clause says when its text takes effect, or is surely read as the answer and stands beside the sentence that does."""
    best = reading.best
    if OF_ITSELF.search(best.clause.text):
        return True
    return best.answers(SURE) and any(OF_ITSELF.search(sentence.strip()) for sentence in SENTENCE.findall(best.clause.paragraph.text))


def signs_order(reading: Reading) -> bool:
    """Say whether a question is who signed an order that it calls by what that is about: half of its words are met there."""
    own = reading.understanding.own
    if not _who_signed(own):
        return False
    about = subject(SIGNED.sub(" ", ASKS_SIGNATORY.sub(" ", own)))
    leading = reading.evidence[0].citation.document
    told = leading + "".join(one.provision.text for one in reading.evidence if one.citation.document == leading)
    return bool(about.strip()) and reading.likeness.met(about, [told])[0] >= CALLED


def _who_signed(question: str) -> bool:
    return bool(ASKS_SIGNATORY.search(question) and SIGNED.search(question))


def _of_text(question: str, left: int, reading: Reading) -> bool:
    """Say whether a question that names no document speaks of a text and of hardly anything else, or of nothing at all: 还有效吗."""
    if _who_signed(question):
        return True
    return left <= BARE or (bool(TEXTS.search(question)) and _left(TEXTS.sub(" ", question), reading) <= UNNAMED)


def _asks(reading: Reading) -> tuple[re.Pattern[str], ...]:
    """Return what may be asked of a document; what it is called only where the question gives its number."""
    by_number = (ASKS_IDENTITY,) if numbered(reading.understanding.own, reading.library) else ()
    asks = (ASKS_NUMBER, ASKS_SIGNATORY, SPEAKS, ASKS_AUTHORITY, ASKS_VALID, ASKS_EFFECT, ASKS_PROMULGATION, ASKS_MEETING, ASKS_REPEAL)
    return (*asks, *by_number)


def _left(question: str, reading: Reading, titles: tuple[str, ...] = ()) -> int:
    """Return how many characters, or English words, of a question ask for something else than a document's own data.

    The names of the documents that it means aside; where it means none, those of ``titles``.
    """
    meant = reading.understanding.documents or titles
    for pattern in (*_asks(reading), DAY, DAYS, OLD):
        question = pattern.sub(" ", question)
    named = [entry for entry in reading.library.entries() if entry.title in meant]
    names = " ".join(f"{entry.title} {entry.issuing_authority or ''}" for entry in named)
    rest = DOCUMENT_NAME.sub(lambda name: name[0] if not reading.understanding.documents and ACTS.search(name[0]) else " ", question)
    return len(re.findall(r"[一-鿿]|[A-Za-z]+", besides(subject(rest), names)))


def _without_names(reading: Reading) -> str:
    """Return the question without the names and numbers of documents: 实施意见 asks for no 实施."""
    own = PAIR.sub(" ", without_numbers(reading.understanding.spelt))
    return KIND.sub("", without_titles(own, reading.understanding.documents))


def conclude_document(reading: Reading) -> Draft | None:
    """Return what the documents that the question means say of themselves, or None where they are not asked for that."""
    if not of_document(reading):
        return None
    question = _without_names(reading)
    if found := repealed(reading):
        document, repeal = found
        gone = conclude_repealed(reading, document, repeal, _repealing(document, (repeal,))[:1])
        return _since(gone, document, reading) if WHEN.search(question) and APPLIES_OR_ENDS.search(question) else gone
    texts = (one.provision.text for one in reading.evidence)
    if not reading.understanding.documents and (unknown := unknown_numbers(reading.understanding.own, reading.library, texts)):
        reason = say("unknown-number", reading.language, numbers=join(list(unknown), reading.language))
        return Draft(reason, (), refused=True, reason=reason.strip())
    if (
        not reading.understanding.documents
        and ASKS_REPEAL.search(question)
        and SEVERAL.search(question)
        and (all_of_them := _all_repeals(reading))
    ):
        return all_of_them
    leading = reading.best.evidence if reading.understanding.kind == "effect" and _of_itself(reading) else reading.evidence[0]
    title = next(iter(reading.understanding.documents), leading.citation.document)
    document = reading.document(title)
    parts = list(_parts(question, document, reading))
    if not parts:
        return None
    verdicts = [draft.verdict for draft in parts if draft.verdict]
    return Draft(
        "".join(draft.conclusion for draft in parts), unique(tuple(q for d in parts for q in d.quotes)), verdicts[0] if verdicts else None
    )


def _since(gone: Draft, document: Document, reading: Reading) -> Draft:
    """Add to what was repealed the day from which on what repealed it applies: 旧办法何时失效; 本意见何时施行，旧通知还有效吗."""
    added = list(_effective(reading, document))
    quotes = unique((*gone.quotes, *(quote for draft in added for quote in draft.quotes)))
    return replace(gone, conclusion=gone.conclusion + "".join(draft.conclusion for draft in added), quotes=quotes)


def _all_repeals(reading: Reading) -> Draft | None:
    """Tell what every document repeals, where a question asks for all that is repealed and that is few enough to be read."""
    repealing = dict.fromkeys((by.document, by.version) for by, _, _ in reading.library.repealed_texts())
    if not 1 < len(repealing) <= MOST:
        return None
    drafts = [_repeals(reading, reading.library.document(title, version)) for title, version in repealing]
    return Draft("".join(draft.conclusion for draft in drafts), unique(tuple(quote for draft in drafts for quote in draft.quotes)))


def chinese_date(iso: str) -> str:
    """Write an ISO date as texts do.

    >>> chinese_date("2018-02-01")
    '2018年2月1日'
    """
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _parts(question: str, document: Document, reading: Reading) -> Iterator[Draft]:
    repeal, effect = ASKS_REPEAL.search(question), ASKS_EFFECT.search(question)
    expiring = _expiring(reading, document) if STILL.search(question) else None
    if expiring:
        yield expiring
    elif repeal and not ASKS_VALID.search(question):
        yield _repeals(reading, document)
    if (ASKS_NUMBER.search(question) or (ASKS_IDENTITY in _asks(reading) and ASKS_IDENTITY.search(question))) and document.document_number:
        yield _field(reading, document, "number", document.document_number)
    if document.signatory and ((ASKS_SIGNATORY.search(question) and not _only_when(question)) or SPEAKS.search(question)):
        yield _field(reading, document, "speaker" if document.kind == "speech" else "signatory", document.signatory)
    if ASKS_MEETING.search(question) and (met := _sentences(document, MEETING)):
        yield Draft(met[0].text, met[:1])
    if ASKS_AUTHORITY.search(question) and document.issuing_authority:
        yield _field(reading, document, "authority", document.issuing_authority)
    if not expiring and (ASKS_VALID.search(question) or (effect and not repeal)):
        yield from _effective(reading, document)
    if not repeal and _asks_when(question) and (not effect or ASKS_PROMULGATION.search(question)):
        yield from _promulgation(reading, document)


def _asks_when(question: str) -> bool:
    """Say whether the day is asked for on which a text was issued, and not only by whom or at which meeting."""
    if WHEN.search(question):
        return not ASKS_EFFECT.search(question) or any(
            re.search(r"(?:公布|发布|印发|签)[^，。]{0,8}(?:和|、|与|及)|(?:和|、|与|及)[^，。]{0,4}(?:公布|发布|印发|签)", part)
            or (WHEN.search(part) and ISSUED.search(part) and not ASKS_EFFECT.search(part))
            for part in re.split("[，,；;。？?]", question)
        )
    others = (ASKS_AUTHORITY, ASKS_SIGNATORY, ASKS_MEETING, ASKS_NUMBER, SPEAKS)
    return bool(ASKS_PROMULGATION.search(question)) and not any(pattern.search(question) for pattern in others)


def _only_when(question: str) -> bool:
    """Say whether only the day of a signature is asked for, and not whose it is."""
    return bool(WHEN.search(question)) and not BY_WHOM.search(question)


def _field(reading: Reading, document: Document, key: str, value: str) -> Draft:
    return Draft(say(key, reading.language, document=f"《{document.title}》", value=value), _issued(document))


def _effective(reading: Reading, document: Document) -> Iterator[Draft]:
    name = f"《{document.title}》"
    if document.effective_date:
        said = say("effective", reading.language, document=name, date=chinese_date(document.effective_date))
        proof = beginning(document)
        if document.effective_date == document.promulgation_date:
            said += say("on-promulgation", reading.language)
            proof = unique((*proof, *_naming(document, chinese_date(document.effective_date), proof)))
        day = _day(reading.understanding.own)
        status = reading.library.status(Citation(document.title, version=document.version), day)
        was = _in_force(reading.understanding.own, day, document.effective_date, status)
        if day and (was == "yes" or (was == "no" and day < document.effective_date)):
            said = say(f"then-{was}", reading.language) + said
        yield Draft(said, proof, OPPOSITE[was] if was and negated(divide(reading.understanding.own)[1]) else was)
    else:
        yield Draft(say("no-effective", reading.language, document=name), ())
        yield from _promulgation(reading, document)


def _expiring(reading: Reading, document: Document) -> Draft | None:
    """Answer whether a document is still in force, or until when, from the sentence that sets its term (有效期); None where none does."""
    day = _day(reading.understanding.own)
    status = reading.library.status(Citation(document.title, version=document.version), day)
    set_by = [quote for quote in _sentences(document, EXPIRY) if re.search(r"本|^有效期", quote.text)]
    if status.last_day is None or status.by or not set_by:
        return None
    said = say("valid-until", reading.language, document=f"《{document.title}》", date=chinese_date(status.last_day))
    verdict: Verdict = "yes" if status.in_force else "no"
    return Draft(said, tuple(set_by[:1]), verdict if asks_yes_no(reading.understanding.own) else None)


def _in_force(question: str, day: str | None, effective: str, status: Status) -> Verdict | None:
    """Say whether a document was in force on the day that a yes/no question names, or is today where it asks for that."""
    if not asks_yes_no(question) and not ASKS_WHETHER.search(question):
        return None
    if day is None:
        return ("yes" if status.in_force else "no") if ASKS_VALID.search(question) else None
    # A text that was amended later had taken effect before: its version as it stands had not.
    return "no" if day < effective or status.state in ("repealed", "replaced", "expired") else "yes"


def _day(question: str) -> str | None:
    """Return the day that a question names, the last one of a month as ``YYYY-MM-DD``; None where it names none."""
    found = DAY.search(question)
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"])
    last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
    return f"{year}-{month:02}-{int(found['day'] or last):02}"


def _promulgation(reading: Reading, document: Document) -> Iterator[Draft]:
    if document.promulgation_date:
        key = {"regulation": "promulgated", "speech": "spoken"}.get(document.kind, "issued")
        date = chinese_date(document.promulgation_date)
        yield Draft(say(key, reading.language, document=f"《{document.title}》", date=date), _issued(document))


def _issued(document: Document) -> tuple[Quote, ...]:
    """Quote the order or notice that issues a document; where it has none, its closing or its first words."""
    named = [p for p in document.front if p.address in (ORDER, NOTICE)]
    places = named or [p for p in document.back if p.address == CLOSING] or list(document.front) or list(document.provisions)
    return tuple(Quote(_place(document, provision), provision.text) for provision in places[:1])


def _repeals(reading: Reading, document: Document) -> Draft:
    name = f"《{document.title}》"
    if not document.repeals:
        return Draft(say("no-repeals", reading.language, document=name), beginning(document))
    titles = [titled(repeal) for repeal in document.repeals]
    verdict: Verdict | None = "no" if OLD.search(reading.understanding.own) and asks_yes_no(reading.understanding.own) else None
    said = say("repeals", reading.language, document=name, titles=join(titles, reading.language))
    return Draft(said, _repealing(document, document.repeals)[:1], verdict)


def beginning(document: Document) -> tuple[Quote, ...]:
    """Quote the sentence from which a document applies: its own, 本条例自…起施行, with the very day, before 合同自签字之日起生效."""
    own = re.compile(rf"本(?:{TYPES})|{re.escape(document.title)}")
    day = chinese_date(document.effective_date) if document.effective_date else ""
    found = _sentences(document, EFFECT)
    return tuple(sorted(found, key=lambda quote: (not own.search(quote.text)) + (day not in re.sub(r"\s", "", quote.text))))[:1]


def _naming(document: Document, day: str, proof: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Quote what names the day, where the sentence from which a document applies does not: 自发布之日起施行 and 1995年12月12日国务院令第188号发布."""
    if any(day in re.sub(r"\s", "", quote.text) for quote in proof):
        return ()
    return _sentences(document, re.compile(r"\s*".join(map(re.escape, day))))[:1]


def _repealing(document: Document, repeals: Sequence[Repeal]) -> tuple[Quote, ...]:
    """Quote the sentences that repeal texts, those first which name them: not 已经废止的标准不得引用."""
    found = _sentences(document, REPEAL)
    return tuple(sorted(found, key=lambda quote: not any(repeal.title in quote.text for repeal in repeals)))


def _sentences(document: Document, pattern: re.Pattern[str]) -> tuple[Quote, ...]:
    """Quote the sentences that fit the pattern; numbered provisions and the closing come before the order that repeats them."""
    found: list[tuple[int, Quote]] = []
    for provision in document.all_provisions():
        rank = 1 if provision.address == ORDER else 0
        found += [(rank, Quote(c.citation, c.text)) for c in clauses(_place(document, provision), provision) if pattern.search(c.text)]
    return tuple(quote for _, quote in sorted(found, key=lambda pair: pair[0]))


def _place(document: Document, provision: Provision) -> Citation:
    return Citation(document.title, provision.address, version=document.version)
