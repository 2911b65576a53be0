"""Changes of the corpus: one a provision, each asked about without saying it."""

from eval.mutate import Change, Verdict, rounds
from law.gazette import parse
from law.model import Citation
from qa.model import Answer

TEXT = """青山市灯会管理办法
第一条 为了加强灯会管理，制定本办法。
第二条 举办灯会的，举办者应当交纳保证金2000元，并在二十日前公布方案。
第三条 灯会结束后30日内退还保证金。
第四条 本办法自2018年3月1日起施行。
"""


def test_changes_are_not_given_away_by_their_questions() -> None:
    (document,) = parse(TEXT, "a.txt").documents
    changes = [change for changes in rounds([document]) for change in changes]
    assert {"amount", "period", "modality", "swapped", "removed"} <= {change.kind for change in changes}
    for change in changes:
        assert change.before != change.after
        if change.kind in ("amount", "period", "modality"):
            assert change.before not in change.question and change.after not in change.question
    assert all(len({change.place for change in one}) == len(one) for one in rounds([document]))


def test_the_old_words_after_a_change_are_no_following() -> None:
    change = Change("amount", Citation("办法", "第二条"), "交纳保证金2000元", "交纳保证金2200元", "交纳保证金多少元？")
    old, new = Answer("交纳保证金2000元。"), Answer("交纳保证金2200元。")
    assert Verdict(change, old, new).counts and Verdict(change, old, new).followed
    assert not Verdict(change, old, old).followed
    assert Verdict(change, old, Answer("没有规定。", refused=True)).followed
