"""Every reason code: why something is found, unproven or refused. The catalogue is closed; `docs/reference/reasons.md`
is generated from it, and a test fails where the code uses a name that is not here.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Family(StrEnum):
    """Where a code is met."""

    FINDING = "finding"
    STANDING = "standing"
    DECISION = "decision"
    REFUSAL = "refusal"
    INTEGRITY = "integrity"
    INPUT = "input"


class Reason(Struct, frozen=True, kw_only=True):
    """One code: what it means in a sentence, and what mends it."""

    code: str
    family: Family
    meaning: str
    remedy: str


def _table(family: Family, rows: dict[str, tuple[str, str]]) -> dict[str, Reason]:
    return {
        code: Reason(code=code, family=family, meaning=meaning, remedy=remedy)
        for code, (meaning, remedy) in rows.items()
    }


FINDINGS = _table(
    Family.FINDING,
    {
        "ID_DUPLICATE": (
            "The same id stands on more than one item of the workspace, so nothing can be bound to it or depend on it.",
            "Give each item an id of its own, or put the trackers into workspaces of their own.",
        ),
        "ITEM_UNREPRESENTABLE": (
            "A row looks like an item and cannot be read as one without guessing.",
            "Rewrite the row as a table row or as a list line with a box.",
        ),
        "TABLE_MALFORMED": (
            "A table that its author sees is not one to a Markdown renderer; it was read as meant.",
            "Give the delimiter row as many cells as the header, and leave no blank line inside the table.",
        ),
        "ROW_RAGGED": (
            "A row has more or fewer cells than its header.",
            "Escape each `|` inside a cell as `\\|`, also inside code spans, and add the missing cells.",
        ),
        "STATUS_UNKNOWN": (
            "A status word is in neither the document's legend nor the dialect.",
            "Use a word of the legend, or add it under [dialect.status] in gonogo.toml.",
        ),
        "TRACKER_EMPTY": ("The document lists no item of any kind.", "Add items, or exclude the document."),
        "TRACKER_UNREADABLE": (
            "The document could not be read as text or as the format that it claims to be.",
            "Save it as UTF-8 and mend the first place that the message names.",
        ),
        "DEPENDENCY_UNKNOWN": ("An item depends on an id that no tracker lists.", "Correct the id, or add the item."),
        "DEPENDENCY_CYCLE": ("Items depend on each other in a circle.", "Remove one of the dependencies."),
        "MATRIX_DISAGREES": (
            "The dependency matrix and the items' own dependencies differ.",
            "Regenerate it: gonogo matrix --format markdown.",
        ),
        "COLUMN_MISSING": (
            "A table lists ids, and neither it nor a table joined to it says how they stand.",
            "Add a status column.",
        ),
        "DEPENDENCY_OPEN": (
            "An item claims to be done or under way, and what it depends on is not done.",
            "Finish the dependency, or take the claim back.",
        ),
        "MATRIX_INCOMPLETE": (
            "The dependency matrix lacks a row or a column for an item of its tracker.",
            "Regenerate it: gonogo matrix --format markdown.",
        ),
        "ORDER_CONTRADICTS": (
            "An execution order puts an item before one that it depends on.",
            "Reorder the list: gonogo next --all prints an order that holds.",
        ),
        "PHASE_OUT_OF_ORDER": (
            "A phase claims completion while a phase before it does not.",
            "Close the earlier phase, or take the later claim back.",
        ),
        "CHILD_OPEN": (
            "An item claims completion while something below it is open.",
            "Close or cancel the child, or move it to another parent.",
        ),
        "EVIDENCE_ABSENT": (
            "The tracker has an evidence column, and this completed item has nothing in it.",
            "Name the evidence, or take the claim back.",
        ),
        "EVIDENCE_SHARED": (
            "The same evidence stands on three or more completed items, so it tells nothing about each of them.",
            "Give each item evidence of its own, or an anchor in the shared document.",
        ),
        "DELIVERABLE_MISSING": (
            "A file that the tracker lists as delivered does not exist.",
            "Restore it, or correct its path or its status.",
        ),
        "EVIDENCE_STALE_LOOKING": (
            "The document says when it was last updated, and speaks of something later.",
            "Bring the date up to date, after reading the document again.",
        ),
        "COMMAND_ABSENT": (
            "The tracker has a column for verify commands, and this completed item has none.",
            "Add a command that can fail, in the tracker or under [items.KEY] in gonogo.toml.",
        ),
        "COMMAND_TARGET_MISSING": (
            "The command names a test file, script or recipe that does not exist.",
            "Correct the command, or restore what it runs.",
        ),
        "COMMAND_SHARED": (
            "One command is the proof of three or more completed items, so it tells nothing about each of them.",
            "Let each item's command select what proves that item.",
        ),
        "OWNER_PLACEHOLDER": (
            "The tracker has an owner column, and this item's owner is nobody.",
            "Name a person or a team.",
        ),
        "SIGNOFF_NOT_INDEPENDENT": (
            "One person signed every role, or signed their own work.",
            "Have somebody else sign.",
        ),
        "BLOCKER_MISSING": (
            "An item is blocked, and nothing says by what.",
            "Say what blocks it: in its row, or as a dependency.",
        ),
        "ROLLUP_DISAGREES": (
            "A count in a summary table is not what the items add up to.",
            "Correct the count, or the items that it counts.",
        ),
        "HEADLINE_DISAGREES": (
            "A count in prose is not what the items add up to.",
            "Correct the sentence, or the items that it counts.",
        ),
        "CLAIM_CONFLICT": (
            "The same item has two different statuses.",
            "Keep the status in one place, or make both say the same.",
        ),
        "TARGET_PAST": (
            "The item is open, and its target date is over.",
            "Set a new date, finish the item, or cancel it.",
        ),
        "MAPPING_DISAGREES": (
            "A mapping table and the items differ: an item is missing, unknown, or has another link.",
            "Correct the mapping, or the item.",
        ),
        "SCOPE_MISSING": (
            "One go/no-go is given over parts that stand differently.",
            "Say which part each answer is for.",
        ),
        "BULK_FLIP": (
            "Many items were declared done in one commit that touched nothing but documents.",
            "Verify each of them: gonogo verify.",
        ),
        "TRANSITION_ILLEGAL": (
            "An item's status changed in a way that the tracker's own state diagram does not have.",
            "Draw the step if it is allowed; else say in a silence why it was taken.",
        ),
        "EVIDENCE_LOST_SINCE": (
            "The evidence existed when the claim was made, and is gone.",
            "Restore it, or correct the reference.",
        ),
        "CLAIM_BEFORE_EVIDENCE": (
            "The claim is older than the evidence for it.",
            "Look at the evidence as it is now, and say so in the row: a commit that touches it makes the claim again.",
        ),
        "REOPENED_SILENTLY": (
            "A completed item was opened again, and nothing says why.",
            "Say why, in the commit message or in the item's row.",
        ),
        "SILENCE_EXPIRED": (
            "A silence has run out, so what it hid is told again.",
            "Mend what it hid; else renew it, with a reason.",
        ),
        "SILENCE_INVALID": (
            "A silence cannot be understood, so it hides nothing.",
            'Write <!-- gonogo: ignore CODE until=YYYY-MM-DD reason="why" -->.',
        ),
        "HISTORY_UNREADABLE": (
            "Git could not tell the past of a tracker, so no rule looked at it.",
            "Do what the message of Git asks for; gonogo history says more.",
        ),
    },
)

STANDINGS = _table(
    Family.STANDING,
    {
        "PROOF_ABSENT": (
            "Completion is claimed and there is neither a command that ran nor evidence that resolved.",
            "Add a verify command or evidence, in the tracker or under [items.KEY] in gonogo.toml.",
        ),
        "COMMAND_NOT_RUN": (
            "The command has never run, or not with these settings and expectations.",
            "Run gonogo trust, then gonogo verify.",
        ),
        "VERIFY_FAILED": ("The command ran on the present inputs and failed.", "Mend what it found and verify again."),
        "INPUTS_CHANGED": (
            "The command passed, and its inputs or its program have changed since.",
            "Run gonogo verify again.",
        ),
        "RUN_OUTDATED": (
            "The last run failed, on inputs that have changed since; on the present ones it has not run.",
            "Run gonogo verify again.",
        ),
        "RUN_TOO_OLD": ("The command passed longer ago than max_age allows.", "Run gonogo verify again."),
        "COMMAND_NOT_FOUND": (
            "The command could not start: its program is missing or may not be executed (126 or 127).",
            "Install the program or correct the command; a missing tool is no failure.",
        ),
        "COMMAND_TESTED_NOTHING": (
            "The command ended without having tested anything.",
            "Make it select at least one test.",
        ),
        "COMMAND_TIMED_OUT": (
            "The command ran into its time limit, or printed more than any command may.",
            "Make it faster or quieter, or raise its timeout.",
        ),
        "COMMAND_VACUOUS": (
            "The command passes whatever happens, so its passing proves nothing.",
            "Give the item a command that can fail.",
        ),
        "COMMAND_CHANGED_INPUTS": (
            "A file that the run was hashed over changed while it ran, so it binds nothing.",
            "Declare what the command writes as outputs, or leave the files alone while it runs.",
        ),
        "RUN_LOST": ("The run was lost before it ended.", "Run gonogo verify again."),
        "EXPECTATION_FAILED": (
            "The command ended with 0, and what gonogo.toml expects of it does not hold.",
            "Mend the output, or the expectation.",
        ),
        "EVIDENCE_MISSING": ("The evidence does not exist.", "Restore it, or correct the reference."),
        "EVIDENCE_EMPTY": ("The evidence exists and holds nothing.", "Fill it, or take the reference away."),
        "EVIDENCE_IGNORED": (
            "The evidence is ignored by Git, so nobody else has it.",
            "Commit it (git add -f), or let a verify command of the item write it.",
        ),
        "EVIDENCE_OUTSIDE": (
            "The reference leads out of the workspace, by `..`, an absolute path or a symbolic link.",
            "Keep evidence inside the workspace.",
        ),
        "EVIDENCE_ANCHOR_MISSING": (
            "The file exists, and the heading, pointer or test that the reference names is not in it.",
            "Correct the anchor.",
        ),
        "EVIDENCE_COMMIT_UNKNOWN": (
            "The commit is not in this repository.",
            "Fetch it (a shallow clone lacks history), or correct the reference.",
        ),
        "EVIDENCE_CONTRADICTS": (
            "The evidence says the opposite of what is expected of it.",
            "Mend what it reports, then renew it.",
        ),
        "EVIDENCE_CHANGED": (
            "The evidence is no longer what the run bound.",
            "Run gonogo verify again.",
        ),
        "EVIDENCE_UNREADABLE": ("The evidence could not be read or hashed.", "Mend what the message names."),
        "LINK_RECORDED": (
            "A link is recorded and not fetched; it proves nothing by itself.",
            "Keep a copy in the repository, or add a command.",
        ),
        "DEPENDENCY_UNMET": (
            "A dependency is open, cancelled, unknown, or itself not proven.",
            "Prove the dependency first.",
        ),
        "CHILD_UNMET": ("A child is open, or itself not proven.", "Close and prove the child, or move it."),
        "NOT_SIGNED": (
            "The evidence is there, and no command or independent person has confirmed it.",
            "Add a command that can fail, or have someone else sign.",
        ),
        "SIGNOFF_MISSING": ("A sign-off that the claim needs has not been given.", "Request the sign-off."),
        "CRITERION_UNASSESSED": (
            "No `expect` and no signature speaks to the exit criterion.",
            "Name it in an expect of [items.KEY], or assess it when signing.",
        ),
    },
)

DECISIONS = _table(
    Family.DECISION,
    {
        "SCOPE_EMPTY": ("The gate's scope holds no item; empty never passes.", "Widen the scope, or add items."),
        "NOT_COMPLETE": ("An item in scope does not claim to be done.", "Finish it, cancel it, or narrow the scope."),
        "DOC_BASELINE_ONLY": (
            "The item claims a documentation baseline; shipping, and what builds on it, ask for done or signed off.",
            "Finish the implementation.",
        ),
        "TIER_TOO_LOW": (
            "The proof is further from production than the gate accepts.",
            "Bring a signed result of the tier that the gate names.",
        ),
    },
)

REFUSALS = _table(
    Family.REFUSAL,
    {
        "TRUST_UNWRITABLE": (
            "The private store of trusted commands cannot be written: the disk is full or read-only.",
            "Make room, or name another private directory in GONOGO_STATE.",
        ),
        "VERIFY_BUSY": ("Another gonogo verify is running in this workspace.", "Wait for it, or stop it."),
        "KEY_REUSED": (
            "The idempotency key was used before, for another request.",
            "Use a new key for a new request.",
        ),
        "ID_REUSED": (
            "The id belongs to another event already.",
            "Give each event an id of its own.",
        ),
        "REVISION_CONFLICT": (
            "Someone else changed the subject first.",
            "Look at it again and repeat the act.",
        ),
        "EVENT_TOO_LARGE": ("The event's body is over 65,535 bytes.", "Keep the large part as a blob."),
        "NOT_CANONICAL": (
            "The value is outside the canonical profile: floats, integers from 2^53, non-ASCII keys.",
            "Write decimals as strings and user text as values, not keys.",
        ),
        "LEDGER_READ_ONLY": (
            "The ledger cannot be written: the disk is full or read-only.",
            "Make room, or make it writable; nothing was half-written.",
        ),
        "SETTINGS_EXIST": (
            "There is a gonogo.toml already, and it is never overwritten unasked.",
            "Print a new one with gonogo init --stdout, or replace it with --force.",
        ),
        "LEDGER_LOCKED": ("Another program holds the ledger.", "Wait for it to finish."),
    },
)

INTEGRITY = _table(
    Family.INTEGRITY,
    {
        "LEDGER_CHANGED": ("A row of the ledger is not what was written.", "Restore the ledger from a backup."),
        "LEDGER_TRUNCATED": (
            "The ledger is shorter than the signed head kept outside it.",
            "Restore the ledger from a backup; writing is refused until then.",
        ),
        "LEDGER_FORKED": (
            "The ledger has as many rows as the head kept outside it, and other ones.",
            "Restore the ledger that the head belongs to.",
        ),
        "LEDGER_CORRUPT": ("The database file cannot be read.", "Restore the ledger from a backup."),
        "LEDGER_TOO_NEW": ("The ledger was written by a newer gonogo.", "Upgrade gonogo."),
        "EVENT_UNKNOWN": ("The ledger holds an event type that this program does not know.", "Upgrade gonogo."),
        "CHECKPOINT_INVALID": ("A checkpoint's signature does not verify.", "Restore the ledger from a backup."),
        "BLOB_MISSING": ("A blob that an event names is not there.", "Restore the ledger from a backup."),
        "BLOB_CHANGED": ("A blob is not what its digest says.", "Restore the ledger from a backup."),
    },
)

INPUTS = _table(
    Family.INPUT,
    {
        "EVENT_MALFORMED": (
            "An event's type, time, text or blob digest is not what the format allows.",
            "Use the values that docs/reference/format.md describes.",
        ),
        "BLOB_ABSENT": (
            "An event names a blob that was neither given with it nor stored before.",
            "Append the blob together with the event that names it.",
        ),
        "LEDGER_ABSENT": ("There is no ledger here.", "Run gonogo verify once; it begins one."),
        "INPUT_MISSING": ("A file or folder that was named does not exist.", "Check the path."),
        "INPUT_TOO_LARGE": ("The input is larger than gonogo reads.", "Split it, or exclude it."),
        "INPUT_NESTED": ("The input is nested deeper or expands further than gonogo reads.", "Flatten it."),
        "SETTING_UNKNOWN": ("gonogo.toml has a key that gonogo does not know.", "Use the nearest name that is shown."),
        "SETTING_INVALID": ("A setting in gonogo.toml has a value that does not fit.", "Use what is expected there."),
        "GATE_UNKNOWN": ("There is no gate of this name.", "Use one of the names that are shown."),
        "REPOSITORY_BARE": (
            "The Git repository has no working tree that could be read.",
            "Clone it, or add a working tree: git worktree add DIRECTORY.",
        ),
        "REPOSITORY_UNREADABLE": (
            "Git refuses to read the repository, or does not answer.",
            "Do what the message of Git asks for.",
        ),
        "REVISION_UNKNOWN": (
            "What --at or --since names is no commit of the workspace's repository.",
            "Name a commit, a tag or a branch: git log --all --oneline lists them.",
        ),
        "PATH_UNREADABLE": (
            "A path cannot be followed: a circle of symbolic links, or no permission.",
            "Correct the path.",
        ),
        "ITEM_UNKNOWN": ("There is no item of this id or key.", "Use the nearest name that is shown."),
    },
)

CATALOGUE: dict[str, Reason] = {**FINDINGS, **STANDINGS, **DECISIONS, **REFUSALS, **INTEGRITY, **INPUTS}
"""Every reason, by code."""
