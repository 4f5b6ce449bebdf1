"""Findings: what reading alone shows to be wrong.

`catalogue` lists every rule by family; a rule is a function of a `scene`, in the file of its family:

- structure: `structure`, `status_cells`
- graph: `graph` (what a dependency asks for: `needs`; ids that stand elsewhere: `elsewhere`; circles: `cycles`);
  `matrix` and `matrix_gaps`; `order`; `phases` and, below them, `boxes`
- evidence: `evidence`, `deliverables`, `staleness`; `contradictions`, which asks what a record says: `contents` where a
  program wrote it, `records` where somebody did, both in `verdict_words`
- commands: `commands`; what a command would run (`targets`, by the programs in `callees`, what starts them in
  `launchers` and their `options`), and whether that is there (`targets_there`, `recipes`)
- people: `people`; `signoffs`, which reads `signatures`
- consistency: counts in tables (`rollups`, `totals`, columns by `counts`), in lists (`tallies`) and in prose
  (`headlines`), held against `groups` of items and the `ways` to count them; `claims`; `scopes`; targets and mappings
  in `consistency`, days by `dates`
- history: `history`, `transitions`
- settings: `mentions`, `silence`

`outline` says where a line stands, `families` which ids are of one kind, `naming` which item a name means. What is new
since a commit says `since`.
"""
