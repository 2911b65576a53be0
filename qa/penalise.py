"""What a breach costs: from the conduct, from the duty, or from the article number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from law.address import label_key, parse_citation
from law.citation import address_key
from law.model import Citation, Penalty
from law.penalties import GOES_ON
from law.sanctions import imposes
from qa import actors
from qa.breaches import (
    ASKS_PENALTY,
    BESIDES,
    BY_NUMBER,
    CONDUCT,
    COUNTERPART,
    LEFT,
    PREFIX,
    Option,
    about,
    by_number,
    fittest,
    likenesses,
    options,
    remedies,
    standing,
    tells_conduct,
)
from qa.clauses import Clause, clauses
from qa.conditions import LEFT_TO, asked_sanction, tells_circumstances, weigh
from qa.degrees import degrees
from qa.draft import SHORT_PARAGRAPH, Draft, Reading, quote_by_number, quote_clause, unique
from qa.excepted import tells
from qa.kinds import ASKS_BESIDES, asked, asks_yes_no
from qa.left_undone import NOT_DONE, leaves_undone, only_urges, urged_by
from qa.marks import SAYS
from qa.model import Evidence, Quote, Verdict
from qa.ranges import asked_sum, fines
from qa.relevance import grams, subject
from qa.retrieve import NAMED
from qa.select import ANSWERS, core
from qa.titles import besides
from qa.words import say

ASKS_FINE = re.compile(
    r"罚多少|(?<!处)罚(?:我|[他她它])|要罚|会罚|能罚|就罚|挨罚|被罚|罚不罚|(?<!除了)(?<!不[光只仅])罚款|开罚单|罚几|多少钱|多少元|罚钱|罚金|\bfine",
    re.IGNORECASE,
)
ASKS_LIABILITY = re.compile(
    r"罚|处分|后果|惩|追究|追责|违反|违法|吊销|拘留|没收|被查|怎么样|怎样|下场|赔|违约|逾期|不按|未按|没按|penal|fine|punish|sanction|consequen|break|breach|violat|happen",
    re.IGNORECASE,
)
ASKS_DUTY = re.compile(r"(?:承担|负|有|尽)(?:什么|哪些|啥|何种|怎样)(?:样的)?(?:法律)?责任")
"""承担什么责任 alone may as well ask for a duty."""
WHETHER = re.compile(
    r"(?:就|会|要|能|该|得|可以|真)[^，。？?]{0,8}(?:罚|处分|追究|追责|处理|拘留|坐牢|赔|这样)[^，。？?]{0,4}[？?]$|真会|真要|\b(?:will|would|can|could)\b[^.?]{0,60}\?$",
    re.IGNORECASE,
)
"""直接就罚？ without 吗."""
SPARES = re.compile(r"(?:不予|免予|免于|免除|可以不|从轻|减轻)[^，。；]{0,8}(?:处罚|罚款|处分)")
"""初次违法的，可以不予行政处罚: says neither that there is a fine nor that there is none."""
UNPUNISHED = 0.01
"""A duty that nothing punishes is spoken of where it fits better than all that is punished by this much."""
URGED_NEAR = 0.05
"""What is only urged, where none of the duties that a penal clause names is read as broken, need not fit better, but nearly as well."""
TOLD = 1.5
"""The same by words alone: penal provisions are found because penalties are asked for, whatever they punish."""
RATHER, HEARD_OF = 1.4, 0.2
"""The same where none of the duties that a penal clause names is read as broken."""
OTHER_TOLD = 1.2
"""A duty that a penal clause does not name is the one that is broken where the question tells it so much more, and the clause would answer as well for it."""
SURELY = 0.5
"""A penal clause that is read as answering with this probability, and no duty with more, is what a question is about."""
HEARD = 0.1
"""The least of words alone by which anything is spoken of."""
COUNTERPARTS = 3
"""Penal clauses, the best ones, that may punish the breach of a duty in other words."""
ELSEWHERE = 2
"""Sentences that fine breaches of other duties, at most, for one to be quoted to show that this duty is not among them."""
ANSWERS_IT = 0.5
"""Least probability that a penal clause answers for it to count against a duty that nothing seems to punish."""
CRIMES = re.compile(r"构成犯罪的[^。]*刑事责任")
OTHERS = re.compile(r"违反本[^，。；第]{1,6}其他(?:有关)?规定")
"""违反本条例其他规定的，由公安机关处五百元以下罚款: every duty without a penalty of its own."""
ADDRESSEE = re.compile(r"^(?P<who>(?!有关|对|因|其中|在|单位和个人)[^，。；的]{2,24}?)违反本")
"""建设单位 of 建设单位违反本条例第二十二条规定，未及时委托鉴定的: whom the sanction concerns."""
CAN = re.compile(r"可以?|酌情|从轻|减轻")
LETS_OUT = re.compile(r"不受(?:本条|本款|前款|前两款|前项)[^，。；]{0,10}限制?|不适用(?:本条|本款|前款)")
"""盲人携带导盲犬的，不受本条规定的限制: the rule that is broken is none for them."""
HEARD_TO_SPARE, SPARED_SURELY = 0.1, 0.5
"""Probability with which a sentence that lets off is read as answering, from which on it is told, and with which it is read as saying no."""
OF_A_BREACH = re.compile(r"违反|违背|触犯|(?:本|该)?(?:条例|办法|规定|细则)|第[^，。第]{1,6}[条款项]|的")
MOST_PENALTIES = 6
"""Penalties of one article, at most, that are told line by line."""
QUALIFIES = 6
"""Letters, at most, that tell a graver case of the same conduct from it: 驾驶营运机动车的 beside 驾驶机动车的."""
ASKS_WHO = re.compile(r"^(?!.*(?:多少|几|[吗么]|不罚)).*(?:谁|哪个?(?:部门|机关|单位|家))")
"""罚款由谁罚: that a fine is provided is taken for granted."""
AS_ABOVE = re.compile(r"(?:依照|按照)(?:本条)?(?P<where>前款|第[一二三四五六七八九十]款)(?:的?规定)?(?:给予|予以)?处罚")
"""冒用证书的，依照前款的规定处罚: how much, the paragraph before says."""
NAMES_BREACH = re.compile(r"^[^，。]{0,30}违反(?:本|第)")
LAW_LEFT_TO = re.compile(
    r"(?:依照|按照|依据|根据|按)(?!.{0,4}职责)[^，；。]*(?:法|规定|条例|规章)[^，；。]{0,8}(?:处罚|处理|执行|查处|追究)"
)
"""违反本条例第十一条规定的，按照《认证认可条例》的有关规定处理: what that law provides is not told here."""
ABOVE = re.compile(
    r"^[^，。]{0,12}(?:实施|有)(?:以上|上述|前述)[^，。]{0,8}行为|^对[^，。；]{2,30}的，(?:可以?)?(?:并)?处|^(?:经?劝[阻导]|教育|警告)[^，。]{0,6}(?:无效|不改|不听)|^[^，。；]{2,30}的，(?:可以?)?并处"
)
"""单位实施以上违法行为的，可以对主要负责人处…: a sentence that goes on about the conduct of the one before."""
NUMBERS = r"[\d一二两三四五六七八九十百千万亿]+(?:元|块钱?)?|[能会到达]"


def conclude_penalty(reading: Reading) -> Draft | None:
    """Return the sanction for what the question names or describes, or that the text provides none of its own."""
    duty = ASKS_DUTY.search(reading.understanding.own) and not ASKS_LIABILITY.search(reading.understanding.own)
    if duty and not ANSWERS["penalty"].search(reading.best.clause.text):
        return None
    if named := [one for one in reading.evidence if one.why == NAMED]:
        return _for_named(reading, named)
    found = options(reading)
    punished = [option for option in found if not option.duty]
    bare = [option for option in found if option.duty]
    if not punished:
        return _unpunished(reading, bare[0] if bare else None)
    if _unspecific(reading) and (highest := _highest(reading, punished)):
        return _sanctioned(reading, highest)
    if urged := _urged(reading, punished[0], found):
        return _unpunished(reading, urged)
    if other := _rather(reading, punished[0], found) or _of_another_duty(reading, punished[0], found):
        return _unpunished(reading, other) if other.duty else _sanctioned(reading, other)
    if bare and _unlike(bare[0], punished[0], reading):
        if other := None if SAYS["urges"].search(bare[0].clause.text) else _counterpart(reading, bare[0], punished[:COUNTERPARTS]):
            return _sanctioned(reading, other)
        if read := _read_as_punished(reading, punished):
            return _sanctioned(reading, read)
        return _unpunished(reading, bare[0]) if ASKS_LIABILITY.search(reading.question) else None
    return _sanctioned(reading, punished[0])


def _unlike(bare: Option, punished: Option, reading: Reading) -> bool:
    """Say whether a question is about a duty that nothing punishes, and not about what is punished."""
    if actors.fitness(punished.said, reading.understanding) > 0 or remedies(punished.said, reading):
        return False
    sure = punished.read if punished.breaks is None else punished.breaks
    if sure >= max(bare.read, SURELY):
        return False
    if punished.breaks is not None and only_urges(bare.clause.whole) and bare.fit > punished.fit - URGED_NEAR:
        return True
    return bare.fit > punished.fit + UNPUNISHED or bare.told > max(TOLD * punished.told, HEARD)


def _rather(reading: Reading, punished: Option, found: Sequence[Option]) -> Option | None:
    """Return what a question is about by its words rather than the breach of any duty that the best penal clause names by its number.

    变更比赛时间没有发公告，能罚款吗: no breach of 公布竞赛规程, which is fined, but of another duty. Who tells of an order to put things right tells of
    what is punished by one.
    """
    own = reading.understanding.own
    if punished.breaks is None or punished.breaks >= SURELY or tells_circumstances(own) or not ASKS_LIABILITY.search(own):
        return None
    here = (one for one in found if one.broken is None and one.evidence.citation.document == punished.evidence.citation.document)
    owed = (one for one in here if not LEFT.fullmatch(one.clause.text) and (not one.duty or _binds(one.clause.whole)))
    other = max(owed, key=lambda one: one.told, default=None)
    return other if other and other.told >= max(RATHER * punished.told, HEARD_OF) else None


def _of_another_duty(reading: Reading, punished: Option, found: Sequence[Option]) -> Option | None:
    """Return the duty that a question tells to be broken, where the best penal clause names others by their numbers, and would answer as well for this one.

    观众不配合安检会被罚款吗: what is fined is the breach of 第十条第一款 to 第十三条, and 应当接受安全检查 stands in 第十五条.
    """
    own = reading.understanding.own
    if (
        punished.breaks is None
        or punished.penalty is None
        or tells_circumstances(own)
        or not tells_conduct(own)
        or not _asks_whether(reading)
    ):
        return None
    here = (
        one
        for one in found
        if one.broken is None and one.penalty is None and one.evidence.citation.document == punished.evidence.citation.document
    )
    owed = [one for one in here if not LEFT.fullmatch(one.clause.text) and _binds(one.clause.whole)]
    other = max(owed, key=lambda one: one.told, default=None)
    if other is None or other.told < max(OTHER_TOLD * punished.told, HEARD):
        return None
    read = reading.judged(f"{other.clause.whole.rstrip('；。')}，违反的，{PREFIX.sub('', punished.penalty.quote)}")
    return other if read and read.answers >= max(punished.breaks, SURELY) else None


def _urged(reading: Reading, punished: Option, found: Sequence[Option]) -> Option | None:
    """Return what a text only urges where a question tells that it was left undone, and asks whether that is punished: 没买保险会挨罚吗, 鼓励办理保险."""
    known = reading.understanding
    if not asks_yes_no(known.spelt) or (punished.broken is not None and leaves_undone(known.spelt, punished.broken.text)):
        return None
    here = [one for one in found if one.duty and one.evidence.citation.document == punished.evidence.citation.document]
    urged = [one for one in here if only_urges(one.clause.whole)]
    if known.follow_up and NOT_DONE.search(known.own):
        return next((one for one in urged if one.clause.citation == known.after), None)
    return next((one for one in urged if leaves_undone(known.spelt, urged_by(one.clause.whole))), None)


def _binds(words: str) -> bool:
    """Say whether a clause says what somebody has to do, may not do or is urged to do: 为了…制定本办法 does not."""
    return any(SAYS[name].search(words) for name in ("shall", "forbids", "urges")) or "负责" in words


def _read_as_punished(reading: Reading, punished: Sequence[Option]) -> Option | None:
    """Return what is punished in the clause that fits best, where that is read as answering the question: its own words may be far from the law's."""
    best = reading.best
    if not best.answers(ANSWERS_IT):
        return None
    found = next((one for one in punished if one.clause.citation == best.clause.citation and one.clause.text == best.clause.text), None)
    return found if found is None or found.breaks is None or found.breaks >= ANSWERS_IT else None


def _unspecific(reading: Reading) -> bool:
    """Say whether a question asks for fines without naming any conduct: 体育赛事罚款最高能到10万吗."""
    if asked_sum(reading.understanding.own) is None or not ASKS_FINE.search(reading.understanding.own):
        return False
    title = set(grams(reading.best.evidence.citation.document))
    told = re.sub(NUMBERS, " ", about(reading))
    return {gram for gram in grams(subject(told)) if len(gram) > 1} <= title


def _highest(reading: Reading, punished: Sequence[Option]) -> Option | None:
    """Return the option with the highest fine of the document asked about: what a regulation's fines reach is what its highest one does."""
    here = [one for one in punished if one.evidence.citation.document == reading.best.evidence.citation.document and one.penalty]
    tops = [
        (max((tier.amount.high or 0 for tier in fines([one.penalty.quote]) if tier.amount.unit == "元"), default=0), one)
        for one in here
        if one.penalty
    ]
    best = max(tops, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _fines(penalty: Penalty) -> bool:
    return any(sanction.type == "罚款" for sanction in penalty.sanctions)


def _counterpart(reading: Reading, duty: Option, punished: Sequence[Option]) -> Option | None:
    """Return the penal clause that describes the breach of a duty without naming its number: 妨碍或者阻挠 for 不得妨碍或者阻挠."""
    here = [one for one in punished if one.evidence.citation.document == duty.evidence.citation.document]
    alike = likenesses(duty.clause.text, [one.clause for one in here], duty.evidence.citation.document, reading)
    return next((one for one, like in zip(here, alike, strict=True) if like >= COUNTERPART), None)


def _for_named(reading: Reading, named: list[Evidence]) -> Draft | None:
    """Answer for an article that the question names: what it imposes, or what punishes breaking it."""
    meant = [one for one in named if one.citation.document in reading.understanding.documents]
    by_rank = {id(c.evidence): place for place, c in reversed(list(enumerate(reading.ranked)))}
    named = meant or sorted(named, key=lambda one: by_rank.get(id(one), len(by_rank)))
    for citation in reading.understanding.citations:
        for evidence in named:
            place = Citation(
                evidence.citation.document, evidence.citation.address, citation.paragraph, citation.item, evidence.citation.version
            )
            if evidence.citation.address != citation.address:
                continue
            own = [c for c in reading.ranked if c.evidence is evidence]
            here = next((c for c in own if _stands_at(c.clause.citation, place)), next(iter(own), None))
            if here is None:
                continue
            if punishing := reading.library.penalties_for(place):
                if every := _each(reading, place, punishing):
                    return every
                return _sanctioned(reading, Option(here.clause, evidence, 1.0, 1.0, fittest(punishing, reading), True))
            if standing := reading.library.penalties_at(place):
                if denied := _not_named(reading, standing):
                    return denied
                return _sanctioned(reading, Option(here.clause, evidence, 1.0, 1.0, fittest(standing, reading), False))
            if other := _otherwise(reading, Option(here.clause, evidence, 1.0, 1.0, None, True)):
                return _sanctioned(reading, other)
            return _unpunished(reading, Option(here.clause, evidence, 1.0, 1.0, None, True))
    return None


def _each(reading: Reading, place: Citation, punishing: Sequence[Penalty]) -> Draft | None:
    """Return all that punishes breaking parts of an article that a question names alone, telling no conduct: 违反第二十二条怎么罚, where each item has a
    penalty of its own."""
    known = reading.understanding
    if place.paragraph or place.item or len(known.citations) != 1 or known.follow_up or _asks_whether(reading):
        return None
    named = [one for one in punishing if one.violates and not one.citation.item]
    parts = {
        address for one in named for address in one.violates if address_key(parse_citation(address).address) == address_key(place.address)
    }
    bare = besides(subject(ASKS_PENALTY.sub(" ", OF_A_BREACH.sub(" ", known.own))), place.document)
    several = len({one.citation for one in named} | {one.citation for one, _ in _naming(reading, place.provision)}) > 1
    if not named or not several or place.address in parts or len(re.findall("[一-鿿]", bare)) >= CONDUCT or len(named) > MOST_PENALTIES:
        return None
    others = (one for one, _ in _naming(reading, place.provision) if not any(one.text in penalty.quote for penalty in named))
    quotes = unique(tuple(Quote(one.citation, one.quote) for one in named) + tuple(Quote(one.citation, one.text) for one in others))
    lines = "".join(f"\n- {one.text.partition(chr(10))[0]}" for one in quotes)
    return Draft(say("law-says", reading.language) + lines, quotes)


def _stands_at(clause: Citation, place: Citation) -> bool:
    """Say whether a clause is part of the paragraph or item that a question names."""
    return place.paragraph in (None, clause.paragraph) and place.item in (None, clause.item)


def _not_named(reading: Reading, named: Sequence[Penalty]) -> Draft | None:
    """Answer no where a penalty that a question names is for breaches of duties by their numbers, and the duty it tells of is none of them.

    观众扰乱秩序的，能否依第二十条第二款罚款: that one is for breaches of 第十条第一款, 第十一条, 第十二条, 第十三条, and 扰乱 stands in 第十五条.
    """
    penalty = fittest(named, reading)
    if not penalty.violates or not _asks_whether(reading) or not tells_conduct(reading.understanding.own):
        return None
    found = options(reading)
    bare = next((one for one in found if one.duty and one.evidence.citation.document == penalty.citation.document), None)
    punished = next((one for one in found if not one.duty), None)
    if bare is None or punished is None or bare.told <= punished.told or not _unlike(bare, punished, reading):
        return None
    said = core(bare.clause.text, reading.question, reading.relevance)
    quotes = (Quote(penalty.citation, penalty.quote), *quote_clause(bare.evidence, bare.clause))
    lead = say("act-no" if asked(reading.understanding.own) == "may" else "law-says", reading.language)
    return Draft(lead + penalty.quote + said, unique(quotes), "no")


def _otherwise(reading: Reading, duty: Option) -> Option | None:
    """Return what punishes breaking an article that no penalty names: its own words, the same conduct elsewhere, or what is left over."""
    at = duty.evidence.citation.provision
    own = list(clauses(at, duty.evidence.provision))
    if imposing := next((clause for clause in own if imposes(clause.text)), None):
        return replace(duty, clause=imposing, duty=False)
    penal: list[Option] = []
    whole = Citation(at.document, version=at.version)
    for place in dict.fromkeys(penalty.citation.provision for penalty in reading.library.penalties_at(whole)):
        if provision := reading.library.provision(place):
            evidence = Evidence(place, provision, 0.0, (), BESIDES)
            each = (Option(clause, evidence, 0.0, 0.0, standing(reading, clause), False) for clause in clauses(place, provision))
            penal.extend(option for option in each if option.penalty and not option.penalty.violates)
    said = "".join(clause.text for clause in own)
    alike = sorted(penal, key=lambda option: -reading.relevance.coverage(option.clause.text, said))[:COUNTERPARTS]
    return _counterpart(reading, duty, alike) or next((option for option in penal if OTHERS.search(option.clause.text)), None)


def _sanctioned(reading: Reading, option: Option) -> Draft:
    """Return what is imposed, and who is let off from it: first where the question tells that case, otherwise as a quotation."""
    draft = _imposed(reading, option)
    spared, quoted = _let_off(reading, option, draft)
    if spared is None:
        return replace(draft, quotes=unique((*draft.quotes, *quoted)))
    frame = say("law-says", reading.language)
    verdict: Verdict | None = ("conditional" if CAN.search(spared.text) else "no") if _asks_whether(reading) else None
    if spared.text in draft.conclusion:
        return replace(draft, verdict=verdict)
    otherwise = "" if verdict == "no" else draft.conclusion.removeprefix(frame).removeprefix(say("not-fined", reading.language))
    return Draft(frame + spared.text + otherwise, unique((Quote(spared.citation, spared.text), *draft.quotes)), verdict)


def _let_off(reading: Reading, option: Option, draft: Draft) -> tuple[Clause | None, list[Quote]]:
    """Return the sentence that lets off the case of a question, and the others of the penal provision that let anybody off."""
    penal = (option.penalty.citation if option.penalty else option.evidence.citation).provision
    owed = option.broken or (option.clause if option.duty else None)
    rules = "".join((option.said, owed.whole if owed else ""))
    quoted: list[Quote] = []
    for place in dict.fromkeys((penal, *((owed.citation.provision,) if owed else ()))):
        provision = reading.library.provision(place)
        for clause in clauses(place, provision) if provision else ():
            if clause.item is not None:
                continue
            if (out := LETS_OUT.search(clause.text)) and tells(
                reading.understanding.spelt, rules.replace(clause.text, ""), clause.text[: out.start()].rstrip("，的")
            ):
                return clause, []
            if place == penal and SPARES.search(clause.text):
                read = reading.judged(clause.whole) if _asks_whether(reading) else None
                if read and read.answers >= HEARD_TO_SPARE and (CAN.search(clause.text) or read.no >= SPARED_SURELY):
                    return clause, []
                if not any(clause.text in quote.text for quote in draft.quotes):
                    quoted.append(Quote(clause.citation, clause.text))
    return None, quoted


def without_number(words: str) -> str:
    """Return a penal sentence without the number of the duty that was broken, and whom it concerns.

    >>> without_number("建设单位违反本条例第九条规定，未公示的，处五千元罚款。")
    '建设单位未公示的，处五千元罚款。'
    >>> without_number("建设单位违反本条例第九条规定的，处五千元罚款。")
    '建设单位：处五千元罚款。'
    """
    found, who = PREFIX.match(words), ADDRESSEE.match(words)
    if found is None or found[0].count("违反") > 1:
        return words
    rest = words[found.end() :]
    if who is None or rest.startswith(who["who"]):
        return rest
    return f"{who['who']}{'：' if found[0].endswith('的，') or GOES_ON.match(rest) or rest.startswith('尚不') else ''}{rest}"


def _imposed(reading: Reading, option: Option) -> Draft:
    penalty = option.penalty
    if penalty is None or (SPARES.search(penalty.quote) and not _fines(penalty) and option.clause.item is None):
        spares = bool(SPARES.search(option.clause.text)) and option.clause.item is None
        said = option.clause.text if spares else core(option.clause.text, reading.wording, reading.relevance, ANSWERS["penalty"])
        lead = _no_fine(reading, bool(re.search("罚款", option.clause.text) or SPARES.search(option.clause.text)))
        shown = _fined(reading, option.evidence.citation) if lead == say("not-fined", reading.language) else []
        proof = unique((*quote_clause(option.evidence, option.clause), *shown))
        return Draft(lead + said, proof, _fact(reading, lead, option.clause.whole))
    if every := degrees(reading, penalty):
        lead = _no_fine(reading, _fines(penalty))
        said = f"{without_number(every[0].lead).rstrip('：:')}：{''.join(one.text for one in every)}"
        place = replace(penalty.citation, item=None)
        whole = Quote(place, reading.library.text(place) or "")
        return Draft(lead + said, unique((whole, *_duty(option, penalty, reading))), _verdict(reading, penalty, _fines(penalty)))
    sentence = penalty.quote.split("\n")[0]
    said = without_number(sentence)
    if penalty.citation.item:
        said = f"{option.clause.lead.rstrip('：:')}：{option.clause.text.rstrip('；。')}。" if option.clause.item else said
    said = re.sub(r"[：:]$", "。", said) if said.rstrip().endswith(("：", ":")) else said
    said = re.sub(r"有下列(?:行为|情形)之一的，", "", said) if option.clause.item is not None and not option.duty else said
    fine = _fines(penalty)
    quotes = [*_quoted(penalty, option, reading)]
    before, after = _going_on(reading, penalty) if option.clause.item is None else ((), ())
    if before or after:
        told = "".join((*before, penalty.quote, *after))
        quotes = [Quote(penalty.citation, told)] if told in (reading.library.text(penalty.citation) or "") else quotes
        said = f"{without_number(before[0])}{''.join(before[1:])}{sentence}{''.join(after)}" if before else said + "".join(after)
        fine = fine or any("罚款" in words for words in (*before, *after))
    if not fine and ASKS_FINE.search(reading.question) and (other := _fined_beside(reading, option, penalty)):
        penalty, fine = other, True
        quotes.append(Quote(other.citation, other.quote))
        said += other.quote
    if above := _above(reading, penalty):
        quotes.append(above)
        said, fine = said + ("" if fine else above.text), True
    fine = fine or bool(LAW_LEFT_TO.search(said))
    for graver in _graver(reading, penalty):
        quotes.append(Quote(graver.citation, graver.quote))
        said += graver.quote
    quotes.extend(_duty(option, penalty, reading))
    lead = _no_fine(reading, fine)
    conduct = option.clause.text.rstrip("；。")
    # 使用含磷洗涤用品的，处五百元以下罚款: an item that holds its own sanction is told as one.
    if option.clause.item is not None and not option.duty and conduct not in said:
        lead += f"{conduct}："
    return Draft(lead + said, unique(tuple(quotes)), _verdict(reading, penalty, fine))


def _going_on(reading: Reading, penalty: Penalty) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences of the same paragraph, before and behind, that tell one conduct together with that of a penalty: 逾期不改正的，…; 对单位处…."""
    provision = reading.library.provision(penalty.citation.provision)
    if provision is None or penalty.citation.item:
        return (), ()
    told = [one for one in clauses(penalty.citation.provision, provision) if one.citation == penalty.citation]
    at = next((at for at, one in enumerate(told) if one.text == penalty.quote), None)
    if at is None or any(one.paragraph.items for one in told):
        return (), ()
    goes_on = [bool(GOES_ON.match(one.text) or ABOVE.match(one.text)) for one in told]
    first, last = at, at
    while first > 0 and goes_on[first]:
        first -= 1
    while last + 1 < len(told) and (goes_on[last + 1] or (not _fines(penalty) and _fine_stands(reading, told[last + 1]))):
        last += 1
    words = [one.text for one in told]
    return tuple(words[first:at]), tuple(words[at + 1 : last + 1])


def _above(reading: Reading, penalty: Penalty) -> Quote | None:
    """Return the paragraph of the same article that a penal sentence goes by: 冒用证书的，依照前款的规定处罚."""
    found = AS_ABOVE.search(penalty.quote)
    if found is None or penalty.citation.item:
        return None
    for one in reading.library.references_from(penalty.citation):
        target = next((place for place in one.targets if place.provision == penalty.citation.provision), None)
        if one.text.endswith(found["where"]) and target and (words := reading.library.text(target)) and "罚款" in words:
            return Quote(target, words)
    return None


def _graver(reading: Reading, penalty: Penalty) -> list[Penalty]:
    """Return what another paragraph of the article imposes on a graver case of the same conduct, where the question does not tell the lighter one apart."""
    if penalty.citation.item or not penalty.conduct:
        return []
    found = []
    for one in reading.library.penalties_at(penalty.citation.provision):
        more = len(one.conduct or "") - len(penalty.conduct)
        if (
            one.citation != penalty.citation
            and not one.citation.item
            and 0 < more <= QUALIFIES
            and _within(penalty.conduct, one.conduct or "")
        ):
            found.append(one)
    return found


def _within(shorter: str, longer: str) -> bool:
    """Say whether the longer words are the shorter ones with something put in at one place."""
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return len(shorter) > QUALIFIES and longer.endswith(shorter[start:])


def _fine_stands(reading: Reading, clause: Clause) -> bool:
    """Say whether a sentence is a fine for what the sentence before it says: 违法采砂一百吨以下的，并处五万元以上十万元以下罚款."""
    return any(one.quote == clause.text and _fines(one) and not one.violates for one in reading.library.penalties_at(clause.citation))


def _fined_beside(reading: Reading, option: Option, penalty: Penalty) -> Penalty | None:
    """Return the fine for what a list that imposes another sanction names, provided by its number, 有前款第（三）项行为的，处…; or that of the sentence before."""
    place = option.clause.citation
    own = (
        [one for one in reading.library.penalties_for(place) if one.citation != penalty.citation and _fines(one)] if not option.duty else []
    )
    beside = [
        one for one in reading.library.penalties_at(penalty.citation) if one.quote != penalty.quote and _fines(one) and not one.violates
    ]
    return next(iter((*own, *beside)), None)


def _no_fine(reading: Reading, fine: bool) -> str:
    own = reading.understanding.own
    missing = ASKS_FINE.search(reading.question) and not fine and not asked_sanction(own) and not ASKS_WHO.search(own)
    return say("not-fined" if missing else "law-says", reading.language)


def _asks_whether(reading: Reading) -> bool:
    own = reading.understanding.own
    return asks_yes_no(own) or (bool(WHETHER.search(own)) and not ASKS_BESIDES.search(own))


def _fact(reading: Reading, lead: str, said: str) -> Verdict | None:
    if not _asks_whether(reading) or SPARES.search(said):
        return None
    asked = asked_sanction(reading.understanding.own)
    if asked and not asked.search(said):
        return "conditional" if LEFT_TO.search(said) else "no"
    return "no" if lead == say("not-fined", reading.language) and not asked else "yes"


def _verdict(reading: Reading, penalty: Penalty, fine: bool) -> Verdict | None:
    """Return what the penalty says to a yes/no question: no fine is no, a condition that the question does not tell is one."""
    if not _asks_whether(reading):
        return None
    own = reading.understanding.own
    if ASKS_FINE.search(own) and not fine and not asked_sanction(own):
        return "no"
    if actors.outsider(reading.understanding) and "处分" in own and actors.fitness(penalty.quote, reading.understanding) < 0:
        return "no"  # disciplinary sanctions are for officials alone
    return weigh(reading.question, penalty, _around(reading, penalty.citation))


def _around(reading: Reading, place: Citation) -> str:
    """Return the provision of a penalty, and what its document says of crimes, which mostly stands in a provision of its own."""
    provisions = reading.library.document(place.document, place.version).provisions
    return (reading.library.text(place.provision) or "") + "".join(part for one in provisions for part in CRIMES.findall(one.text))


def _quoted(penalty: Penalty, option: Option, reading: Reading) -> tuple[Quote, ...]:
    """Quote a penal sentence; of its list only the item that the question is about, where it is about one."""
    clause = option.clause
    if clause.item is not None and not option.duty:
        return quote_clause(option.evidence, clause)
    place = penalty.citation
    if place.item and (provision := reading.library.provision(place.provision)):
        # Its words at the address begin with the label, which an address of an item says already.
        return next((quote_by_number(one) for one in clauses(place.provision, provision) if one.citation == place), ())
    words = reading.library.text(place)
    return (Quote(place, penalty.quote if words is None or penalty.quote in words else words),)


def _duty(option: Option, penalty: Penalty, reading: Reading) -> list[Quote]:
    """Quote the duty that a penalty names by its number: the short list that holds it whole, for it says what is meant."""
    clause = option.clause if option.duty else option.broken
    if clause is None or not subject(about(reading)).strip():
        return []
    place = replace(clause.citation, item=None)
    whole = reading.library.text(place) or ""
    if clause.paragraph.items and len(whole) <= SHORT_PARAGRAPH:
        return [Quote(place, whole)]
    return [*quote_by_number(clause)]


def _unpunished(reading: Reading, option: Option | None) -> Draft | None:
    """Say that the text has no sanction of its own for this, what it does punish, and where it leaves the matter.

    Where another paragraph or item of the article has one, that is what is told.
    """
    candidate = option or Option(reading.best.clause, reading.best.evidence, 0.0, 0.0, None, True)
    if named := _named_as_broken(reading, candidate):
        return _of_no_sanction(reading, named, candidate)
    place = candidate.evidence.citation.provision
    address = place.address
    beside = reading.library.penalties_for(place)
    if described := [one for one in beside if one.conduct and not by_number(one) and not _of_other_items(one, candidate)]:
        penalty = fittest(described, reading)
        read = [reading.judged(words) for words in (penalty.quote, candidate.clause.whole)]
        if read[0] and read[1] and read[0].answers >= read[1].answers:
            return _sanctioned(reading, replace(candidate, penalty=penalty))
    if beside:
        address = reading.library.name(candidate.clause.citation).removeprefix(f"《{place.document}》")
    name = f"《{place.document}》"
    standing = reading.library.penalties_at(Citation(place.document, version=place.version))
    if not standing:
        said = say("no-penalties", reading.language, document=name)
    else:
        said = say("no-penalty", reading.language, document=name, address=address)
    left = _left_elsewhere(reading, place.document, place.version)
    duty = core(candidate.clause.text, reading.wording, reading.relevance) if candidate.clause.text else ""
    quotes = (*quote_clause(candidate.evidence, candidate.clause), *([left] if left else []), *_fined(reading, place))
    # 会不会被撵出来 asks for no punishment: the clause itself says.
    verdict: Verdict | None = "no" if _asks_whether(reading) and ASKS_LIABILITY.search(reading.question) else None
    if not standing and not ASKS_LIABILITY.search(reading.question):  # 他那个同事呢: a plan that punishes nothing may answer by itself
        said = say("law-says", reading.language)
    return Draft(said + duty + (left.text if left else ""), unique(quotes), verdict)


def _of_other_items(penalty: Penalty, duty: Option) -> bool:
    """Say whether a penalty names items of the article of a duty, and another than the one that is broken: each item is a duty of its own."""
    place = duty.clause.citation
    named = [parse_citation(address) for address in penalty.violates]
    here = [one for one in named if address_key(one.address) == address_key(place.address)]
    return place.item is not None and bool(here) and all(one.item and label_key(one.item) != label_key(place.item) for one in here)


def _named_as_broken(reading: Reading, duty: Option) -> Clause | None:
    """Return the sentence that names a duty by its number as broken, and leads to what is read as no sanction: 违反第十二条第三款规定…的，收容犬只.

    A clause that names a breach so itself is that sentence.
    """
    if NAMES_BREACH.search(duty.clause.text):
        return duty.clause
    place = duty.clause.citation
    naming = list(_naming(reading, place.provision))
    exact = next((one for one, targets in naming if any(_holds(target, place) for target in targets)), None)
    if exact or place.item:
        return exact
    # Another paragraph of the article is named, and what was done: as likely what is asked about as the duty.
    other = next((one for one, _ in naming if not BY_NUMBER.match(one.text)), None)
    read = [reading.judged(one.whole) for one in (other, duty.clause)] if other else []
    return other if read and read[0] and read[1] and read[0].answers >= max(read[1].answers, ANSWERS_IT) else None


def _naming(reading: Reading, place: Citation) -> Iterator[tuple[Clause, tuple[Citation, ...]]]:
    """Yield the sentences that name a provision of their document as broken, each with what of it they name."""
    for at in dict.fromkeys(one.provision for one in reading.library.references_to(place)):
        provision = reading.library.provision(at) if at != place and at.document == place.document else None
        for clause in clauses(at, provision) if provision else ():
            if clause.item is None and NAMES_BREACH.search(clause.text):
                head = clause.text.partition("规定")[0]
                named = [one for one in reading.library.references_from(clause.citation) if one.text in head]
                targets = tuple(target for one in named for target in one.targets if target.provision == place)
                if targets:
                    yield clause, targets


def _holds(target: Citation, place: Citation) -> bool:
    """Say whether a reference is to a place or to what holds it: 第十二条 to 第十二条第三款."""
    same = target.document == place.document and address_key(target.address) == address_key(place.address)
    return same and target.paragraph in (None, place.paragraph or 1) and target.item in (None, place.item)


def _of_no_sanction(reading: Reading, said: Clause, duty: Option) -> Draft:
    """Tell what a sentence that names a breach leads to, where that is no fine: a measure, or what another law provides."""
    left = bool(LAW_LEFT_TO.search(said.text))
    lead = say("law-says", reading.language) if left else _no_fine(reading, "罚款" in said.text)
    quotes = (Quote(said.citation, said.text), *(() if said == duty.clause else quote_clause(duty.evidence, duty.clause)))
    verdict: Verdict | None = None
    if _asks_whether(reading) and ASKS_LIABILITY.search(reading.question):
        verdict = "conditional" if left else "no" if lead == say("not-fined", reading.language) else None
    return Draft(lead + without_number(said.text), unique(quotes), verdict)


def _fined(reading: Reading, place: Citation) -> list[Quote]:
    """Quote the sentence that fines the breach of other duties by their numbers, to a question whether this one is fined."""
    if not ASKS_FINE.search(reading.question):
        return []
    standing = reading.library.penalties_at(Citation(place.document, version=place.version))
    fined = [one for one in standing if one.violates and _fines(one)]
    return [Quote(fined[0].citation, fined[0].quote)] if 0 < len(fined) <= ELSEWHERE else []


def _left_elsewhere(reading: Reading, document: str, version: str) -> Quote | None:
    for provision in reading.library.document(document, version).provisions:
        for clause in clauses(Citation(document, provision.address, version=version), provision):
            if LEFT.fullmatch(clause.text):
                return Quote(clause.citation, clause.text)
    return None
