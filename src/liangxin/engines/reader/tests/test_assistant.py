"""The assistant may propose; what does not stand in the words is dropped, and nothing enters by itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from liangxin.engines.reader.assistant import AssistantUnavailable, ChatAssistant, assistant_from, checked
from liangxin.engines.reader.command import main
from liangxin.engines.reader.findings import Comparator, Span, TargetKind, Unread

CLAUSE = "对使用15年以上的电梯优先更新，涉及1.2万台"
GOOD = {"clause": 0, "indicator": "老旧电梯", "kind": "cumulative", "figure": "1.2", "multiple": "万", "unit": "台"}
GOOD |= {"comparator": "reach", "deadline": None}


class Service:
    """A local double that answers in the chat-completions form and keeps what it was asked."""

    def __init__(self) -> None:
        self.says = json.dumps({"proposals": [GOOD]})
        self.asked: list[tuple[str, str | None, dict[str, Any]]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append((self.path, self.headers["Authorization"], body))
                answer = json.dumps({"choices": [{"message": {"content": service.says}}]}).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    thread = threading.Thread(target=service.server.serve_forever)
    thread.start()
    yield service
    service.server.shutdown()
    thread.join()
    service.server.server_close()


def test_it_is_off_without_an_address() -> None:
    assert assistant_from({}) is None


def test_it_asks_in_the_agreed_form_and_gives_checked_proposals(service: Service) -> None:
    assistant = ChatAssistant(service.address, "some-model", "secret")
    unread = [Unread("无关", Span(0, 2), "")] * 40 + [Unread(CLAUSE, Span(2, 30), "")]
    (proposal,) = assistant.propose(unread)
    assert (proposal.clause, proposal.value, proposal.kind) == (40, 12000, TargetKind.CUMULATIVE)
    path, authorization, body = service.asked[1]
    assert (path, authorization) == ("/v1/chat/completions", "Bearer secret")
    assert body["model"] == "some-model"
    assert CLAUSE in body["messages"][1]["content"]


@pytest.mark.parametrize(
    "change",
    [
        {"figure": "99"},  # not in the words
        {"figure": "2"},  # only part of a number
        {"multiple": "亿"},
        {"multiple": "千"},
        {"clause": 7},
        {"clause": "0"},
        {"kind": "wish"},
        {"comparator": "maybe"},
        {"indicator": ""},
        {"figure": "1.2; DROP"},
    ],
)
def test_what_does_not_stand_in_the_words_is_dropped(change: dict[str, object]) -> None:
    assert checked({"proposals": [GOOD]}, [CLAUSE])
    assert checked({"proposals": [GOOD | change]}, [CLAUSE]) == []


def test_a_year_that_the_clause_does_not_have_is_left_out() -> None:
    (proposal,) = checked({"proposals": [GOOD | {"deadline": 2027}]}, [CLAUSE])
    assert proposal.deadline is None


def test_a_direction_needs_no_figure() -> None:
    (proposal,) = checked({"proposals": [GOOD | {"kind": "directional", "figure": ""}]}, [CLAUSE])
    assert (proposal.value, proposal.comparator) == (None, Comparator.REACH)


@pytest.mark.parametrize("answer", ["[]", "null", '{"proposals": 3}', '{"proposals": [1]}'])
def test_an_answer_without_proposals_proposes_nothing(service: Service, answer: str) -> None:
    service.says = answer
    assert ChatAssistant(service.address, "m").propose([Unread(CLAUSE, Span(0, 9), "")]) == []


def test_an_answer_that_is_no_json_is_refused_in_words(service: Service) -> None:
    service.says = "好的，以下是目标："
    with pytest.raises(AssistantUnavailable, match="不受影响"):
        ChatAssistant(service.address, "m").propose([Unread(CLAUSE, Span(0, 9), "")])


def test_a_service_that_is_away_is_refused_in_words() -> None:
    with pytest.raises(AssistantUnavailable, match="连接"):
        ChatAssistant("http://127.0.0.1:9/v1", "m", seconds=2).propose([Unread(CLAUSE, Span(0, 9), "")])
    with pytest.raises(AssistantUnavailable, match="http"):
        ChatAssistant("file:///etc", "m").propose([Unread(CLAUSE, Span(0, 9), "")])


def test_the_command_keeps_proposals_beside_the_findings(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIANGXIN_ASSISTANT_URL", service.address)
    plan = tmp_path / "方案.txt"
    text = "某县工作方案\n一、任务\n（一）更新电梯。对使用15年以上的电梯优先更新。（牵头单位：县住建局）\n"
    plan.write_text(text, encoding="utf-8")
    service.says = json.dumps({"proposals": [GOOD | {"figure": "15", "multiple": ""}]})
    assert main([str(plan), "--json", "--assistant"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [proposal["value"] for proposal in record["proposals"]] == [15]
    assert record["targets"] == []
    monkeypatch.delenv("LIANGXIN_ASSISTANT_URL")
    assert main([str(plan), "--json", "--assistant"]) == 2
