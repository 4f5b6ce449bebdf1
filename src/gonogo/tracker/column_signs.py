"""Header words that say what a column is only where its cells agree: results that may be statuses, names of people."""

from __future__ import annotations

import re

RESULT = re.compile(
    r"(?:test |gate |final )?(?:results?|verdict|outcome|decision|confirmed|verified|approved|approval|sign-?off|met"
    r"|pass(?:ed)?|ok|achieved|satisfied|compliant|implemented|complete[d]?|finished|ready|signed|go|checked|validated)\??\Z"
    r"|^(?:완료|구현|完了|済|対応|實現|hecho|listo|feito|pronto|concluído|fait|terminé|erledigt|fertig|готово|выполнено|сделано|xong"
    r"|đã xong|gotowe|zrobione|tamam|bitti|yapıldı|selesai|fatto|klaar|เสร็จ)\??\Z"
    r"|结果|結果|判定|결과|판정|ผลลัพธ์|ผลการ|ผล\Z|resultado|résultat|ergebnis|результат|kết quả|risultato|wynik"
    r"|sonuç|hasil|决定|决策|決定|결정|การตัดสินใจ|decisão|decisión|décision|entscheidung|решение|quyết định|decisione"
)
PEOPLE = frozenset(
    {
        "name",
        "names",
        "姓名",
        "氏名",
        "名前",
        "이름",
        "성명",
        "ชื่อ",
        "nome",
        "nombre",
        "nom",
        "имя",
        "фио",
        "tên",
        "họ tên",
    }
)
REMEDIES = frozenset(
    {
        *("action", "actions", "action item", "action items", "next action", "next actions", "action required", "fix"),
        *("change", "required change", "improvement", "correction", "remediation", "acción", "ação", "action à mener"),
        *("maßnahme", "действие", "azione", "działanie", "tindakan", "hành động", "行动", "措施", "対応", "조치"),
    }
)
"""Columns that, behind a status, say what is to be done about what the row names."""
