"""The plan and its schedule over random graphs with shared commands and cycles."""

from hypothesis import given
from hypothesis import strategies as st

from gonogo.model.command import Command
from gonogo.model.graph import Graph
from gonogo.model.item import Item, Span, Spans, Status
from gonogo.model.standing import CommandFact, Facts, ItemFacts
from gonogo.model.state import State
from gonogo.verify.plan import plan
from gonogo.verify.schedule import Schedule

NOW = "2026-11-21T09:30:00.000Z"


def facts_of(commands: list[list[int]]) -> Facts:
    return Facts(
        items=tuple(
            ItemFacts(
                item=Item(key=f"T-{index}", status=Status.DONE, path="t.md", line=1, span=Spans(Span(0, 0))),
                commands=tuple(
                    CommandFact(command=Command(text=f"check {n}"), key=f"k{n}", cache_key=f"c{n}", inputs="i")
                    for n in dict.fromkeys(numbers)
                ),
            )
            for index, numbers in enumerate(commands)
        )
    )


@given(st.data())
def test_every_command_is_given_out_once_after_what_its_item_depends_on(data: st.DataObject) -> None:
    commands = data.draw(st.lists(st.lists(st.integers(0, 8), max_size=3), min_size=1, max_size=10))
    names = [f"T-{index}" for index in range(len(commands))]
    graph = Graph.of({name: data.draw(st.lists(st.sampled_from(names), max_size=3)) for name in names})
    planned = plan(facts_of(commands), graph, State(), NOW)
    jobs = data.draw(st.integers(1, 4))
    schedule = Schedule(planned)
    running, over, begun = [], set(), []
    by_item = {name: {f"k{n}" for n in numbers} for name, numbers in zip(names, commands, strict=True)}
    while True:
        while len(running) < jobs and (step := schedule.next()) is not None:
            for need in Graph(planned.needs).reach(step.at)[1:]:
                assert by_item[need] <= over
            running.append(step)
            begun.append(step.fact.key)
        if not running:
            break
        ended = running.pop(data.draw(st.integers(0, len(running) - 1)))
        over.add(ended.fact.key)
        schedule.over(ended)
    assert sorted(begun) == sorted({key for keys in by_item.values() for key in keys})


def test_work_is_by_node_and_never_by_path() -> None:
    """Sixty layers of diamonds have more paths than anyone can walk."""
    needs: dict[str, list[str]] = {}
    for layer in range(60):
        for place in "ab":
            needs[f"T-{2 * layer + 'ab'.index(place)}"] = [f"T-{2 * layer - 2}", f"T-{2 * layer - 1}"] if layer else []
    planned = plan(facts_of([[n] for n in range(120)]), Graph.of(needs), State(), NOW)
    schedule = Schedule(planned)
    count = 0
    while (step := schedule.next()) is not None:
        schedule.over(step)
        count += 1
    assert count == 120
