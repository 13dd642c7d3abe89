"""Training the reader: what it sees is right, and a run that was killed goes on as if it hadn't."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from index.encoder import attend_in_turn, attend_padded, load_encoder
from index.windows import Cutter, stretch
from training import state as states
from training import written
from training.batches import Rounds, portions
from training.data import (
    LAST,
    TRAIN,
    Collection,
    Passage,
    Question,
    examples,
    read_development,
    read_training,
    token_span,
)
from training.export import WEIGHTS, begun_with, export, load_reader, merged
from training.held_out import margin_of, read_all
from training.metrics import auroc, exact, f1
from training.mine import negatives
from training.near_misses import NearMisses
from training.run import Run
from training.state import Settings, State
from training.train import main

SHARED = Path(__file__).parents[2] / "shared" / "train"
SETTINGS = Settings(frozen=1, groups=4, portion=120, warm_up=2, seed=3)
WORDS = [f"{a}{b}" for a in "bcdghklmnprstvx" for b in ("a", "an", "o", "ong", "e", "inh")]


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    """As the training does: threads wait for each other longer than such small products take."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of three layers that knows nothing, with a tokenizer that splits words in letters."""
    folder = tmp_path_factory.mktemp("model")
    letters = sorted(set("".join(WORDS)) | set("0123456789qy:▁.?"))
    pieces = [(piece, 0.0) for piece in ("<s>", "<pad>", "</s>", "<unk>")]
    pieces += [(piece, -2.0) for piece in letters]
    pieces += [(f"▁{word}", -1.0) for word in WORDS]
    tokenizer = Tokenizer(models.Unigram(pieces, 3, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace("▁", "always")]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "hidden_size": 16,
        "num_attention_heads": 2,
        "num_hidden_layers": 3,
        "intermediate_size": 32,
        "vocab_size": len(pieces),
        "max_position_embeddings": 320,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-5,
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    save_file(_random_bert(config), folder / "model.safetensors")
    return folder


def _random_bert(config: dict) -> dict[str, torch.Tensor]:
    hidden, wide = config["hidden_size"], config["intermediate_size"]
    generator = torch.Generator().manual_seed(0)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (config["vocab_size"], hidden),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], hidden),
        "embeddings.token_type_embeddings.weight": (2, hidden),
        "embeddings.LayerNorm.weight": (hidden,),
        "embeddings.LayerNorm.bias": (hidden,),
    }
    parts = {
        "attention.self.query": (hidden, hidden),
        "attention.self.key": (hidden, hidden),
        "attention.self.value": (hidden, hidden),
        "attention.output.dense": (hidden, hidden),
        "attention.output.LayerNorm": (hidden,),
        "intermediate.dense": (wide, hidden),
        "output.dense": (hidden, wide),
        "output.LayerNorm": (hidden,),
    }
    for layer in range(config["num_hidden_layers"]):
        for name, shape in parts.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = shape
            shapes[f"encoder.layer.{layer}.{name}.bias"] = shape[:1]
    return {
        name: torch.randn(shape, generator=generator) * 0.2
        + float(name.endswith("LayerNorm.weight"))
        for name, shape in shapes.items()
    }


@pytest.fixture(scope="module")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All training files, of made-up words; the answer is the word before the last."""
    folder = tmp_path_factory.mktemp("train")
    for number, source in enumerate(TRAIN):
        articles = []
        for title in range(6):
            paragraphs = []
            for part in range(2):
                # The 16th word is of one passage only; the last passages need several windows.
                words = [WORDS[(7 * title + 3 * part + i * i) % 60] for i in range(25 + 20 * title)]
                words[15] = f"q{number}{title}{part}"
                text = " ".join(words)
                answer = {"text": words[15], "answer_start": text.index(words[15])}
                asked = {"question": f"{words[5]} {words[13]}?", "answers": [answer]}
                silent = {"question": f"{words[9]}?", "answers": []}
                paragraphs.append({"context": text, "qas": [asked, silent]})
            articles.append({"title": f"{source} {title}", "paragraphs": paragraphs})
        with gzip.open(folder / f"{source}.json.gz", "wt", encoding="utf-8") as stream:
            json.dump({"data": articles}, stream)
    return folder


@pytest.fixture(scope="module")
def rounds(tiny_model: Path, tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Rounds:
    cutter, collection = Cutter(tiny_model, longest=96), read_training(tiny_data)
    cache = tmp_path_factory.mktemp("cache")
    mined = negatives(collection, cutter, tiny_model, cache, dense=True)
    again = negatives(collection, cutter, tiny_model, cache, dense=True)
    assert (mined == again).all()
    return Rounds(collection, mined, cutter, 3, TRAIN)


# The encoder ------------------------------------------------------------------------------------


def test_the_lean_encoder_is_the_one_of_transformers(tiny_model: Path) -> None:
    from transformers.models.bert.configuration_bert import BertConfig
    from transformers.models.bert.modeling_bert import BertModel

    config = BertConfig(**json.loads((tiny_model / "config.json").read_text("utf-8")))
    theirs = BertModel(config, add_pooling_layer=False).eval()
    theirs.load_state_dict(_random_bert(config.to_dict()))
    texts = [torch.randint(4, 60, (length,)) for length in (7, 31, 12)]
    with torch.no_grad():
        expected = torch.cat([theirs(ids[None]).last_hidden_state[0] for ids in texts])
        ours = load_encoder(tiny_model)(torch.cat(texts), [7, 31, 12])
    torch.testing.assert_close(ours, expected, rtol=1e-4, atol=1e-5)


def test_padded_attention_is_attention_in_turn() -> None:
    qkv = torch.randn(50, 3, 2, 8)
    lengths = [7, 31, 12]
    torch.testing.assert_close(attend_padded(qkv, lengths), attend_in_turn(qkv, lengths))


def test_only_some_layers_can_be_used(tiny_model: Path) -> None:
    ids = torch.arange(5, 15)
    whole, lowest = load_encoder(tiny_model), load_encoder(tiny_model, [0, 2])
    del whole.layers[1]
    torch.testing.assert_close(whole(ids, [10]), lowest(ids, [10]))


# Windows ----------------------------------------------------------------------------------------


@given(st.integers(0, 3000), st.integers(20, 300), st.integers(0, 19))
def test_windows_show_every_token(count: int, room: int, overlap: int) -> None:
    stretches = stretch(count, room, overlap)
    seen = {token for begin, end in stretches for token in range(begin, end)}
    assert seen == set(range(count))
    assert all(end - begin <= room for begin, end in stretches)


@given(st.integers(0, 399), st.integers(1, 60))
def test_no_window_cuts_an_answer(cutter: Cutter, first: int, length: int) -> None:
    words = [WORDS[i * i % 60] for i in range(400)]
    text = " ".join(words)
    start = sum(len(word) + 1 for word in words[:first])
    end = start + len(" ".join(words[first : first + length]))
    windows = examples(cutter, "ba?", text, (start, end))
    holding = [window for window in windows if window.span != (0, 0)]
    assert holding
    for window in holding:
        begin, last = (token - window.first for token in window.span)
        assert text[window.offsets[begin][0] : window.offsets[last][1]] == text[start:end]
    for window in windows:
        assert len(window.ids) <= 96
        if window not in holding:
            assert window.offsets[-1][1] <= start or window.offsets[0][0] >= end


def test_an_answer_longer_than_a_window_is_no_silent_loss(cutter: Cutter) -> None:
    text = " ".join(WORDS * 3)
    with pytest.raises(ValueError, match="room"):
        examples(cutter, "ba?", text, (0, len(text)))


def test_an_answer_that_is_no_token_is_refused() -> None:
    with pytest.raises(ValueError, match="no token"):
        token_span([(0, 3), (4, 6)], (3, 4))


@pytest.fixture(scope="module")
def cutter(tiny_model: Path) -> Cutter:
    return Cutter(tiny_model, longest=96)


def test_answers_of_the_real_data_stand_at_their_tokens(model_folder: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip("cần dữ liệu huấn luyện trong ../shared/train")
    cutter, collection = Cutter(model_folder), read_development(SHARED)
    questions = [question for question in collection.questions if question.answers]
    near = 0
    for question in questions[::25]:
        text, answer = collection.passages[question.passage].text, question.answers[0]
        for window in examples(cutter, question.text, text, answer):
            if window.span == (0, 0):
                continue
            first, last = (window.offsets[token - window.first] for token in window.span)
            said = text[slice(*answer)].strip()  # a few answers hold a space at an end
            found = text[first[0] : last[1]]
            assert said in found
            assert said not in text[first[1] : last[1]]
            assert said not in text[first[0] : last[0]]
            near += said == found
    assert near > 0.8 * len(questions[::25])  # the others begin or end within a token


def test_the_last_stretch_takes_generated_vietnamese_along(tiny_data: Path) -> None:
    collection = read_training(tiny_data, LAST)
    sources = {question.source for question in collection.questions}
    assert sources == set(LAST)  # the files of this folder among them
    assert "vietnamese" not in {q.source for q in read_training(tiny_data).questions}


def test_answers_of_written_passages_stand_where_they_are_said_to() -> None:
    found = list(written.paragraphs())
    for title, paragraph in found:
        asked = paragraph["qas"]
        for question in asked:
            for answer in question["answers"]:
                start = answer["answer_start"]
                said = paragraph["context"][start : start + len(answer["text"])]
                assert said == answer["text"], title
        assert any(question["answers"] for question in asked), title
        assert any(not question["answers"] for question in asked), title
    assert len({title for title, _ in found}) > 0.9 * len(found) > 100


def test_a_written_answer_in_no_one_place_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"title": "Cầu", "passage": "Năm 2019 khởi công, năm 2019 bàn giao."}
    lines = {
        "nowhere": {"q": "Năm nào khởi công?", "a": "2018"},
        "twice": {"q": "Năm nào khởi công?", "a": "2019"},
        "once": {"q": "Năm nào bàn giao?", "a": "2019", "near": "2019 bàn giao"},
    }
    monkeypatch.setattr(written, "_FOLDER", tmp_path)
    for name, asked in lines.items():
        line = json.dumps({**told, "questions": [asked]}, ensure_ascii=False)
        (tmp_path / "part.jsonl").write_text(line + "\n", "utf-8")
        if name == "once":
            ((_, paragraph),) = written.paragraphs()
            assert paragraph["qas"][0]["answers"] == [{"text": "2019", "answer_start": 24}]
        else:
            with pytest.raises(ValueError, match="Năm nào khởi công"):
                list(written.paragraphs())


# Order and negatives ----------------------------------------------------------------------------


def test_a_place_in_the_order_is_always_the_same_group(rounds: Rounds) -> None:
    later = [rounds.group(place) for place in (90, 3, 3, 90)]
    assert later[0] == later[3]
    assert later[1] == later[2]


def test_two_rounds_show_a_halved_source_whole(rounds: Rounds) -> None:
    orders = [*rounds._order(0), *rounds._order(1)]
    assert set(orders) == set(range(len(rounds._collection.questions)))


def test_what_counts_as_unanswered_holds_no_answer(rounds: Rounds, cutter: Cutter) -> None:
    compared = 0
    for place in range(rounds.length):
        group = rounds.group(place)
        assert group is not None
        if not group.answered:
            continue
        row = rounds._order(0)[place]
        question = rounds._collection.questions[row]
        text = rounds._collection.passages[question.passage].text
        word = cutter.pieces(text[slice(*question.answers[0])])[0]
        head = group.windows[0].ids[: group.windows[0].first]
        first, *others = (
            ",".join(map(str, window.ids))
            for window in group.windows
            if window.ids[: window.first] == head  # and is no altered question
        )
        needle = ",".join(map(str, word))
        assert needle in first
        assert not any(needle in other for other in others)
        compared += len(others)
    assert compared


def test_an_altered_question_names_what_its_passage_does_not_have() -> None:
    passages = (
        Passage("id", "Huế", "Huế đón 37 đoàn của Gyeongju năm 2025."),
        Passage("id", "Savannakhet", "Ngày 14 Savannakhet ký với Huế."),
    )
    questions = (
        Question("id", "Năm 2025, đoàn Gyeongju đến đâu?", 0, ((0, 3),)),
        Question("id", "Ngày nào Savannakhet ký?", 1, ((5, 7),)),
        Question("id", "Ai ký?", 1, ()),
    )
    near_misses = NearMisses(Collection(passages, questions))
    random = np.random.default_rng(0)
    altered = {near_misses.altered(questions[0], random) for _ in range(50)}
    assert "Năm 2025, đoàn Savannakhet đến đâu?" in altered
    others = altered - {"Năm 2025, đoàn Savannakhet đến đâu?", None}
    assert len(others) > 5
    for one in others:
        found = re.fullmatch(r"Năm (20\d\d), đoàn Gyeongju đến đâu\?", one or "")
        assert found
        assert 0 < abs(int(found[1]) - 2025) <= 12
    assert near_misses.altered(questions[2], random) is None


def test_a_written_question_brings_along_one_that_its_passage_does_not_answer(
    tiny_model: Path,
) -> None:
    passages = (
        Passage("written", "Cầu", "ba qan mot ban"),
        Passage("written", "Chợ", "hai bo nam xong"),
    )
    questions = (
        Question("written", "ban mot", 0, ((3, 6),)),
        Question("written", "ban bong", 0, ()),
        Question("written", "hai xong", 1, ((4, 6),)),
        Question("written", "bo xe", 1, ()),
    )
    cutter = Cutter(tiny_model, longest=96)
    nothing_mined = np.full((4, 8), -1, np.int32)
    rounds = Rounds(Collection(passages, questions), nothing_mined, cutter, 3, {"written": 1.0})
    assert rounds.length == 2  # those in vain come along only
    groups = [group for place in range(40) if (group := rounds.group(place))]
    assert all(group.answered and group.windows[0].span != (0, 0) for group in groups)
    beside = [window for group in groups for window in group.windows[1:]]
    assert 20 < len(beside) < 40
    assert all(window.span == (0, 0) for window in beside)
    assert {len(group.windows) for group in groups} == {1, 2}


def test_portions_keep_groups_whole_and_in_order(rounds: Rounds) -> None:
    groups = [group for place in range(20) if (group := rounds.group(place))]
    cut = portions(groups, 200)
    assert [group for portion in cut for group in portion] == groups
    assert len(cut) > 1


# Runs -------------------------------------------------------------------------------------------


def test_a_resumed_run_is_the_straight_one_bit_for_bit(
    tiny_model: Path, rounds: Rounds, tmp_path: Path
) -> None:
    straight = Run(SETTINGS, tiny_model, rounds)
    losses = [straight.step() for _ in range(6)]

    first = Run(SETTINGS, tiny_model, rounds)
    early = [first.step() for _ in range(3)]
    file = states.checkpoint(first.snapshot(), tmp_path)
    second = Run(states.load(file), tiny_model, rounds)
    late = [second.step() for _ in range(3)]

    assert early + late == losses
    _assert_same(straight.snapshot(), second.snapshot())


def _assert_same(one: State, other: State) -> None:
    assert (one.step, one.place, one.tokens) == (other.step, other.place, other.tokens)
    assert torch.equal(one.weights, other.weights)
    assert torch.equal(one.average, other.average)
    for number, moments in one.optimiser["state"].items():
        for name, values in moments.items():
            assert torch.equal(values, other.optimiser["state"][number][name])


def test_two_processes_find_the_gradient_of_one(tiny_model: Path, rounds: Rounds) -> None:
    alone, pair = (Run(SETTINGS, tiny_model, rounds, workers) for workers in (1, 2))
    ours, theirs = alone.step(), pair.step()
    assert ours == pytest.approx(theirs, rel=0.02)
    assert pair._workers._gradients[1].count_nonzero()


def test_a_run_learns(tiny_model: Path, rounds: Rounds) -> None:
    eager = replace(SETTINGS, layer_rate=3e-3, head_rate=3e-2)
    run = Run(eager, tiny_model, rounds)
    losses = [run.step()["span"] for _ in range(10)]
    assert sum(losses[-3:]) < 0.9 * sum(losses[:3])


def test_frozen_layers_stay_as_they_are(tiny_model: Path, rounds: Rounds) -> None:
    run = Run(SETTINGS, tiny_model, rounds)
    before = {name: weight.clone() for name, weight in run.reader.named_parameters()}
    run.step()
    changed = {
        name for name, weight in run.reader.named_parameters() if not weight.equal(before[name])
    }
    assert changed
    assert all(
        name.startswith(("encoder.layers.1.", "encoder.layers.2.", "span.", "answers."))
        for name in changed
    )


def test_a_killed_save_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "step.pt"
    states.save(_state(step=1), file)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(torch, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        states.save(_state(step=2), file)
    assert states.load(file).step == 1


def test_two_checkpoints_are_kept(tmp_path: Path) -> None:
    for step in (1, 2, 30):
        states.checkpoint(_state(step), tmp_path)
    assert [states.load(file).step for file in states.checkpoints(tmp_path)] == [2, 30]


def test_a_quarter_of_what_was_before_the_last_stretch_is_kept() -> None:
    last, before = _state(9), _state(4)
    last.average, before.average = torch.tensor([4.0, 0.0]), torch.tensor([0.0, 8.0])
    kept = merged(last, before)
    assert kept.average.tolist() == [3.0, 2.0]
    assert (kept.step, last.average.tolist()) == (9, [4.0, 0.0])


def _state(step: int) -> State:
    return State(SETTINGS, torch.zeros(3), torch.zeros(3), {}, step=step)


def test_a_folder_is_used_by_one_run_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["train", "--data", "none", "--out", str(tmp_path)])
    with FileLock(tmp_path / "lock"), pytest.raises(SystemExit, match="tiến trình"):
        main()


def test_the_rate_rises_stays_and_falls() -> None:
    state = _state(0)
    assert state.rate() == 0.5  # of a warm-up of two steps
    state.step = 1000
    assert state.rate() == 1
    state.decay_from, state.decay_steps = 1000, 100
    rates = [replace(state, step=step).rate() for step in (1000, 1050, 1100)]
    state.step = 1100
    assert rates[0] > rates[1] > rates[2] == 0
    assert state.finished


def test_what_is_exported_reads_like_the_checkpoint(
    tiny_model: Path, rounds: Rounds, cutter: Cutter, tmp_path: Path
) -> None:
    run = Run(SETTINGS, tiny_model, rounds)
    run.step()
    file = states.checkpoint(run.snapshot(), tmp_path)
    export(states.load(file), tiny_model, tmp_path, {"vi": {"f1": 0.5}})
    pairs = [("ba?", " ".join(WORDS)), ("co?", "ba co")]
    ours = read_all(load_reader(file, tiny_model), cutter, pairs)
    theirs = read_all(load_reader(tmp_path / WEIGHTS, tiny_model), cutter, pairs)
    for one, other in zip(ours, theirs, strict=True):
        assert margin_of(one) == pytest.approx(margin_of(other), abs=0.01)
        assert one.answers == pytest.approx(other.answers, abs=0.01)
    card = (tmp_path / "README.md").read_text("utf-8")
    assert "$" not in card
    assert (tmp_path / "SHA256SUMS").read_text("utf-8").split()[0] in card


def test_a_run_begins_with_what_ships(tiny_model: Path, rounds: Rounds, tmp_path: Path) -> None:
    first = Run(SETTINGS, tiny_model, rounds)
    first.step()
    export(first.snapshot(), tiny_model, tmp_path, {})
    begun = begun_with(tmp_path / WEIGHTS, tiny_model)
    assert begun.settings.frozen == SETTINGS.frozen
    torch.testing.assert_close(begun.weights, first.state.average, rtol=1e-3, atol=1e-3)
    again = Run(replace(begun, settings=SETTINGS), tiny_model, rounds)
    again.step()
    assert (again.snapshot().weights != begun.weights).any()
    states.save(again.snapshot(), tmp_path / "again.pt")
    kept = begun_with(tmp_path / "again.pt", tiny_model)
    assert kept.step == 1
    assert kept.weights.equal(again.state.weights)


# Figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "expected", "is_exact", "overlap"),
    [
        ("Thành phố Huế.", ["thành phố Huế"], 1, 1),
        ("Huế", ["thành phố Huế"], 0, 0.5),
        ("奈良", ["奈良県"], 0, 0.8),
        ("", ["Huế"], 0, 0),
    ],
)
def test_answers_are_compared_as_squad_does(
    given_: str, expected: list[str], is_exact: float, overlap: float
) -> None:
    assert exact(given_, expected) == is_exact
    assert f1(given_, expected) == pytest.approx(overlap)


def test_english_articles_count_for_nothing() -> None:
    assert exact("the Broncos", ["Broncos"], english=True)
    assert not exact("the Broncos", ["Broncos"])


def test_auroc_is_the_share_of_right_orders() -> None:
    assert auroc([3, 2], [1, 2]) == 0.875
