"""Files that evidence is judged by are those that it is bound by."""

from gonogo.evidence.looking import Looking
from gonogo.model.command import Expect
from gonogo.model.evidence import FileDigest
from gonogo.workspace.ground import DiskGround


def test_a_file_that_changed_since_it_was_hashed_is_not_judged(directory) -> None:
    directory.write("a.txt", "all is well")
    looking = Looking(DiskGround(directory.path), {"a.txt": FileDigest("a.txt", "0" * 64, 11)})
    complaint = looking.judge(Expect(file="a.txt", absent="FAILED"), "a.txt")
    assert complaint is not None
    assert complaint.code == "EVIDENCE_UNREADABLE"
    assert "changed" in complaint.message
