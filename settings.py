"""Every setting of the product, in one frozen object. Only entry points read it; the rest is handed what it needs.

Each field is an environment variable with the prefix ``TIAOWEN_``, or a line in the ``.env`` file beside this one:
``TIAOWEN_EMBEDDING_MODEL=…``. An empty one is as good as none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, ModelWrapValidatorHandler, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
SHIPPED_MODEL = ROOT / "vectorstore" / "model"
SHIPPED_CONTEXT_MODEL = ROOT / "vectorstore" / "context_model"
SHIPPED_CROSS_ENCODER = ROOT / "vectorstore" / "cross_encoder"

QUESTIONS_A_MINUTE = 60
"""Four times what a busy person asks."""


WRONG = {
    "int_parsing": "应是整数",
    "float_parsing": "应是数",
    "bool_parsing": "应是 true 或 false",
    "greater_than": "应大于 {gt:g}",
    "greater_than_equal": "不能小于 {ge:g}",
    "less_than_equal": "不能大于 {le:g}",
}
"""What a value should be, by pydantic's name for what is wrong with it."""


class SettingsError(SystemExit):
    """A setting has a value that it cannot have. It ends a program with the sentence that says which and why."""


class Settings(BaseSettings):
    """Where things are, which models answer, and what the server allows."""

    model_config = SettingsConfigDict(
        env_prefix="TIAOWEN_", env_file=ROOT / ".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    corpus_dir: Path = Field(default=ROOT / "corpus", description="folder with the source documents")
    index_dir: Path = Field(
        default=ROOT / "vectorstore" / "data", description="folder that holds the builds and the pointer to the current one"
    )
    keep_builds: int = Field(default=3, ge=1, description="builds that stay: the current one and the newest others")
    """One to fall back to, and one that a slow reader may still have open."""
    gate_questions: Path | None = Field(default=None, description="questions that a new build must answer before it is switched to")
    gate_fail_under: str | None = Field(default=None, description="how well it must answer them, correct=0.9,verbatim=1.0")
    embedding_model: str = Field(default=str(SHIPPED_MODEL), description="any sentence-transformers name or path, or openai:NAME")
    embedding_base_url: str | None = Field(
        default=None, description="an OpenAI-compatible server for openai:NAME, http://127.0.0.1:8002/v1"
    )
    embedding_api_key: SecretStr | None = Field(default=None, description="key for that server")
    context_up_to: int = Field(
        default=20_000, ge=0, description="passages, at most, that the small transformer reads at ingest; 0: it reads none"
    )
    cross_encoder: bool = Field(default=True, description="let the small cross-encoder that ships read question and clauses together")
    reranker: str | None = Field(default=None, description="a cross-encoder, name or path, that looks again at the best; none by default")
    allow_download: bool = Field(default=False, description="let a hub model be downloaded")
    chroma_url: str | None = Field(default=None, description="a Chroma server, http://127.0.0.1:8000")
    chat_model: str | None = Field(
        default=None, description="a chat model for LangChain's init_chat_model, openai:qwen2.5; none by default"
    )
    chat_base_url: str | None = Field(default=None, description="an OpenAI-compatible server, http://127.0.0.1:8001/v1")
    chat_api_key: SecretStr | None = Field(default=None, description="key for the chat model")
    feedback_file: Path = Field(default=ROOT / "feedback.jsonl", description="where readers' judgements of answers are kept")
    log_questions: bool = Field(default=False, description="write the words of questions into the log, personal data masked")
    off_file: Path = Field(default=ROOT / "OFF", description="while this file exists, no question is answered")
    questions_a_minute: int = Field(default=QUESTIONS_A_MINUTE, ge=1, description="questions of one client a minute")
    chat_deadline: float = Field(
        default=30.0, gt=0, description="seconds for the chat model's whole answer; then the law's own words answer"
    )
    chat_max_tokens: int = Field(default=1200, gt=0, description="tokens of one answer of the chat model")
    chat_tokens_a_day: int = Field(default=2_000_000, gt=0, description="tokens that a process may use on one day: what caps the cost")
    keep_answers: int = Field(default=500, ge=0, description="answers of the day that are given again to the same question; 0: none")
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)

    @model_validator(mode="wrap")
    @classmethod
    def _in_words(cls, values: Any, handler: ModelWrapValidatorHandler[Settings]) -> Settings:
        try:
            return handler(values)
        except ValidationError as error:
            raise SettingsError(f"设置不对：{'；'.join(map(_in_words, error.errors()))}。请改正环境变量或 .env") from None


def _in_words(error: ErrorDetails) -> str:
    name = "_".join(map(str, error["loc"])).upper()
    should = WRONG[error["type"]].format(**error.get("ctx", {})) if error["type"] in WRONG else error["msg"]
    return f"TIAOWEN_{name}={error['input']} {should}"
