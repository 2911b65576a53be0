from __future__ import annotations

from pathlib import Path

import pytest

from tests.vectorstore.small_model import write_small_model
from vectorstore.passage import Passage
from vectorstore.static import StaticEmbeddings

TEXTS = {
    "《甲办法》第一条": "甲办法 总则\n为了规范体育赛事活动，保障参赛者和观众的合法权益，制定本办法。",
    "《甲办法》第二条": "甲办法 总则\n本办法所称体育赛事，是指有组织的体育竞赛活动。",
    "《甲办法》第三条": "甲办法 举办\n举办体育赛事不实行行政许可。法律、行政法规另有规定的，从其规定。",
    "《甲办法》第四条": "甲办法 举办\n举办者应当制定突发事件应急预案，配备急救人员。",
    "《甲办法》第五条": "甲办法 法律责任\n违反本办法第四条规定的，由体育主管部门责令改正，可以处2000元以上3万元以下的罚款。",
    "《乙规划》一": "乙规划\n到2022年，全省人工智能产业规模达到500亿元。",
    "《乙规划》二": "乙规划\n建设B2C服务平台，推广AI辅助诊断。",
    "《乙规划》三": "乙规划\n加强人才培养，设立专项资金。",
}


@pytest.fixture(scope="session")
def small_model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_model(tmp_path_factory.mktemp("model") / "small")


@pytest.fixture(scope="session")
def small_model(small_model_folder: Path) -> StaticEmbeddings:
    return StaticEmbeddings(small_model_folder)


@pytest.fixture(scope="session")
def passages() -> list[Passage]:
    return [Passage(id, text) for id, text in TEXTS.items()]
