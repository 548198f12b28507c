"""The tree as an object: the way along answers, and every fault it names."""

import pytest
from django.utils import translation

from handlingsveileder.decision_tree import NoSuchWay, Tree, faults, loose_ends
from tests.handlingsveileder.tree_streams import endings, questions


def tree(*ends: str, **asked: list[str]) -> Tree:
    return Tree.read(questions(**asked), endings(*ends))


WHOLE = tree("ring", "vent", who=["what", "ring"], what=["ring", "vent"])


def told(found) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.message)) for fault in found]


class TestWalk:
    def test_it_begins_at_the_first_question(self):
        walk = WHOLE.walk([])
        assert walk.here.code == "who"
        assert walk.address == ""
        assert not walk.is_over

    def test_each_answer_has_an_address_of_its_own(self):
        assert [way.address for way in WHOLE.walk([]).ways] == ["svar/1/", "svar/2/"]
        assert [way.address for way in WHOLE.walk([1]).ways] == ["svar/1/1/", "svar/1/2/"]

    def test_it_remembers_what_was_answered_and_where_to_change_it(self):
        walk = WHOLE.walk([1, 2])
        assert walk.is_over
        assert [(turn.answer.label, turn.address) for turn in walk.turns] == [
            ("Svar 1 på who", ""),
            ("Svar 2 på what", "svar/1/"),
        ]

    @pytest.mark.parametrize("numbers", [[3], [0], [2, 1], [1, 2, 1], [-1], [10**30]])
    def test_answers_that_do_not_exist_lead_nowhere(self, numbers):
        with pytest.raises(NoSuchWay):
            WHOLE.walk(numbers)

    def test_a_tree_without_questions_has_no_beginning(self):
        with pytest.raises(NoSuchWay):
            tree("ring").walk([])

    def test_an_answer_that_leads_nowhere_yet_has_no_address(self):
        assert [way.address for way in tree("ring", who=["ring", "borte", ""]).walk([]).ways] == [
            "svar/1/",
            None,
            None,
        ]

    def test_an_answer_that_leads_back_has_the_address_of_the_question_it_leads_to(self):
        """So a circle has no longer and longer addresses."""
        ring = tree("slutt", a=["b"], b=["a", "b", "slutt"])
        assert [way.address for way in ring.walk([1]).ways] == ["", "svar/1/", "svar/1/3/"]
        with pytest.raises(NoSuchWay):
            ring.walk([1, 1])

    def test_another_form_agrees_when_it_asks_the_same(self):
        shorter = tree("ring", "vent", who=["what", "ring"], what=["ring"])
        assert WHOLE.agrees_with(shorter.walk([1, 1]))
        assert not shorter.agrees_with(WHOLE.walk([1, 2]))
        turned = tree("ring", "vent", who=["ring", "what"], what=["ring", "vent"])
        assert not turned.agrees_with(WHOLE.walk([1]))


class TestFaults:
    def test_a_whole_tree_has_none(self):
        assert faults(WHOLE) == []

    def test_two_ways_may_meet_again(self):
        diamond = tree("slutt", a=["b", "c"], b=["d"], c=["d"], d=["slutt"])
        assert faults(diamond) == []

    def test_no_questions(self):
        assert [fault.code for fault in faults(tree("ring"))] == ["no_questions"]

    def test_an_answer_to_nothing_is_named_with_its_question(self):
        (fault,) = faults(tree("ring", who=["ring", "borte"]))
        assert fault.code == "unknown_target"
        assert fault.where == "questions.id-who"
        assert "Svar 2 på who" in str(fault.message)
        assert "«borte»" in str(fault.message)

    def test_an_answer_that_leads_nowhere_yet(self):
        (fault,) = faults(tree("ring", who=["ring", ""]))
        assert (fault.code, "«»" in str(fault.message)) == ("unknown_target", False)

    def test_a_question_without_answers_stops_the_path(self):
        (fault,) = faults(tree("ring", who=["ring", "what"], what=[]))
        assert fault.code == "no_answers"
        assert "Spørsmål what?" in str(fault.message)

    def test_twins_are_both_named(self):
        twins = Tree.read(questions(who=["ring", "vent"]), endings("ring", "ring", "vent", "who"))
        found = [fault for fault in faults(twins) if fault.code == "twin_code"]
        assert [fault.where for fault in found] == [
            "questions.id-who",
            "endings.id-ring",
            "endings.id-ring",
            "endings.id-who",
        ]

    @pytest.mark.parametrize(
        ("asked", "closes"),
        [
            ({"a": ["a", "slutt"]}, ["Svar 1 på a"]),
            ({"a": ["b", "slutt"], "b": ["a", "slutt"]}, ["Svar 1 på b"]),
            ({"a": ["b"], "b": ["c"], "c": ["slutt", "b"]}, ["Svar 2 på c"]),
            ({"a": ["b", "c"], "b": ["a"], "c": ["a", "slutt"]}, ["Svar 1 på b", "Svar 1 på c"]),
        ],
    )
    def test_a_circle_is_named_by_the_answer_that_closes_it(self, asked, closes):
        found = [fault for fault in faults(tree("slutt", **asked)) if fault.code == "loop"]
        assert len(found) == len(closes)
        for fault, answer in zip(found, closes, strict=True):
            assert answer in str(fault.message)

    def test_a_circle_that_nobody_reaches_is_found_too(self):
        found = faults(tree("slutt", a=["slutt"], b=["c"], c=["b"]))
        assert [fault.code for fault in found] == ["loop"]

    def test_a_question_nobody_reaches_is_named(self):
        (fault,) = faults(tree("slutt", a=["slutt"], b=["slutt"]))
        assert (fault.code, fault.where) == ("not_reached", "questions.id-b")
        assert "Spørsmål b?" in str(fault.message)

    def test_only_the_first_question_of_a_lost_part_is_named(self):
        lost = tree("slutt", a=["slutt"], b=["c"], c=["d"], d=["slutt", "borte"])
        assert [(f.code, f.where) for f in faults(lost)] == [
            ("unknown_target", "questions.id-d"),
            ("not_reached", "questions.id-b"),
        ]

    def test_a_question_that_only_leads_to_itself_is_not_reached(self):
        codes = [f.code for f in faults(tree("slutt", a=["slutt"], b=["b", "slutt"]))]
        assert codes == ["loop", "not_reached"]

    def test_an_ending_nobody_reaches_is_a_loose_end_and_no_fault(self):
        unused = tree("slutt", "gløymd", a=["slutt"])
        assert faults(unused) == []
        assert [(f.code, f.where) for f in loose_ends(unused)] == [
            ("ending_not_reached", "endings.id-gløymd")
        ]

    def test_a_very_long_circle_is_followed_to_its_end(self):
        asked = {f"q{n}": [f"q{n + 1}", "slutt"] for n in range(3_000)}
        asked["q3000"] = ["q0", "slutt"]
        assert [fault.code for fault in faults(tree("slutt", **asked))] == ["loop"]

    def test_what_is_hardly_filled_in_is_read_all_the_same(self):
        half = Tree.read(
            [
                {"type": "tree_question", "value": {}},
                {"type": "tree_question", "value": {"code": None, "answers": None}},
                {"type": "tree_question", "id": "x", "value": {"answers": [{"label": "Ja"}]}},
            ],
            [{"type": "tree_ending", "value": {"code": ""}}],
        )
        assert {fault.code for fault in faults(half)} >= {"no_answers", "unknown_target"}
        assert half.walk([]).ways == []

    def test_faults_are_told_in_the_language_of_the_one_who_reads_them(self):
        (fault,) = faults(tree("ring"))
        with translation.override("en"):
            english = str(fault.message)
        assert english == "The tree has no questions yet."
