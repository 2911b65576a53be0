"""What the page says, in Chinese and in English: every string that a reader sees and that is no word of a document."""

from __future__ import annotations

from dataclasses import dataclass

from qa.model import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The strings of one language. ``{…}`` marks what is filled in."""

    language: Language
    html_language: str
    name: str
    tagline: str
    other_language: str
    documents: str
    home: str
    welcome: str
    welcome_more: str
    question_label: str
    question_hint: str
    ask: str
    keys: str
    you_asked: str
    answer: str
    basis: str
    more_basis: str
    in_force: str
    not_yet: str
    copy: str
    copied: str
    again: str
    working: str
    next_questions: str
    refused: str
    refused_hint: str
    nearest: str
    note: str
    failed: str
    failed_more: str
    empty_question: str
    long_question: str
    busy: str
    too_many: str
    too_large: str
    unreachable: str
    stopped: str
    ask_title: str
    disclaimer: str
    coverage: str
    coverage_dated: str
    document_list: str
    document_list_more: str
    search_documents: str
    search: str
    none_found: str
    first_shown: str
    contents: str
    full_text: str
    document_number: str
    authority: str
    promulgated: str
    effective: str
    repealed: str
    replaced: str
    expired: str
    not_any_more: str
    until: str
    degraded: str
    source: str
    source_lines: str
    articles: str
    sections: str
    chapter: str
    before: str
    after: str
    refers_to: str
    referred_from: str
    penalised_by: str
    close: str
    back: str
    print: str
    versions: str
    not_found: str
    no_such_page: str
    not_found_more: str
    no_index: str
    no_index_more: str
    not_in_corpus: str
    penalties: str
    penalties_more: str
    penalty_count: str
    no_penalties: str
    search_penalties: str
    documents_filter: str
    enforced_by: str
    sanction: str
    amount_filter: str
    all_of_them: str
    clear_filters: str
    export: str
    conduct: str
    violated: str
    range: str
    condition: str
    legal_basis: str
    imposed_on: str
    optional: str
    pages: str
    page_before: str
    page_after: str
    compare: str
    one_version: str
    only_changes: str
    whole_text: str
    change_count: str
    version_of: str
    not_there: str
    thanks: str
    helpful: str
    report: str
    judge_title: str
    wrong_citation: str
    wrong_answer: str
    should_refuse: str
    comment: str
    send: str
    share: str
    shared: str
    too_slow: str
    switched_off: str
    search_in: str
    found_in: str
    articles_found: str
    penalty_columns: tuple[str, ...]
    general: tuple[str, ...]

    @property
    def home_address(self) -> str:
        """Where the chat of this language is."""
        return "/" if self.language == "zh" else "/en/"

    @property
    def other(self) -> Words:
        """The strings of the other language."""
        return ENGLISH if self.language == "zh" else CHINESE

    def general_questions(self, title: str) -> tuple[str, ...]:
        """Return questions that any document can be asked."""
        return tuple(question.format(title=title) for question in self.general)


CHINESE = Words(
    language="zh",
    html_language="zh-CN",
    name="条问",
    tagline="用条文回答法规问题",
    other_language="English",
    documents="文件目录",
    home="提问",
    welcome="想了解哪条规定？",
    welcome_more="用平常的话提问。回答只引用已收录文件的原文，并注明出自哪一条；没有规定的，会直接告诉您没有。",
    question_label="您的问题",
    question_hint="用平常的话写下问题",
    ask="提问",
    keys="Enter 发送，Shift + Enter 换行",
    you_asked="您问",
    answer="回答",
    basis="依据原文",
    more_basis="另有 {count} 处依据",
    in_force="{date} 起施行",
    not_yet="尚未施行",
    copy="复制回答与出处",
    copied="已复制",
    again="重新开始",
    working="正在查找条文…",
    next_questions="接着可以问",
    refused="已收录的文件里没有找到可以直接回答的条文",
    refused_hint="可以换一种说法，写明文件名称或条号，或者看看相近的条文。",
    nearest="相近的条文",
    note="说明：",
    failed="这次没能给出回答",
    failed_more="系统暂时出了问题，您的问题没有被记录。请稍后再问一次。",
    empty_question="请先写下您的问题。",
    long_question="问题太长了：最多 {limit} 个字，现在有 {length} 个字。请只写最想问的一件事。",
    busy="现在提问的人较多，请稍等片刻再试。",
    too_many="提问太频繁了，请在 {seconds} 秒后再试。",
    too_large="提交的内容太大，请缩短后再试。",
    unreachable="暂时连接不上服务，请检查网络后再试。",
    stopped="连接中断，回答没有完成。请再问一次。",
    ask_title="提问",
    disclaimer="本服务引用原文，不替代正式法律意见。以正式公布的文本为准。",
    coverage="收录 {count} 份文件",
    coverage_dated="收录 {count} 份文件，最近公布日期 {date}",
    document_list="文件目录",
    document_list_more="回答只依据以下文件。点开可以阅读全文。",
    search_documents="按名称或文号查找",
    search="查找",
    none_found="没有找到名称或文号里含有“{query}”的文件。",
    first_shown="共 {count} 份，先列出 {shown} 份；请输入名称缩小范围。",
    contents="目录",
    full_text="阅读全文",
    document_number="文号",
    authority="发布机关",
    promulgated="公布日期",
    effective="施行日期",
    repealed="已被《{title}》废止",
    replaced="已被{title}取代",
    expired="已过有效期",
    not_any_more="不再有效",
    until="{date} 起失效",
    degraded="索引不完整，正在用较慢的方式查找，回答不受影响。",
    source="来源",
    source_lines="{file} 第 {first}–{last} 行",
    articles="{count} 条",
    sections="{count} 段",
    chapter="所在章节",
    before="上一条",
    after="下一条",
    refers_to="本条引用的规定",
    referred_from="引用本条的规定",
    penalised_by="违反本条的处罚",
    close="关闭",
    back="返回",
    print="打印",
    versions="其他版本",
    no_such_page="没有这个地址。",
    not_found="没有找到这份文件或这一条",
    not_found_more="链接里的文件名称或条号可能有误。可以从文件目录里查找。",
    no_index="还没有可以查询的文件",
    no_index_more="请先在服务器上运行下面的命令，把文件读入并建立索引；完成后本页会自动打开。",
    not_in_corpus="未收录",
    penalties="处罚查询",
    penalties_more="每一项处罚的行为、幅度、条件、执法机关和条文依据。点开条文可以看到原文。",
    penalty_count="共 {count} 项",
    no_penalties="没有符合这些条件的处罚。可以减少条件再查。",
    search_penalties="违法行为或关键词",
    documents_filter="文件",
    enforced_by="执法机关",
    sanction="处罚种类",
    amount_filter="罚款金额（元）落在幅度内",
    all_of_them="全部",
    clear_filters="清除条件",
    export="导出 {kind}",
    conduct="违法行为",
    violated="违反的条款",
    range="幅度",
    condition="条件和对象",
    legal_basis="依据",
    imposed_on="对{target}",
    optional="可以",
    pages="分页",
    page_before="上一页",
    page_after="下一页",
    compare="版本对照",
    one_version="这份文件没有两个可以对照的版本。",
    only_changes="只看有变化的条文",
    whole_text="显示全部条文",
    change_count="{changed} 条有变化，{same} 条没有变化。",
    version_of="{date} 版",
    not_there="（没有这一条）",
    thanks="谢谢，已经记下。",
    helpful="有帮助",
    report="回答有问题",
    judge_title="这个回答有什么问题？",
    wrong_citation="引用的条文不对",
    wrong_answer="回答错了",
    should_refuse="条文没有规定，不该这样回答",
    comment="补充说明（可不填，请不要写个人信息）",
    send="提交",
    share="复制链接",
    shared="链接已复制",
    too_slow="这个问题用的时间太长，没有完成。请换一种更简单的问法。",
    switched_off="服务暂停，请稍后再来。",
    search_in="在本文件中查找",
    found_in="{count} 条含有这些字",
    articles_found="有关的条文",
    penalty_columns=("违法行为", "违反的条款", "处罚种类", "最低", "最高", "单位", "基数", "条件", "对象", "执法机关", "依据", "原文"),
    general=("《{title}》适用于什么范围？", "《{title}》什么时候施行？", "违反《{title}》会受到什么处罚？"),
)

ENGLISH = Words(
    language="en",
    html_language="en",
    name="Tiaowen",
    tagline="Regulations, answered clause by clause",
    other_language="中文",
    documents="Documents",
    home="Ask",
    welcome="What do the rules say?",
    welcome_more=(
        "Ask in plain words, in English or Chinese. Answers quote the official Chinese text and name the article; "
        "where the documents say nothing, you are told so."
    ),
    question_label="Your question",
    question_hint="Ask in plain words",
    ask="Ask",
    keys="Enter to send, Shift + Enter for a new line",
    you_asked="You asked",
    answer="Answer",
    basis="The words of the text",
    more_basis="{count} more passages",
    in_force="in force from {date}",
    not_yet="not yet in force",
    copy="Copy with citations",
    copied="Copied",
    again="Start again",
    working="Looking through the articles…",
    next_questions="You could ask next",
    refused="No article in the documents held here answers this directly",
    refused_hint="Try other words, name the document or the article, or look at the nearest articles.",
    nearest="Nearest articles",
    note="Note: ",
    failed="This question could not be answered just now",
    failed_more="Something went wrong on our side. Your question was not recorded. Please ask again in a moment.",
    empty_question="Please write your question first.",
    long_question="The question is too long: at most {limit} characters, this one has {length}. Please ask one thing at a time.",
    busy="Many people are asking right now. Please try again in a moment.",
    too_many="Too many questions in a short time. Please try again in {seconds} seconds.",
    too_large="What was sent is too large. Please shorten it and try again.",
    unreachable="The service cannot be reached. Please check the network and try again.",
    stopped="The connection broke before the answer was complete. Please ask again.",
    ask_title="Ask",
    disclaimer="This service quotes official texts. It is no substitute for formal legal advice; the promulgated text prevails.",
    coverage="{count} documents held",
    coverage_dated="{count} documents held, latest promulgated {date}",
    document_list="Documents",
    document_list_more="Answers rest on these documents only. Open one to read it in full.",
    search_documents="Find by title or number",
    search="Find",
    none_found="No document has “{query}” in its title or number.",
    first_shown="{count} documents, the first {shown} listed; type part of a title to narrow them down.",
    contents="Contents",
    full_text="Read the full text",
    document_number="Number",
    authority="Issued by",
    promulgated="Promulgated",
    effective="In force from",
    repealed="Repealed by 《{title}》",
    replaced="Replaced by {title}",
    expired="Expired",
    not_any_more="No longer in force",
    until="ended {date}",
    degraded="The index is incomplete; answers come from a slower, exact search.",
    source="Source",
    source_lines="{file}, lines {first}–{last}",
    articles="{count} articles",
    sections="{count} sections",
    chapter="Part of",
    before="Previous",
    after="Next",
    refers_to="Provisions that this one refers to",
    referred_from="Provisions that refer to this one",
    penalised_by="Penalties for breaking this provision",
    close="Close",
    back="Back",
    print="Print",
    versions="Other versions",
    no_such_page="There is no such address.",
    not_found="There is no such document or article",
    not_found_more="The title or the article in the link may be wrong. The list of documents may help.",
    no_index="There are no documents to ask about yet",
    no_index_more="Run this command on the server to read the documents and build the index; this page opens by itself when it is done.",
    not_in_corpus="not held here",
    penalties="Penalties",
    penalties_more="Every sanction with the conduct, range, condition, authority and the clause it rests on. Open a clause to read its words.",
    penalty_count="{count} sanctions",
    no_penalties="No sanction fits these filters. Try fewer of them.",
    search_penalties="Conduct or keyword",
    documents_filter="Document",
    enforced_by="Authority",
    sanction="Sanction",
    amount_filter="Fine range holds (yuan)",
    all_of_them="all",
    clear_filters="Clear filters",
    export="Export {kind}",
    conduct="Conduct",
    violated="Provision broken",
    range="Range",
    condition="Condition, on whom",
    legal_basis="Basis",
    imposed_on="on {target}",
    optional="may",
    pages="Pages",
    page_before="Previous page",
    page_after="Next page",
    compare="Compare versions",
    one_version="There are no two versions of this document to compare.",
    only_changes="Show changes only",
    whole_text="Show the whole text",
    change_count="{changed} articles changed, {same} did not.",
    version_of="version of {date}",
    not_there="(no such article)",
    thanks="Thank you, noted.",
    helpful="Helpful",
    report="Something is wrong",
    judge_title="What is wrong with this answer?",
    wrong_citation="It cites the wrong provision",
    wrong_answer="The answer is wrong",
    should_refuse="The texts do not say this",
    comment="Anything to add (optional; no personal data, please)",
    send="Send",
    share="Copy link",
    shared="Link copied",
    too_slow="This question took too long and was given up. Please ask it more simply.",
    switched_off="The service is paused. Please come back later.",
    search_in="Find in this document",
    found_in="{count} provisions hold these words",
    articles_found="Provisions about it",
    penalty_columns=(
        "Conduct",
        "Provision broken",
        "Sanction",
        "Minimum",
        "Maximum",
        "Unit",
        "Base",
        "Condition",
        "Imposed on",
        "Authority",
        "Basis",
        "Words of the text",
    ),
    general=("What does 《{title}》 apply to?", "When does 《{title}》 take effect?", "What are the penalties under 《{title}》?"),
)


def words_for(language: str | None) -> Words:
    """Return the strings for a language code such as ``en`` or ``zh-CN``; Chinese unless English is asked for."""
    return ENGLISH if (language or "").strip().lower().startswith("en") else CHINESE
