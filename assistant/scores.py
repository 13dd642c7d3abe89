"""The figures of a run of gold questions, as `assistant.evaluate` defines them, and two runs
held against each other. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluate import CUTS, DEPTH, Json, Result

RETRIEVAL = (
    *(f"recall@{cut}" for cut in CUTS),
    *(f"hit@{cut}" for cut in CUTS),
    f"mrr@{DEPTH}",
    f"ndcg@{DEPTH}",
)
ANSWERS = (
    "answer_containment",
    "lead_rate",
    "lead_containment",
    "citation_precision",
    "verbatim_rate",
    "refusal_precision",
    "refusal_recall",
)


def report(results: Sequence[Result]) -> Json:
    """The figures of a run, of each kind, and each question's result."""
    kinds = dict.fromkeys(result.kind for result in results)
    return {
        **figures(results),
        "kinds": {
            kind: figures([result for result in results if result.kind == kind]) for kind in kinds
        },
        "items": [result.to_json() for result in results],
    }


def figures(results: Sequence[Result]) -> Json:
    return {
        "questions": len(results),
        "passed": _share([result.passed for result in results]),
        "retrieval": _retrieval_figures(results),
        "answers": _answer_figures(results),
        "latency_ms": _latency([result.ms for result in results]),
    }


def _retrieval_figures(results: Sequence[Result]) -> Json:
    measured = [result.measures for result in results if result.measures is not None]
    return {
        "questions": len(measured),
        **{name: _mean([measures[name] for measures in measured]) for name in RETRIEVAL},
        "latency_ms": _latency([result.search_ms for result in results]),
    }


def _answer_figures(results: Sequence[Result]) -> Json | None:
    answered = [result for result in results if result.refused is not None]
    if not answered:
        return None
    sourced = [result for result in answered if result.cited_right is not None]
    return {
        "questions": len(answered),
        "refused": sum(bool(result.refused) for result in answered),
        "citations": sum(result.cited or 0 for result in answered),
        "answer_containment": _share([result.contained for result in answered]),
        "lead_rate": _share([result.led for result in answered]),
        "lead_containment": _share([result.lead_right for result in answered]),
        "citation_precision": _ratio(
            sum(result.cited_right or 0 for result in sourced),
            sum(result.cited or 0 for result in sourced),
        ),
        "verbatim_rate": _ratio(
            sum(result.cited_verbatim or 0 for result in answered),
            sum(result.cited or 0 for result in answered),
        ),
        "refusal_precision": _share([result.refuse for result in answered if result.refused]),
        "refusal_recall": _share([result.refused for result in answered if result.refuse]),
        "latency_ms": _latency([result.ms for result in answered]),
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(math.fsum(values) / len(values), 4) if values else None


def _share(values: Sequence[bool | None]) -> float | None:
    """Of those that are known."""
    return _mean([float(value) for value in values if value is not None])


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _latency(values: Sequence[float]) -> Json:
    return {"p50": percentile(values, 50), "p95": percentile(values, 95)}


def percentile(values: Sequence[float], rank: int) -> float | None:
    """The least value that `rank` per cent of the values do not exceed."""
    if not values:
        return None
    return round(sorted(values)[max(0, math.ceil(len(values) * rank / 100) - 1)], 1)


# Two runs ------------------------------------------------------------------------------------


def compare(before: Sequence[Result], after: Sequence[Result]) -> Json:
    """What a later run does better and worse than an earlier one, question by question.

    `changes` of a question are its measures that differ, [before, after]: `rank`, `contained`,
    `refused`, `cited_right` (the part of its citations from a source). It is better if all are
    for the better, worse if all are for the worse, `mixed` otherwise. Only questions that are
    the same in both runs are compared; the figures are of those alone.
    """
    earlier = {result.id: result for result in before}
    later = {result.id: result for result in after}
    both = [key for key in later if key in earlier]
    same = [key for key in both if earlier[key].digest == later[key].digest]
    outcomes: dict[str, list[Json]] = {"better": [], "worse": [], "mixed": []}
    for key in same:
        changes = _changes(earlier[key], later[key])
        if changes:
            signs = {sign for *_, sign in changes.values()}
            name = "mixed" if len(signs) > 1 else "better" if signs == {1} else "worse"
            outcomes[name].append(_change_json(later[key], changes))
    return {
        "questions": len(same),
        "figures": _figure_changes([earlier[key] for key in same], [later[key] for key in same]),
        **outcomes,
        "unchanged": len(same) - sum(map(len, outcomes.values())),
        "edited": [key for key in both if key not in same],
        "only_before": [key for key in earlier if key not in later],
        "only_after": [key for key in later if key not in earlier],
    }


Change = tuple[Any, Any, int]  # before, after, 1 for better and -1 for worse


def _changes(before: Result, after: Result) -> dict[str, Change]:
    pairs: dict[str, tuple[Any, Any, float, float]] = {}
    if before.measures is not None and after.measures is not None:
        pairs["rank"] = (before.rank, after.rank, _worth(before.rank), _worth(after.rank))
    if before.contained is not None and after.contained is not None:
        pairs["contained"] = (before.contained, after.contained, before.contained, after.contained)
    if before.refused is not None and after.refused is not None:
        right = (before.refused == before.refuse, after.refused == after.refuse)
        pairs["refused"] = (before.refused, after.refused, *right)
    old, new = _cited_right(before), _cited_right(after)
    if old is not None and new is not None:
        pairs["cited_right"] = (old, new, old, new)
    return {
        name: (was, now, 1 if new_worth > worth else -1)
        for name, (was, now, worth, new_worth) in pairs.items()
        if worth != new_worth
    }


def _worth(rank: int | None) -> float:
    return 1 / rank if rank else 0.0


def _cited_right(result: Result) -> float | None:
    return _ratio(result.cited_right, result.cited or 0) if result.cited_right is not None else None


def _change_json(result: Result, changes: Mapping[str, Change]) -> Json:
    return {
        "id": result.id,
        "kind": result.kind,
        "question": result.question,
        "changes": {name: [was, now] for name, (was, now, _sign) in changes.items()},
    }


def _figure_changes(before: Sequence[Result], after: Sequence[Result]) -> Json:
    old, new = flat(figures(before)), flat(figures(after))
    return {
        name: {"before": old[name], "after": new[name], "change": _difference(old[name], new[name])}
        for name in new
        if name in old
    }


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, 4)


def flat(found: Mapping[str, Any]) -> dict[str, float | None]:
    """The measures of `figures` by their bare names; latencies as `p50_ms` and `p95_ms`."""
    answers = found["answers"] or {}
    return {
        **{name: found["retrieval"][name] for name in RETRIEVAL},
        **{name: answers[name] for name in ANSWERS if name in answers},
        **{f"{name}_ms": value for name, value in found["latency_ms"].items()},
    }
