"""Words and marks of the built-in dialect that say how an item stands. Data only; `dialect` gives them meaning.

Phrases are written in lower case and separated by `|`. Longer phrases win over shorter ones that they begin with, so
that "not started" is not read as "not", nor "done (partial)" as "done".
"""

from __future__ import annotations

STATUS_WORDS: dict[str, str] = {
    "done": (
        "supported|in production|in prod|in use|recorded|complète|complet|운영 중|운영중|가동 중|개발 완료|produktiv|"
        "voll produktiv|voll nutzbar|voll implementiert|einsatzbereit|vorhanden|"
        "확정|확정됨|確定|确定|已确认|yapıldı|tamam|done|complete|completed|completion|complete!|closed|finished|"
        "implemented|fixed|resolved|merged|released|"
        "shipped|deployed|delivered|pass|passed|passes|passing|ok|okay|success|successful|succeeded|verified|"
        "validated|tested|confirmed|met|satisfied|achieved|covered|backed|mitigated|working|works|operational|"
        "healthy|live|go|yes|y|true|green|integrated|installed|published|archived|migrated|ready|fully implemented|"
        "fully covered|fully done|built|all green|all done|all passed|all pass|available|present|exists|enabled|"
        "in place|landed|stable|valid|clean|no action needed|already done|already implemented|feature complete|"
        "code complete|go-live complete|created|enforced|closed out|completed successfully|production ready|"
        "production-ready|100%|✅|☑|✔|✓|已完成|完成|已实现|已解决|已关闭|已通过|通过|已修复|已上线|已验证|已交付|"
        "已落地|已合并|已发布|合格|满足|達成|达成|就绪|已就绪|是|全部完成|已验收|已对齐|已采纳|已完结|完了|済|済み|"
        "対応済み|対応済|実装済み|実装済|完了済み|解決済み|解決|合格|実施済み|確認済み|リリース済み|완료|완료됨|"
        "완료함|구현 완료|구현완료|해결|해결됨|통과|끝|종료|검증 완료|검증됨|배포 완료|적용 완료|적용됨|충족|เสร็จ|"
        "เสร็จแล้ว|เสร็จสิ้น|เสร็จสมบูรณ์|สำเร็จ|สำเร็จแล้ว|ผ่าน|ผ่านแล้ว|เรียบร้อย|เรียบร้อยแล้ว|ทำแล้ว|แก้ไขแล้ว|"
        "พร้อมใช้งาน|concluído|concluída|concluido|concluida|concluídos|concluídas|feito|feita|pronto|pronta|"
        "finalizado|finalizada|completo|completa|implementado|implementada|resolvido|resolvida|entregue|validado|"
        "validada|corrigido|corrigida|atendido|atendida|sim|fechado|fechada|100% concluído|hecho|hecha|completado|"
        "completada|terminado|terminada|listo|lista|resuelto|resuelta|cerrado|cerrada|entregado|entregada|verificado|"
        "verificada|aplicado|corregido|cumplido|cumplida|sí|superado|desplegado|fait|faite|terminé|terminée|termine|"
        "achevé|achevée|fini|finie|livré|livrée|résolu|résolue|validé|validée|implémenté|implémentée|réalisé|"
        "réalisée|corrigé|corrigée|effectué|clôturé|clos|conforme|réussi|oui|erledigt|fertig|abgeschlossen|umgesetzt|"
        "implementiert|behoben|gelöst|bestanden|fertiggestellt|erfüllt|geschlossen|geliefert|getestet|verifiziert|"
        "validiert|vollständig|ja|готово|готов|готова|завершено|завершён|завершен|завершена|выполнено|выполнен|"
        "выполнена|сделано|закрыто|закрыт|решено|исправлено|реализовано|реализован|пройдено|пройден|успешно|внедрено|"
        "проверено|да|hoàn thành|đã hoàn thành|hoàn tất|đã hoàn tất|xong|đã xong|đạt|đã đạt|đã triển khai|đã sửa|"
        "đã làm|đã giải quyết|completato|completata|fatto|fatta|finito|chiuso|risolto|implementato|terminato|"
        "superato|sì|conforme|gotowe|zakończone|zakończony|ukończone|ukończono|zrobione|wykonane|zrealizowane|"
        "zamknięte|wdrożone|tak|tamamlandı|bitti|yapıldı|çözüldü|kapandı|evet|geçti|selesai|sudah|sudah selesai|"
        "rampung|tuntas|lulus|klaar|gereed|afgerond|voltooid|gedaan|opgelost|afgesloten|klar|klart|färdig|färdigt|"
        "ferdig|færdig|valmis|hotovo|dokončeno|splněno|kész|gata|finalizat|ολοκληρώθηκε|отправлено|تم|مكتمل|منجز|"
        "הושלם|पूर्ण|पूरा|завершене|виконано|зроблено"
    ),
    "in_progress": (
        "provisional|aktif|yapılıyor|in progress|in-progress|in_progress|inprogress|in process|in work|"
        "in development|in dev|in flight|in-flight|"
        "wip|work in progress|doing|started|ongoing|on-going|underway|under way|active|partial|partially|partly|"
        "partially done|partially complete|partially completed|partially implemented|partially met|partially covered|"
        "mostly done|mostly complete|nearly done|nearly complete|almost done|substantially complete|done (partial)|"
        "complete (partial)|incomplete|running|continuous|continuing|developing|implementing|testing|in testing|"
        "in test|in qa|draft|drafted|drafting|on track|on-track|at risk|at-risk|behind|delayed|slipping|late|overdue|"
        "investigating|iterating|ramping|rolling out|rollout|monitor|monitoring|building|migrating|in build|pilot|"
        "staging|staged|claimed|assigned|dispatched|yellow|amber|warning|warn|needs work|needs fix|needs improvement|"
        "needs update|designed|configured|experimental|beta|alpha|mixed|conditional|conditional pass|conditional go|"
        "caution|proceed with caution|pass with warnings|degraded|进行中|進行中|开发中|開發中|实施中|处理中|测试中|"
        "部分完成|部分|部分实现|部分通过|待完善|已开始|持续|持续进行|编写中|草稿|推进中|作業中|対応中|実装中|着手|"
        "着手済み|着手中|一部|一部完了|部分的|開発中|検証中|진행 중|진행중|진행|개발 중|개발중|작업 중|작업중|"
        "부분 완료|부분완료|일부 완료|일부|부분|검토 중|테스트 중|กำลังดำเนินการ|กำลังทำ|ดำเนินการ|"
        "อยู่ระหว่างดำเนินการ|ระหว่างดำเนินการ|บางส่วน|กำลังพัฒนา|กำลังทดสอบ|em andamento|em progresso|em curso|"
        "em desenvolvimento|em execução|parcial|parcialmente|iniciado|iniciada|fazendo|em teste|em testes|ativo|"
        "ativa|en progreso|en curso|en proceso|en desarrollo|en marcha|en ejecución|parcialmente completado|haciendo|"
        "activo|en cours|partiel|partielle|partiellement|commencé|commencée|en développement|démarré|entamé|en test|"
        "in arbeit|in bearbeitung|laufend|läuft|begonnen|teilweise|angefangen|in umsetzung|in entwicklung|aktiv|"
        "в работе|в процессе|в разработке|начато|начат|частично|выполняется|на тестировании|активно|в прогрессе|"
        "đang làm|đang thực hiện|đang tiến hành|đang triển khai|đang phát triển|đang xử lý|một phần|đang chạy|"
        "in corso|in lavorazione|parziale|parzialmente|in sviluppo|iniziato|avviato|w toku|w trakcie|w realizacji|"
        "częściowo|rozpoczęte|rozpoczęto|devam ediyor|devam|kısmen|sürüyor|başladı|sedang berjalan|dalam proses|"
        "sedang dikerjakan|berjalan|sebagian|dalam pengerjaan|bezig|mee bezig|in uitvoering|lopend|gedeeltelijk|"
        "pågår|pågående|påbörjad|igang|delvis|kesken|probíhá|rozpracováno|částečně|folyamatban|în lucru|în progres|"
        "σε εξέλιξη|قيد التنفيذ|جاري|בתהליך|प्रगति में|у роботі|в роботі"
    ),
    "not_started": (
        "yapılmadı|未完了|требуется|не подписан|не подписано|플레이스홀더|"
        "unsupported|not supported|not started|not-started|not_started|notstarted|not done|"
        "not yet|not yet started|not implemented|not met|"
        "not ready|not tested|not verified|not run|not covered|not fixed|not complete|not completed|not available|"
        "not applicable yet|not signed|not signed off|not approved|not executed|not created|not configured|"
        "not deployed|not reviewed|unstarted|open|opened|todo|to do|to-do|to_do|tbd|to be done|to be determined|"
        "to be started|pending|planned|planning|plan|backlog|queued|queue|scheduled|proposed|proposal|"
        "proposed (draft)|new|idea|future|upcoming|next|next up|later|requested|identified|missing|absent|gap|none|"
        "no|n|false|unverified|untested|unresolved|unassigned|unclaimed|unchecked|outstanding|remaining|"
        "ready to start|ready to begin|ready for work|ready for dev|ready for development|ready for implementation|"
        "ready to implement|ready to work|candidate|triage|needs triage|needed|required|to implement|to verify|"
        "to test|to fix|to write|to review|not set|unset|pre-launch|prelaunch|uncovered|stub|stubbed|placeholder|"
        "wanted|wishlist|0%|inactive|offline|unknown yet|未开始|未開始|待开始|待办|待处理|待开发|待實作|待实现|待定|"
        "未完成|未实现|未做|未验证|未测试|计划中|规划中|计划|待确认|待实施|待启动|待修复|待解决|待测试|待验证|待补充|"
        "缺失|缺口|否|未通过|排期中|未着手|未対応|未実装|未実施|予定|計画中|保留中|これから|未定|미착수|미시작|"
        "시작 전|시작전|예정|대기|대기 중|대기중|미완료|미구현|계획|계획됨|할 일|미정|미확인|미충족|ยังไม่เริ่ม|"
        "ยังไม่เสร็จ|ยังไม่ได้เริ่ม|ยังไม่ได้ทำ|รอดำเนินการ|รอ|วางแผน|แผน|ยังไม่|ไม่ผ่าน|ยังไม่ผ่าน|pendente|"
        "pendentes|não iniciado|não iniciada|nao iniciado|a fazer|planejado|planejada|planeado|aberto|aberta|"
        "a iniciar|aguardando início|não|nao|futuro|por fazer|não concluído|não implementado|na fila|pendiente|"
        "pendientes|no iniciado|no iniciada|sin empezar|sin iniciar|por hacer|por iniciar|planificado|planificada|"
        "planeado|abierto|abierta|no implementado|no realizado|falta|à faire|a faire|non commencé|non commencée|"
        "pas commencé|prévu|prévue|planifié|planifiée|en attente|ouvert|ouverte|non démarré|non fait|à venir|"
        "à définir|non|manquant|manquante|offen|nicht begonnen|nicht gestartet|geplant|ausstehend|zu erledigen|"
        "noch offen|nicht erledigt|nein|fehlt|nicht umgesetzt|anstehend|не начато|не начат|не начата|не выполнено|"
        "не сделано|не готово|запланировано|запланирован|ожидает|ожидание|открыто|открыт|к выполнению|в планах|"
        "планируется|нет|в очереди|не реализовано|новая|новый|отсутствует|chưa bắt đầu|chưa làm|chưa thực hiện|"
        "chưa hoàn thành|chưa xong|chưa|chưa đạt|chưa triển khai|chờ|đang chờ|dự kiến|kế hoạch|cần làm|mở|da fare|"
        "non iniziato|non iniziata|pianificato|pianificata|in attesa|aperto|aperta|previsto|do zrobienia|"
        "nie rozpoczęte|nierozpoczęte|nie rozpoczęto|planowane|oczekujące|otwarte|oczekuje|nie|yapılacak|başlanmadı|"
        "başlamadı|planlandı|bekliyor|beklemede|açık|hayır|belum|belum mulai|belum dimulai|belum selesai|"
        "direncanakan|menunggu|te doen|niet gestart|nog niet gestart|gepland|att göra|ej påbörjad|inte påbörjad|"
        "planerad|ikke startet|planlagt|aloittamatta|nezahájeno|plánováno|tervezett|nem kezdődött el|neînceput|"
        "planificat|δεν ξεκίνησε|لم يبدأ|معلق|טרם התחיל|लंबित|не розпочато|заплановано"
    ),
    "blocked": (
        "blocked|blocked by|blocking|blocker|on hold|on-hold|hold|paused|stalled|stuck|waiting|waiting on|"
        "waiting for|awaiting|fail|failed|failing|fails|failure|broken|red|no-go|no go|nogo|not ok|rejected|refused|"
        "denied|error|impeded|suspended|not accepted|compilation_error|quarantined|regressed|阻塞|被阻塞|已阻塞|受阻|"
        "卡住|暂停|失败|不通过|不合格|挂起|阻断|ブロック|ブロック中|保留|停止中|中断|失敗|不合格|차단|차단됨|막힘|"
        "보류|중단|실패|불합격|ติดขัด|ถูกบล็อก|ติดปัญหา|บล็อก|ล้มเหลว|พักไว้|bloqueado|bloqueada|bloqueados|impedido|"
        "impedida|pausado|pausada|em espera|falhou|falha|reprovado|en espera|detenido|detenida|fallido|fallida|falló|"
        "rechazado|bloqué|bloquée|bloque|suspendu|suspendue|échoué|échec|en pause|blockiert|gesperrt|pausiert|"
        "angehalten|fehlgeschlagen|nicht bestanden|wartend|wartet|заблокировано|заблокирован|заблокирована|"
        "приостановлено|на паузе|блокер|ошибка|провалено|не пройдено|bị chặn|bị block|tạm dừng|tắc|thất bại|"
        "không đạt|bloccato|bloccata|sospeso|fallito|zablokowane|zablokowany|wstrzymane|engellendi|bloke|terblokir|"
        "tertunda|gagal|geblokkeerd|blockerad|blokkert|estetty|blokováno|blokkolva|blocat|μπλοκαρισμένο|محظور|חסום|"
        "अवरुद्ध|заблоковано"
    ),
    "ready_for_signoff": (
        "ready for signoff|ready for sign-off|ready for sign off|ready_for_signoff|ready for review|"
        "ready for approval|ready for qa|ready for test|ready for testing|ready for acceptance|ready for merge|"
        "ready to merge|ready for release|ready to release|ready for verification|in review|in-review|in_review|"
        "under review|review|reviewing|code review|in code review|peer review|pr open|pr opened|pr submitted|"
        "awaiting review|awaiting approval|awaiting signoff|awaiting sign-off|awaiting sign off|waiting for review|"
        "waiting for approval|pending review|pending approval|pending signoff|pending sign-off|pending sign off|"
        "pending acceptance|needs review|needs approval|needs sign-off|needs signoff|needs acceptance|submitted|"
        "submitted for review|to be approved|to be reviewed|待签字|待验收|待审核|待审批|待评审|审核中|评审中|待批准|"
        "レビュー待ち|レビュー中|承認待ち|確認待ち|검토 대기|승인 대기|리뷰 중|리뷰중|리뷰 대기|서명 대기|รออนุมัติ|"
        "รอตรวจสอบ|รอการอนุมัติ|รอรีวิว|em revisão|aguardando revisão|aguardando aprovação|aguardando validação|"
        "en revisión|pendiente de revisión|pendiente de aprobación|en revue|en relecture|en attente de validation|"
        "en attente d'approbation|à valider|in prüfung|im review|zur freigabe|zur abnahme|wartet auf freigabe|"
        "на ревью|на проверке|на согласовании|ожидает проверки|ожидает подтверждения|chờ duyệt|chờ review|"
        "đang review|chờ phê duyệt|in revisione|da approvare|w przeglądzie|do akceptacji|incelemede|onay bekliyor|"
        "menunggu persetujuan|in beoordeling"
    ),
    "doc_baseline": (
        "completed (doc baseline)|complete (doc baseline)|done (doc baseline)|doc baseline|doc_baseline|"
        "documentation baseline|docs baseline|documented only|docs only|docs complete|documentation complete"
    ),
    "signed_off": (
        "signed off|signed-off|signed_off|signed|sign-off complete|signoff complete|approved|accepted|authorized|"
        "authorised|approved for release|ratified|已签字|已批准|已审批|已签署|批准|承認済み|承認|승인|승인됨|"
        "승인 완료|서명 완료|서명됨|อนุมัติ|อนุมัติแล้ว|ลงนามแล้ว|aprovado|aprovada|assinado|assinada|aprobado|"
        "aprobada|firmado|firmada|aceptado|aceptada|approuvé|approuvée|signé|signée|accepté|acceptée|genehmigt|"
        "freigegeben|abgenommen|unterschrieben|утверждено|утверждён|утвержден|подписано|одобрено|согласовано|принято|"
        "đã duyệt|đã phê duyệt|đã ký|approvato|approvata|firmato|zatwierdzone|zatwierdzony|onaylandı|disetujui|"
        "goedgekeurd|godkänd|godkjent|hyväksytty|schváleno|jóváhagyva|aprobat|εγκρίθηκε|موافق عليه|אושר|स्वीकृत|"
        "затверджено"
    ),
    "cancelled": (
        "cancelled|canceled|carry forward|carried forward|carry over|carried over|carryover|"
        "dropped|excluded|deferred|defer|descoped|out of scope|out-of-scope|won't do|wont do|"
        "won't fix|wontfix|will not do|not planned|not needed|not required|not applicable|n/a|na|superseded|obsolete|"
        "obsoleted|deprecated|abandoned|skipped|skip|waived|waiver|removed|retired|withdrawn|replaced|duplicate|"
        "moved|postponed|parked|declined|ignored|reverted|rolled back|void|已取消|取消|已废弃|废弃|已作废|作废|不做|"
        "不适用|延期|已延期|推迟|搁置|豁免|已豁免|已移除|已过期|已归档|中止|キャンセル|対象外|見送り|廃止|延期|"
        "該当なし|취소|취소됨|제외|제외됨|연기|연기됨|보류됨|해당 없음|폐기|면제|ยกเลิก|ยกเลิกแล้ว|ไม่ทำ|เลื่อน|ข้าม|"
        "ไม่เกี่ยวข้อง|cancelado|cancelada|obsoleto|obsoleta|adiado|adiada|descartado|descartada|excluído|excluída|"
        "substituído|substituída|removido|removida|não aplicável|ignorado|dispensado|aplazado|aplazada|excluido|"
        "excluida|diferido|no aplica|omitido|pospuesto|eliminado|sustituido|annulé|annulée|abandonné|abandonnée|"
        "reporté|reportée|exclu|exclue|obsolète|différé|hors périmètre|non applicable|ignoré|remplacé|abgebrochen|"
        "verworfen|verschoben|zurückgestellt|entfällt|gestrichen|storniert|ausgeschlossen|veraltet|nicht zutreffend|"
        "übersprungen|отменено|отменён|отменен|отменена|отложено|отложен|исключено|неактуально|пропущено|"
        "не требуется|устарело|không áp dụng|đã hủy|hủy|hủy bỏ|hoãn|tạm hoãn|bỏ qua|loại bỏ|annullato|annullata|"
        "rinviato|rimandato|escluso|anulowane|odłożone|pominięte|iptal|iptal edildi|ertelendi|dibatalkan|ditunda|"
        "dilewati|geannuleerd|uitgesteld|vervallen|inställd|avbruten|uppskjuten|avlyst|kansellert|peruttu|zrušeno|"
        "odloženo|törölve|elhalasztva|anulat|amânat|ακυρώθηκε|ملغى|בוטל|रद्द|скасовано|відкладено"
    ),
}
"""Canonical status → phrases."""

STRONG_MARKS: dict[str, str] = {
    "done": "✅ ☑ ✔ ✓ 🎉 🏁 🆗 💚 👍 ● 🚀",
    "in_progress": "🔄 🚧 🔨 🏗 🔧 🛠 ⚙ 🏃 ◐ ◑ ◔ ◕ 🌓 🔁 ▶ 👷 ✏ 📝 🟨 🔃 🔜",
    "not_started": "⬜ ☐ □ ◻ ○ ⭕ 🔲 📋 🆕 🕐 🕒 ⏰ 🗓 📅 💤 ⌛ ⏳ 🔘 ⚪ 📌 💡",
    "blocked": "⛔ 🚫 🛑 🔒 ⏸ 🧱 ❗ 🚨 🟥",
    "ready_for_signoff": "👀 🔍 🔎",
    "cancelled": "🗑 ⏭ ➖ 💀 ⏩ 🚮 ⚰",
}
"""Canonical status → marks that mean it wherever they lead."""

WEAK_MARKS: dict[str, str] = {
    "done": "🟢 🟩 💯 ⭐ 🌟",
    "in_progress": "🟡 🟠 ⚠ 🔵 🟣 🟧 🔶",
    "not_started": "❌ ✗ ✘ ❎ ☒ ⚫ 🔷",
    "blocked": "🔴",
}
"""Marks that words beside them outweigh; `⚫ 🔴` and the like say nothing beside words that are not understood."""

BOXES: dict[str, str] = {
    "done": "x X ✓ ✔ ✅ √ v V ☑ y Y ●",
    "in_progress": "~ / . o O * ◐ 🔄 🚧 > w W p P % ≈ =",
    "not_started": "_ □ ☐",
    "blocked": "! b B ✗ ✘ ❌",
    "cancelled": "- ✖ × ➖ – —",
}
"""Canonical status → what stands between the brackets of a box; an empty box is not started."""

PLACEHOLDERS = (
    "-|--|---|–|—|―|―|ー|―|/|\\|.|..|...|…|?|??|???|_|__|n/a|na|n.a.|n.a|none|null|nil|tbd|t.b.d.|tba|tbc|todo|"
    "to be determined|to be defined|to be assigned|to be announced|to be confirmed|unassigned|not assigned|unknown|"
    "not set|unset|not specified|owner|assignee|name|nobody|no one|empty|(none)|(empty)|(tbd)|(unassigned)|(n/a)|"
    "[tbd]|<tbd>|<owner>|[owner]|{owner}|<name>|[name]|your name|@owner|@tbd|xx|xxx|yyyy-mm-dd|[yyyy-mm-dd]|"
    "yyyy/mm/dd|dd/mm/yyyy|mm/dd/yyyy|dd.mm.yyyy|aaaa-mm-dd|dd/mm/aaaa|jjjj-mm-tt|tt.mm.jjjj|гггг-мм-дд|"
    "yyyy-mm-dd hh:mm|date|无|無|暂无|待定|未定|未分配|待分配|待确认|不适用|空|尚未分配|なし|該当なし|未割当|"
    "未割り当て|担当者未定|없음|미정|미지정|미배정|해당 없음|ไม่มี|ยังไม่ระบุ|ไม่ระบุ|รอกำหนด|nenhum|nenhuma|não|"
    "a definir|não definido|não atribuído|sem responsável|ninguno|ninguna|por definir|sin asignar|no aplica|"
    "pendiente|aucun|aucune|à définir|non assigné|non attribué|néant|keine|keiner|kein|offen|nicht zugewiesen|"
    "noch offen|нет|не назначен|не назначено|не определено|отсутствует|không|không có|chưa có|chưa xác định|nessuno|"
    "nessuna|da definire|brak|do ustalenia|yok|belirsiz|tidak ada|belum ditentukan|geen|ingen|inga|ei|žádné|nincs"
)
"""Cells that say "nothing stands here"."""

NO_DEPENDENCY = (
    "nothing|no dependencies|no dependency|no deps|independent|standalone|can start now|start today|start now|"
    "anytime|any time|immediately|now|ready|no blockers|unblocked|root|start|first|无依赖|无前置|没有|独立|依存なし|"
    "의존성 없음|sem dependência|sem dependências|sin dependencias|aucune dépendance|keine abhängigkeiten|"
    "нет зависимостей|không phụ thuộc"
)
"""First words of a dependency cell that says "none"."""
