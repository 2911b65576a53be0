"""What a penal clause imposes on the conduct that a question tells: all that the text says of it, and who is let off."""

from __future__ import annotations

import re
from dataclasses import replace

from law.model import Citation, Penalty
from law.penalties import GOES_ON
from qa.case import actors
from qa.case.conditions import LEFT_TO, asked_sanction, weigh
from qa.draft import SHORT_PARAGRAPH, Draft, Reading, quote_by_number, quote_clause, unique
from qa.model import Quote, Verdict
from qa.penalties.breaches import PREFIX, Option, about
from qa.penalties.degrees import degrees
from qa.question.kinds import ASKS_BESIDES, asks_yes_no
from qa.select import ANSWERS, core
from qa.wording.clauses import Clause, clauses
from qa.wording.relevance import subject
from qa.words import say
from qa.yes_no.excepted import tells

ASKS_FINE = re.compile(
    r"罚多少|(?<!处)罚(?:我|[他她它])|要罚|会罚|能罚|就罚|挨罚|被罚|罚不罚|(?<!除了)(?<!不[光只仅])罚款|开罚单|罚几|多少钱|多少元|罚钱|罚金|\bfine",
    re.IGNORECASE,
)
WHETHER = re.compile(
    r"(?:就|会|要|能|该|得|可以|真)[^，。？?]{0,8}(?:罚|处分|追究|追责|处理|拘留|坐牢|赔|这样)[^，。？?]{0,4}[？?]$|真会|真要|\b(?:will|would|can|could)\b[^.?]{0,60}\?$",
    re.IGNORECASE,
)
"""直接就罚？ without 吗."""
SPARES = re.compile(r"(?:不予|免予|免于|免除|可以不|从轻|减轻)[^，。；]{0,8}(?:处罚|罚款|处分)")
"""初次违法的，可以不予行政处罚: says neither that there is a fine nor that there is none."""
CRIMES = re.compile(r"构成犯罪的[^。]*刑事责任")
ADDRESSEE = re.compile(r"^(?P<who>(?!有关|对|因|其中|在|单位和个人)[^，。；的]{2,24}?)违反本")
"""建设单位 of 建设单位违反本条例第二十二条规定，未及时委托鉴定的: whom the sanction concerns."""
CAN = re.compile(r"可以?|酌情|从轻|减轻")
LETS_OUT = re.compile(r"不受(?:本条|本款|前款|前两款|前项)[^，。；]{0,10}限制?|不适用(?:本条|本款|前款)")
"""盲人携带导盲犬的，不受本条规定的限制: the rule that is broken is none for them."""
HEARD_TO_SPARE, SPARED_SURELY = 0.1, 0.5
"""Probability with which a sentence that lets off is read as answering, from which on it is told, and with which it is read as saying no."""
ELSEWHERE = 2
"""Sentences that fine breaches of other duties, at most, for one to be quoted to show that this duty is not among them."""
QUALIFIES = 6
"""Letters, at most, that tell a graver case of the same conduct from it: 驾驶营运机动车的 beside 驾驶机动车的."""
ASKS_WHO = re.compile(r"^(?!.*(?:多少|几|[吗么]|不罚)).*(?:谁|哪个?(?:部门|机关|单位|家))")
"""罚款由谁罚: that a fine is provided is taken for granted."""
AS_ABOVE = re.compile(r"(?:依照|按照)(?:本条)?(?P<where>前款|第[一二三四五六七八九十]款)(?:的?规定)?(?:给予|予以)?处罚")
"""冒用证书的，依照前款的规定处罚: how much, the paragraph before says."""
LAW_LEFT_TO = re.compile(
    r"(?:依照|按照|依据|根据|按)(?!.{0,4}职责)[^，；。]*(?:法|规定|条例|规章)[^，；。]{0,8}(?:处罚|处理|执行|查处|追究)"
)
"""违反本条例第十一条规定的，按照《认证认可条例》的有关规定处理: what that law provides is not told here."""
ABOVE = re.compile(
    r"^[^，。]{0,12}(?:实施|有)(?:以上|上述|前述)[^，。]{0,8}行为|^对[^，。；]{2,30}的，(?:可以?)?(?:并)?处|^(?:经?劝[阻导]|教育|警告)[^，。]{0,6}(?:无效|不改|不听)|^[^，。；]{2,30}的，(?:可以?)?并处"
)
"""单位实施以上违法行为的，可以对主要负责人处…: a sentence that goes on about the conduct of the one before."""


def imposes_fine(penalty: Penalty) -> bool:
    """Say whether a fine is among the sanctions."""
    return any(sanction.type == "罚款" for sanction in penalty.sanctions)


def sanctioned(reading: Reading, option: Option) -> Draft:
    """Return what is imposed, and who is let off from it: first where the question tells that case, otherwise as a quotation."""
    draft = _imposed(reading, option)
    spared, quoted = _let_off(reading, option, draft)
    if spared is None:
        return replace(draft, quotes=unique((*draft.quotes, *quoted)))
    frame = say("law-says", reading.language)
    verdict: Verdict | None = ("conditional" if CAN.search(spared.text) else "no") if asks_whether(reading) else None
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
                read = reading.judged(clause.whole) if asks_whether(reading) else None
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
    if penalty is None or (SPARES.search(penalty.quote) and not imposes_fine(penalty) and option.clause.item is None):
        spares = bool(SPARES.search(option.clause.text)) and option.clause.item is None
        said = option.clause.text if spares else core(option.clause.text, reading.wording, reading.relevance, ANSWERS["penalty"])
        lead = lead_of(reading, bool(re.search("罚款", option.clause.text) or SPARES.search(option.clause.text)))
        shown = fined_elsewhere(reading, option.evidence.citation) if lead == say("not-fined", reading.language) else []
        proof = unique((*quote_clause(option.evidence, option.clause), *shown))
        return Draft(lead + said, proof, _fact(reading, lead, option.clause.whole))
    if every := degrees(reading, penalty):
        lead = lead_of(reading, imposes_fine(penalty))
        said = f"{without_number(every[0].lead).rstrip('：:')}：{''.join(one.text for one in every)}"
        place = replace(penalty.citation, item=None)
        whole = Quote(place, reading.library.text(place) or "")
        return Draft(lead + said, unique((whole, *_duty(option, penalty, reading))), _verdict(reading, penalty, imposes_fine(penalty)))
    sentence = penalty.quote.split("\n")[0]
    said = without_number(sentence)
    if penalty.citation.item:
        said = f"{option.clause.lead.rstrip('：:')}：{option.clause.text.rstrip('；。')}。" if option.clause.item else said
    said = re.sub(r"[：:]$", "。", said) if said.rstrip().endswith(("：", ":")) else said
    said = re.sub(r"有下列(?:行为|情形)之一的，", "", said) if option.clause.item is not None and not option.duty else said
    fine = imposes_fine(penalty)
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
    lead = lead_of(reading, fine)
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
    while last + 1 < len(told) and (goes_on[last + 1] or (not imposes_fine(penalty) and _fine_stands(reading, told[last + 1]))):
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
    return any(one.quote == clause.text for one in _fines_of_its_own(reading, clause.citation))


def _fined_beside(reading: Reading, option: Option, penalty: Penalty) -> Penalty | None:
    """Return the fine for what a list that imposes another sanction names, provided by its number, 有前款第（三）项行为的，处…; or that of the sentence before."""
    place = option.clause.citation
    own = (
        [one for one in reading.library.penalties_for(place) if one.citation != penalty.citation and imposes_fine(one)]
        if not option.duty
        else []
    )
    beside = [one for one in _fines_of_its_own(reading, penalty.citation) if one.quote != penalty.quote]
    return next(iter((*own, *beside)), None)


def _fines_of_its_own(reading: Reading, place: Citation) -> list[Penalty]:
    """Return the fines that stand at a place and name no duty by its number."""
    return [one for one in reading.library.penalties_at(place) if imposes_fine(one) and not one.violates]


def lead_of(reading: Reading, fine: bool) -> str:
    """Return what a conclusion begins with: that no fine is provided, where one is asked for and there is none."""
    own = reading.understanding.own
    missing = ASKS_FINE.search(reading.question) and not fine and not asked_sanction(own) and not ASKS_WHO.search(own)
    return say("not-fined" if missing else "law-says", reading.language)


def asks_whether(reading: Reading) -> bool:
    """Say whether a question asks for yes or no: 就罚？ too, without 吗."""
    own = reading.understanding.own
    return asks_yes_no(own) or (bool(WHETHER.search(own)) and not ASKS_BESIDES.search(own))


def _fact(reading: Reading, lead: str, said: str) -> Verdict | None:
    if not asks_whether(reading) or SPARES.search(said):
        return None
    asked = asked_sanction(reading.understanding.own)
    if asked and not asked.search(said):
        return "conditional" if LEFT_TO.search(said) else "no"
    return "no" if lead == say("not-fined", reading.language) and not asked else "yes"


def _verdict(reading: Reading, penalty: Penalty, fine: bool) -> Verdict | None:
    """Return what the penalty says to a yes/no question: no fine is no, a condition that the question does not tell is one."""
    if not asks_whether(reading):
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


def fined_elsewhere(reading: Reading, place: Citation) -> list[Quote]:
    """Quote the sentence that fines the breach of other duties by their numbers, to a question whether this one is fined."""
    if not ASKS_FINE.search(reading.question):
        return []
    standing = reading.library.penalties_at(Citation(place.document, version=place.version))
    fined = [one for one in standing if one.violates and imposes_fine(one)]
    return [Quote(fined[0].citation, fined[0].quote)] if 0 < len(fined) <= ELSEWHERE else []
