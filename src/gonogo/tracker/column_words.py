"""Words of the built-in dialect that say what a column, a heading or a row is for. Data only: `dialect` uses them.

Phrases are written in lower case and separated by `|`.
"""

from __future__ import annotations

COLUMN_WORDS: dict[str, str] = {
    "id": (
        "id|#|no|no.|№|nr|nr.|num|number|key|ref|ref.|reference id|code|ticket id|编号|序号|番号|id番号|번호|순번|"
        "아이디|ลำดับ|รหัส|เลขที่|código|codigo|identificador|núm|número|nº|n°|numéro|identifiant|kennung|nummer|"
        "номер|ид|mã|stt|số|numero|numer|lp|lp.|kod|nomor|sıra|s.no|sr no|sr. no.|sl no|item id|task id|任务编号|"
        "任务id|任务 id|需求编号|课题编号|条目编号|タスクid|작업 id|태스크 id|id da tarefa|id tarea|id tâche|"
        "aufgaben-id|task-id|item #|item no|task #|task no|step #"
    ),
    "order": (
        "order|seq|sequence|rank|step no|execution order|顺序|执行顺序|次序|順序|순서|ordem|orden|ordre|reihenfolge|"
        "порядок|thứ tự|ordine|kolejność"
    ),
    "title": (
        "title|task|tasks|item|items|name|task name|item name|task title|task description|action|action item|"
        "action items|todo|to do|任务|任務|任务名称|事项|名称|标题|工作项|待办|项目|內容|条目|タスク|タスク名|"
        "項目|作業|名前|件名|作業項目|작업|작업명|항목|태스크|과제|제목|업무|할 일|งาน|รายการ|ชื่องาน|หัวข้อ|กิจกรรม|"
        "tarefa|tarefas|título|titulo|nome|item de ação|ação|atividade|tarea|tareas|nombre|actividad|acción|elemento|"
        "tâche|tâches|titre|nom|élément|action à mener|aufgabe|aufgaben|titel|bezeichnung|maßnahme|punkt|задача|"
        "задачи|название|наименование|пункт|действие|заголовок|công việc|nhiệm vụ|tên|hạng mục|tiêu đề|đầu việc|"
        "attività|compito|titolo|elemento|zadanie|nazwa|tytuł|görev|başlık|tugas|nama|judul|taak|naam|titel|uppgift|"
        "oppgave|úkol|feladat"
    ),
    "title2": (
        "capacité|capacités|capacidad|capacidade|fähigkeit|возможность|capacità|"
        "hedef|hedefler|günlük hedef|görevler|sorun|problema|problème|проблема|vấn đề|masalah|"
        "outcome|outcomes|capability|gate|gates|check|checks|criterion|criteria item|requirement|requirements|claim|"
        "finding|findings|issue|issues|problem|problems|component|components|feature|features|deliverable|"
        "deliverables|work item|work package|"
        "user story|story|job|control|test|test case|test name|bug|defect|issue title|issue description|objective|"
        "goal|subtask|sub-task|initiative|chapter|chapter / doc|chapter/doc|document|doc|prd feature|adr|service|"
        "endpoint|screen|page|question|decision|checkpoint|readiness item|checklist item|check item|validation|"
        "validation type|gap|blocker|improvement|enhancement|change|activity|fix|surface|use case|scenario|"
        "scenario name|pattern name|experiment|lane job|function|dependency|risk item|功能|需求|能力|门禁|检查|检查项|"
        "检查点|交付物|组件|目标|成果|用例|场景|测试用例|缺陷|问题|差距|验收项|评审项|特性|子任务|機能|要件|成果物|"
        "チェック項目|確認項目|テスト|課題|目標|기능|요구사항|산출물|점검 항목|체크 항목|확인 항목|테스트|목표|이슈|"
        "게이트|ฟีเจอร์|ข้อกำหนด|ความสามารถ|การตรวจสอบ|funcionalidade|requisito|entregável|critério|verificação|"
        "objetivo|recurso|funcionalidad|requisito|entregable|criterio|verificación|fonctionnalité|exigence|livrable|"
        "critère|vérification|objectif|funktion|anforderung|ergebnis|kriterium|prüfung|ziel|prüfpunkt|функция|"
        "требование|результат|критерий|проверка|цель|функционал|tính năng|yêu cầu|tiêu chí|kiểm tra|mục tiêu|"
        "chức năng|funzionalità|requisito|criterio|obiettivo|funkcja|wymaganie|kryterium"
    ),
    "title3": (
        "milestone|milestones|phase|phases|sprint|epic|stage|command|step|steps|wave|sub-milestone|release|iteration|"
        "里程碑|阶段|步骤|冲刺|マイルストーン|フェーズ|ステップ|段階|마일스톤|단계|스프린트|페이즈|ระยะ|ขั้นตอน|เฟส|"
        "marco|fase|etapa|passo|hito|paso|jalon|étape|meilenstein|schritt|этап|веха|фаза|шаг|giai đoạn|bước|cột mốc|"
        "traguardo|etap|kamień milowy"
    ),
    "title4": (
        "scope|description|summary|details|what|focus|subject|topic|statement|work|scope of work|detail|描述|说明|"
        "概述|内容|任务描述|説明|概要|설명|내용|รายละเอียด|คำอธิบาย|descrição|descrição da tarefa|escopo|descripción|"
        "alcance|description de la tâche|périmètre|beschreibung|umfang|описание|содержание|mô tả|nội dung|phạm vi|"
        "descrizione|opis|zakres|açıklama|deskripsi"
    ),
    "title5": (
        "workstream|area|category|module|domain|section|track|lane|theme|team|system|subsystem|package|layer|pillar|"
        "group|type|工作流|领域|模块|类别|分类|分組|区域|方面|エリア|領域|カテゴリ|モジュール|分野|영역|분야|모듈|"
        "카테고리|구분|หมวด|หมวดหมู่|โมดูล|ด้าน|área|categoria|módulo|categoría|domaine|catégorie|bereich|kategorie|"
        "modul|область|категория|модуль|раздел|направление|lĩnh vực|mô-đun|nhóm|ambito|modulo|obszar|moduł|kategoria|"
        "alan|kategori|modul"
    ),
    "title6": (
        "role|approver|signatory|stakeholder|reviewer role|sign-off role|角色|役割|역할|บทบาท|papel|função|rol|rôle|"
        "rolle|роль|vai trò|ruolo|rola"
    ),
    "status": (
        "status|state|current status|maturity|maturity level|implementation status|progress|status now|done?|"
        "done|complete?|completed?|"
        "result status|overall status|coverage status|task status|sign-off status|signoff status|go/no-go|go / no-go|"
        "verdict|pass/fail|ready?|readiness|✓|✔|✅|checked|check?|状态|狀態|进度|完成情况|完成状态|当前状态|结果状态|"
        "ステータス|状態|状況|進捗|進捗状況|상태|진행 상태|진행상태|진행 상황|진행상황|진행|현황|완료 여부|완료여부|"
        "สถานะ|ความคืบหน้า|สถานะปัจจุบัน|estado|situação|situacao|andamento|progresso|status atual|estado actual|"
        "situación|progreso|avance|statut|état|etat|avancement|stand|zustand|fortschritt|статус|состояние|прогресс|"
        "готовность|trạng thái|tình trạng|tiến độ|stato|avanzamento|stan|durum|keterangan status|tila|stav|állapot|"
        "stare|κατάσταση|الحالة|סטטוס|स्थिति"
    ),
    "owner": (
        "owner|owners|assignee|assigned|assigned to|assigned agent|responsible|dri|lead|who|team owner|primary owner|"
        "owner(s)|responsible party|responsible person|accountable|owner/team|driver|raci|implementer|agent|person|"
        "poc|contact|jd|负责人|责任人|负责|所有者|执行人|指派|经办人|负责方|担当|担当者|責任者|オーナー|담당|담당자|"
        "책임자|소유자|오너|ผู้รับผิดชอบ|เจ้าของ|ผู้ดูแล|responsável|responsavel|dono|encarregado|responsable|"
        "encargado|propietario|asignado|asignado a|responsable de|pilote|assigné|assigné à|verantwortlich|"
        "verantwortlicher|verantwortung|zuständig|bearbeiter|ответственный|исполнитель|владелец|người phụ trách|"
        "phụ trách|chủ sở hữu|người thực hiện|responsabile|assegnatario|odpowiedzialny|właściciel|sorumlu|"
        "penanggung jawab|pic|eigenaar|verantwoordelijke|ansvarig|ansvarlig"
    ),
    "target": (
        "target|due|due date|target date|deadline|eta|week|target week|target sprint|by|by when|when|due by|dl|"
        "planned date|target release|target completion|planned completion|estimated completion|expected completion|"
        "target completion date|expected date|target milestone|target version|target quarter|quarter|delivery date|"
        "timeline|schedule|planned|截止|截止日期|截止时间|目标日期|计划日期|计划完成|计划完成时间|预计完成|"
        "预计完成时间|完成时限|期限|目标周|到期|期日|締切|目標日|予定日|完了予定|완료 예정|완료예정|완료 예정일|마감|"
        "마감일|기한|목표일|목표|예정일|กำหนดส่ง|กำหนดเสร็จ|วันครบกำหนด|เป้าหมาย|กำหนดการ|prazo|data limite|"
        "data alvo|previsão|meta|vencimento|plazo|fecha límite|fecha limite|fecha objetivo|fecha|fecha prevista|"
        "échéance|date limite|date cible|date prévue|délai|fällig|fälligkeit|fällig am|frist|zieldatum|termin|"
        "zieltermin|bis|срок|дедлайн|дата|целевая дата|плановая дата|hạn|hạn chót|thời hạn|ngày dự kiến|"
        "deadline dự kiến|scadenza|data prevista|termine|termin realizacji|bitiş tarihi|hedef tarih|tenggat|"
        "target waktu|vervaldatum|streefdatum|förfallodatum|frist|data de conclusão|data de conclusão estimada|预计|"
        "目标时间"
    ),
    "depends_on": (
        "depends on|depends|depends-on|depends_on|dependson|dependency ids|dependencies|deps|dep|blocked by|"
        "blocked-by|blockedby|prerequisites|prerequisite|prereq|prereqs|pre-reqs|requires|predecessor|predecessors|"
        "after|needs|upstream|waits on|waits for|依赖|依赖项|前置|前置任务|前置依赖|前置条件|依赖任务|被阻塞|依賴|"
        "依存|依存関係|依存先|前提|前提タスク|의존|의존성|의존 관계|선행|선행 작업|선행작업|선행 조건|ขึ้นกับ|"
        "ขึ้นอยู่กับ|สิ่งที่ต้องทำก่อน|การพึ่งพา|dependência|dependências|dependencias|depende de|pré-requisito|"
        "pré-requisitos|bloqueado por|dependencia|requisitos previos|prerrequisitos|dépend de|dépendance|dépendances|"
        "prérequis|pré-requis|bloqué par|abhängigkeit|abhängigkeiten|abhängig von|voraussetzung|voraussetzungen|"
        "hängt ab von|зависимость|зависимости|зависит от|предшественники|phụ thuộc|phụ thuộc vào|"
        "điều kiện tiên quyết|dipendenze|dipende da|dipendenza|zależności|zależy od|bağımlılık|bağımlılıklar|"
        "ketergantungan|tergantung|afhankelijk van|afhankelijkheden|beroende|beror på|avhengighet"
    ),
    "verify": (
        "verify|verify command|verify cmd|verify with|verification|verification command|verification commands|"
        "verification method|how to verify|command|commands|test command|test commands|check command|"
        "validation|validation command|validation commands|dod command|proof command|run|how verified|verified by|"
        "verify by|"
        "verification step|verification steps|how to test|gate command|evidence command|验证|验证命令|验证方式|"
        "验证方法|校验命令|测试命令|命令|検証|検証コマンド|確認方法|検証方法|コマンド|검증|검증 명령|검증 방법|"
        "확인 방법|명령|명령어|วิธีตรวจสอบ|คำสั่ง|คำสั่งตรวจสอบ|การตรวจสอบ|comando|comando de verificação|"
        "como verificar|verificar|comando de verificación|cómo verificar|commande|commande de vérification|"
        "comment vérifier|prüfbefehl|befehl|verifikation|verifizierung|nachweisbefehl|команда|команда проверки|"
        "как проверить|верификация|lệnh|lệnh kiểm tra|cách kiểm tra|xác minh|comando di verifica|polecenie|komut|"
        "perintah"
    ),
    "evidence": (
        "evidence|evidence path|evidence paths|evidence link|evidence links|evidence artifact|evidence artifacts|"
        "evidence in code|evidence file|evidence files|proof|proof link|proofs|artifact|artifacts|artefact|artefacts|"
        "artifact path|evidence_artifact|evidence_path|evidence/notes|evidence / notes|evidence (log path / error)|"
        "supporting evidence|evidence location|evidence url|evidence ref|evidence reference|enforced by|"
        "implementation|test evidence|证据|证明|凭证|产物|证据路径|证据链接|佐证|证据/备注|証拠|エビデンス|"
        "成果物パス|証跡|근거|증빙|증거|증적|산출물 경로|หลักฐาน|เอกสารอ้างอิง|evidência|evidências|evidencia|"
        "evidencias|prova|artefato|artefatos|prueba|artefacto|preuve|preuves|artefact|artéfact|nachweis|nachweise|"
        "beleg|belege|artefakt|доказательство|доказательства|подтверждение|артефакт|bằng chứng|minh chứng|prova|"
        "evidenza|evidenze|dowód|dowody|kanıt|bukti|bewijs|bevis"
    ),
    "exit_criteria": (
        "criterio di completamento|criteri di completamento|criterio de finalización|criterio de conclusión|"
        "done criteria|kriter|kriteri|kriterler|done kriteri|tamamlanma kriteri|"
        "exit criteria|exit criterion|closure criteria|acceptance|acceptance criteria|acceptance criterion|"
        "definition of done|dod|done when|success criteria|completion criteria|pass criteria|exit gate|target gate|"
        "criteria|gate criteria|expected|expected result|expected outcome|success metric|success metrics|"
        "pass condition|pass when|go criteria|completion condition|验收标准|验收|完成标准|退出标准|通过标准|完成定义|"
        "准出标准|验收条件|受入基準|完了条件|完了基準|合格基準|완료 기준|완료 조건|완료조건|인수 기준|수용 기준|"
        "통과 기준|종료 기준|เกณฑ์|เกณฑ์ผ่าน|เกณฑ์การยอมรับ|เกณฑ์ความสำเร็จ|critérios de aceite|critério de aceite|"
        "critérios de aceitação|critério de saída|critérios de conclusão|definição de pronto|criterios de aceptación|"
        "criterio de aceptación|criterios de salida|critères d'acceptation|critère d'acceptation|critères de sortie|"
        "définition de fini|akzeptanzkriterien|abnahmekriterien|abnahmekriterium|abschlusskriterien|fertig wenn|"
        "критерии приёмки|критерии приемки|критерий готовности|критерии готовности|критерии завершения|"
        "tiêu chí chấp nhận|tiêu chí hoàn thành|điều kiện hoàn thành|criteri di accettazione|kryteria akceptacji|"
        "kryteria ukończenia|kabul kriterleri|kriteria penerimaan"
    ),
    "workstream": (
        "workstream|stream|track|lane|area|category|module|domain|epic|theme|squad|工作流|工作流程|模块|领域|类别|"
        "エリア|カテゴリ|영역|모듈|분류|หมวด|área|categoria|módulo|categoría|domaine|bereich|kategorie|область|"
        "категория|модуль|lĩnh vực|nhóm"
    ),
    "priority": (
        "priority|prio|pri|p|severity|importance|urgency|moscow|p-level|优先级|优先|优先度|重要性|严重程度|優先度|"
        "優先順位|重要度|우선순위|중요도|심각도|ลำดับความสำคัญ|ความสำคัญ|prioridade|severidade|prioridad|severidad|"
        "priorité|sévérité|gravité|priorität|schweregrad|приоритет|важность|độ ưu tiên|ưu tiên|mức độ ưu tiên|"
        "priorità|priorytet|öncelik|prioritas|prioriteit|prioritet"
    ),
    "parent": (
        "parent|parent id|parent task|milestone|epic|phase|sprint|stage|story|feature id|parent_id|wave|里程碑|阶段|"
        "所属阶段|父任务|上级|マイルストーン|フェーズ|親|親タスク|마일스톤|단계|상위|상위 작업|스프린트|เฟส|ระยะ|"
        "marco|fase|etapa|tarefa pai|hito|tarea padre|jalon|étape|parent|meilenstein|übergeordnet|этап|веха|родитель|"
        "giai đoạn|cột mốc|traguardo|etap"
    ),
    "links": (
        "issue|issues|github issue|github issues|pr|prs|pull request|pull requests|issue/pr|issue / pr|link|links|"
        "ticket|tickets|jira|url|issue link|pr link|milestone issue|tracking issue|gh issue|linear|merge request|mr|"
        "commit|commits|reference|references|refs|链接|议题|关联问题|关联 issue|工单|リンク|イシュー|チケット|링크|"
        "이슈|티켓|ลิงก์|อ้างอิง|vínculo|referência|enlace|referencia|lien|liens|référence|verweis|ссылка|ссылки|"
        "тикет|liên kết|tham chiếu|riferimento"
    ),
    "notes": (
        "notes|note|comments|comment|remarks|remark|rationale|reason|context|details|notes/evidence|备注|说明|备考|"
        "備考|メモ|コメント|비고|메모|참고|หมายเหตุ|observações|observação|notas|nota|observaciones|comentarios|"
        "remarques|commentaires|notes complémentaires|anmerkung|anmerkungen|bemerkung|bemerkungen|kommentar|notizen|"
        "примечание|примечания|комментарий|комментарии|ghi chú|note aggiuntive|uwagi|notlar|catatan|opmerkingen|"
        "anteckningar"
    ),
    "date": (
        "date|started|start|start time|started at|completed|completed at|complete time|completed on|finished|end|"
        "created|updated|last updated|last verified|last run|timestamp|time|date/time|executed at|verified on|日期|"
        "时间|开始时间|完成时间|更新时间|创建时间|日付|日時|開始日|完了日|更新日|날짜|일자|일시|시작일|완료일|วันที่|"
        "เวลา|data|hora|data de criação|data de início|início|inicio|hora|date de début|date de fin|datum|beginn|"
        "ende|zeit|дата начала|дата завершения|время|ngày|thời gian|ngày bắt đầu|ngày hoàn thành"
    ),
    "risk": (
        "risk|risks|risk description|likelihood|probability|impact|threat|mitigation|contingency|风险|风险描述|"
        "可能性|概率|影响|缓解措施|应对措施|リスク|発生確率|影響|対策|リスク内容|리스크|위험|가능성|확률|영향|완화|"
        "대응|대응 방안|ความเสี่ยง|ผลกระทบ|โอกาส|การแก้ไข|risco|probabilidade|impacto|mitigação|riesgo|probabilidad|"
        "mitigación|risque|probabilité|atténuation|risiko|wahrscheinlichkeit|auswirkung|gegenmaßnahme|риск|"
        "вероятность|влияние|меры|rủi ro|khả năng|tác động|giảm thiểu|rischio|ryzyko"
    ),
    "metric": (
        "budget|spent|cost|costs|amount|% used|预算|费用|成本|予算|예산|비용|งบประมาณ|orçamento|custo|presupuesto|"
        "costo|coste|coût|kosten|бюджет|стоимость|ngân sách|chi phí|metric|metrics|kpi|sli|slo|indicator|measure|"
        "baseline|current value|actual|current|before|after value|指标|度量|当前值|实际|現在値|指標|지표|현재|현재값|"
        "측정값|ตัวชี้วัด|métrica|indicador|atual|actual|métrique|indicateur|metrik|kennzahl|istwert|метрика|"
        "показатель|текущее|chỉ số|hiện tại|metrica|wskaźnik"
    ),
    "contact": (
        "phone|email|e-mail|telephone|tel|mobile|contact info|timezone|time zone|slack|slack handle|电话|邮箱|手机|"
        "联系方式|電話|メール|전화|이메일|연락처|โทรศัพท์|อีเมล|เบอร์โทร|telefone|teléfono|correo|téléphone|courriel|"
        "telefon|телефон|почта|điện thoại|telefono"
    ),
    "meaning": (
        "meaning|definition|means|interpretation|when to use|含义|含義|定义|意味|定義|의미|정의|ความหมาย|คำจำกัดความ|"
        "significado|definição|definición|signification|définition|bedeutung|definition|значение|определение|ý nghĩa|"
        "significato|znaczenie|anlamı|arti"
    ),
    "symbol": (
        "symbol|icon|emoji|mark|color|colour|label|code|value|符号|图标|标记|標記|記号|アイコン|マーク|기호|아이콘|"
        "표시|สัญลักษณ์|símbolo|ícone|icono|symbole|icône|symbol|символ|значок|ký hiệu|biểu tượng|simbolo"
    ),
    "file": (
        "file|files|path|paths|location|file path|deliverable file|文件|路径|位置|ファイル|パス|파일|경로|ไฟล์|"
        "arquivo|arquivos|caminho|archivo|archivos|ruta|fichier|fichiers|chemin|datei|dateien|pfad|файл|файлы|путь|"
        "tệp|đường dẫn|file di riferimento|plik|pliki"
    ),
}
"""Field → header words. `title` has ranks: a table's title is its strongest title column."""

HEADING_WORDS: dict[str, str] = {
    "legend": (
        "legend|status legend|status key|key|status symbols|symbols|status taxonomy|taxonomy|status semantics|"
        "status values|status definitions|status definition|status codes|status meaning|statuses|state definitions|"
        "status vocabulary|status enum|图例|状态图例|状态说明|状态定义|状态|凡例|ステータス凡例|범례|상태 범례|"
        "상태 정의|상태 값|คำอธิบายสถานะ|สัญลักษณ์สถานะ|legenda|legenda de status|status possíveis|leyenda|estados|"
        "leyenda de estado|légende|légende des statuts|statuts|legende|statuslegende|легенда|статусы|обозначения|"
        "chú giải|chú thích|trạng thái|legenda stati|legenda statusów|gösterge|keterangan"
    ),
    "order": (
        "execution order|suggested execution order|recommended execution order|recommended order|suggested order|"
        "critical path|execution sequence|implementation order|build order|work order|执行顺序|建议执行顺序|关键路径|"
        "实施顺序|実行順序|実施順|推奨順序|クリティカルパス|실행 순서|권장 실행 순서|작업 순서|ลำดับการทำงาน|"
        "ordem de execução|ordem sugerida|caminho crítico|orden de ejecución|orden sugerido|ruta crítica|"
        "ordre d'exécution|chemin critique|ausführungsreihenfolge|kritischer pfad|порядок выполнения|"
        "критический путь|thứ tự thực hiện|ordine di esecuzione|kolejność wykonania"
    ),
    "log": (
        "log|history|changelog|change log|change history|revision history|version history|journal|incident log|"
        "incidents log|blocker log|decision log|activity log|run log|execution ledger|execution log|audit log|"
        "update log|session log|timeline|sign-off history|amendments|blockers|weekly check-ins|learnings|"
        "notes & learnings|日志|历史|变更记录|更新记录|变更历史|修订记录|履歴|変更履歴|更新履歴|이력|변경 이력|로그|"
        "ประวัติ|บันทึก|histórico|registro|registro de alterações|historial|registro de cambios|historique|"
        "journal des modifications|verlauf|änderungshistorie|protokoll|история|журнал|история изменений|lịch sử|"
        "nhật ký|cronologia|historia"
    ),
    "evidence": (
        "evidence|evidence roots|evidence root|evidence index|evidence summary|evidence is recorded under|"
        "evidence paths|artifacts|artefacts|proof|proofs|证据|证据根|证据索引|産物|証跡|근거|증빙|หลักฐาน|evidências|"
        "evidencias|preuves|nachweise|доказательства|bằng chứng"
    ),
    "example": (
        "example|examples|sample|template|sample report|weekly update template|appendix|示例|样例|模板|例|サンプル|"
        "テンプレート|예시|템플릿|ตัวอย่าง|แม่แบบ|exemplo|exemplos|modelo|ejemplo|ejemplos|plantilla|exemple|"
        "exemples|modèle|beispiel|vorlage|пример|шаблон|ví dụ|mẫu"
    ),
}
"""What a heading or a lead-in line announces."""

TOTAL_WORDS = (
    "total|totals|sub-total|subtotal|sum|overall|grand total|remaining subtotal|all|overall total|summary|"
    "weighted total|sprint target|合计|总计|小计|总体|合計|総計|小計|합계|총계|소계|전체|รวม|รวมทั้งหมด|total geral|"
    "totais|totales|totaux|sous-total|gesamt|summe|zwischensumme|итого|всего|tổng|tổng cộng|totale|razem|suma|toplam|"
    "jumlah|totaal|totalt|summa"
)
"""First words of a row that sums up the others."""
