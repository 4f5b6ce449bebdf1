"""What stands in a status cell, in many spellings and languages."""

from __future__ import annotations

import pytest

from gonogo.model.item import Status
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.statuses import Legend, StatusReader

STATED = [
    ("Done", "done"),
    ("Done (#27)", "done"),
    ("✅ **COMPLETE**", "done"),
    ("`implemented`", "done"),
    ("Pass: 37/37 assertions", "done"),
    ("100 %", "done"),
    ("12/12", "done"),
    ("✅ Designed", "done"),
    ("✅ 9/9 laws", "done"),
    ("Complete ✅", "done"),
    ("[DONE]", "done"),
    ("baseline implemented", "done"),
    ("closed", "done"),
    ("已完成（三月）", "done"),
    ("완료", "done"),
    ("เสร็จแล้ว", "done"),
    ("concluído", "done"),
    ("fait", "done"),
    ("erledigt", "done"),
    ("Готово", "done"),
    ("完了", "done"),
    ("🟢 Done", "done"),
    ("in_progress", "in_progress"),
    ("In Progress (60%)", "in_progress"),
    ("🔨 in progress", "in_progress"),
    ("85% – waiting for data", "in_progress"),
    ("7 / 12", "in_progress"),
    ("⚠️ Partial. Head is real", "in_progress"),
    ("进行中", "in_progress"),
    ("진행 중", "in_progress"),
    ("đang làm", "in_progress"),
    ("🟡", "in_progress"),
    ("Not Started", "not_started"),
    ("not yet tried", "not_started"),
    ("❌ Open. Toy data", "not_started"),
    ("⏳ Future", "not_started"),
    ("TBD", "not_started"),
    ("Pending", "not_started"),
    ("ready to start", "not_started"),
    ("未完成", "not_started"),
    ("미착수", "not_started"),
    ("☐ PASS / ☐ FAIL", "not_started"),
    ("[ ]", "not_started"),
    ("0%", "not_started"),
    ("blocked on legal", "blocked"),
    ("FAIL", "blocked"),
    ("NO-GO", "blocked"),
    ("⛔", "blocked"),
    ("阻塞", "blocked"),
    ("Ready for Review", "ready_for_signoff"),
    ("🟡 In-review", "ready_for_signoff"),
    ("pending sign-off", "ready_for_signoff"),
    ("Completed (Doc Baseline)", "doc_baseline"),
    ("Signed Off", "signed_off"),
    ("Approved", "signed_off"),
    ("承認済み", "signed_off"),
    ("Excluded", "cancelled"),
    ("deferred to Q3", "cancelled"),
    ("Won't do", "cancelled"),
    ("N/A", "cancelled"),
    ("Obsoleto", "cancelled"),
    ("[x] GO [ ] NO-GO", "done"),
    ("[ ] GO [x] NO-GO", "blocked"),
    ("[ ] GO [ ] NO-GO", "not_started"),
    ("**Code**: ✅ done<br/>**Docs**: ⚠️ partial", "in_progress"),
    ("**Code**: ✅ done<br/>**Docs**: ✅ done", "done"),
]


@pytest.mark.parametrize(("cell", "status"), STATED)
def test_leading_mark_or_word_decides_and_prose_follows(cell: str, status: str) -> None:
    assert StatusReader(BUILT_IN).cell(cell) == status


@pytest.mark.parametrize("cell", ["", "-", "🔴 the critical path", "see notes", "lorem ipsum dolor sit amet done"])
def test_what_says_nothing_understood_is_no_status(cell: str) -> None:
    assert StatusReader(BUILT_IN).cell(cell) is None


def test_the_document_legend_beats_the_dialect() -> None:
    legend = Legend(
        words={"done": Status.IN_PROGRESS},
        marks={"⚠": Status.DONE},
        boxes={"-": Status.BLOCKED},
        told={"⚠": "complete (caution)"},
    )
    reader = StatusReader(BUILT_IN, legend)
    assert reader.cell("Done") is Status.IN_PROGRESS
    assert reader.cell("⚠️ CAUTION") is Status.DONE
    assert reader.box("-") is Status.BLOCKED
    assert reader.box("x") is Status.DONE
