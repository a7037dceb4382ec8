"""Every formula carries a complete card: units that are known, ranges, sources that exist, an example that runs."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import tomllib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from formulator import assets, units
from formulator.chem.model import Arg, Choice, Grade, Model, Text

STATUSES = {"read", "abstract", "recalled", "computed"}


def _sources() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in assets.names("sources", ".toml"):
        for key, entry in tomllib.loads(assets.text(f"sources/{name}.toml")).items():
            if key in found:
                assert found[key].get("doi") == entry.get("doi"), f"{key} is two different sources"
            found[key] = entry
    return found


SOURCES = _sources()


def test_the_card_is_complete(any_model: Model) -> None:
    card = any_model.card
    assert card.summary.endswith(".") and len(card.summary) > 15
    assert len(card.equation) > 4
    assert card.tex and card.valid and card.sources
    assert card.assumes or card.grade is Grade.LAW, "only plain counting assumes nothing"
    assert all(sentence.strip() for sentence in (*card.assumes, *card.valid))
    assert card.grade is not Grade.MEASURED, "a formula is not a measurement"
    assert re.fullmatch(r"[a-z][a-z0-9_]*", card.name)


def test_the_units_are_known_and_the_result_is_si(any_model: Model, read_unit: Callable[[str], Any]) -> None:
    card = any_model.card
    numbers = [(card.unit, card.show)]
    numbers += [(rule.unit, rule.show or rule.unit) for rule in card.arguments.values() if isinstance(rule, Arg)]
    for unit, show in numbers:
        own, shown = read_unit(unit), read_unit(show)
        assert own.factor == 1.0 and own.offset == 0.0, f"{unit} is not SI"
        assert own.powers == shown.powers, f"{show} does not measure what {unit} measures"
        assert units.to_si(1.0, show) == pytest.approx(shown.to_si(1.0), rel=1e-12), show
        assert units.from_si(units.to_si(3.0, show), show) == pytest.approx(3.0, rel=1e-12), show
        if unit:
            assert units.dimensions(unit) == units.dimensions(show), f"{show} does not measure what {unit} measures"


def test_the_ranges_make_sense(any_model: Model) -> None:
    for name, rule in any_model.card.arguments.items():
        assert rule.about, f"{name} is not explained"
        if isinstance(rule, Arg):
            assert rule.domain[0] <= rule.low < rule.high <= rule.domain[1], name
            if rule.default is not None:
                assert rule.low <= rule.default <= rule.high, name
        elif isinstance(rule, Choice):
            assert rule.options and (rule.default is None or rule.default in rule.options)
        else:
            assert isinstance(rule, Text)


def test_the_card_lists_the_arguments_in_order_and_by_keyword_only(any_model: Model) -> None:
    parameters = inspect.signature(any_model.function).parameters
    assert list(parameters) == list(any_model.card.arguments)
    for name, parameter in parameters.items():
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, name
        default = None if parameter.default is inspect.Parameter.empty else parameter.default
        assert default == getattr(any_model.card.arguments[name], "default", None), name


def test_every_source_of_the_card_is_listed(any_model: Model) -> None:
    unknown = [key for key in any_model.card.sources if key not in SOURCES]
    assert not unknown, f"{any_model.card.name} cites {unknown}, which stand in no sources file"


def test_the_example_runs(any_model: Model) -> None:
    module = importlib.import_module(any_model.function.__module__)
    text = inspect.getdoc(any_model.function) or ""
    assert "Example" in text
    parsed = doctest.DocTestParser().get_doctest(text, dict(vars(module)), any_model.card.name, module.__file__, None)
    assert parsed.examples, "no example"
    assert all(example.want for example in parsed.examples[-1:]), "the example shows no result"
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS, verbose=False)
    with np.errstate(all="raise"):
        runner.run(parsed, out=report.append)
    assert not runner.summarize(verbose=False).failed, "".join(report)


def test_a_float_gives_a_float_and_arrays_broadcast(
    any_model: Model, draw_arguments: Callable[[Model, np.random.Generator], dict[str, Any]]
) -> None:
    rules = any_model.card.arguments
    if any(isinstance(rule, Text) for rule in rules.values()):
        pytest.skip("text comes one at a time")
    random = np.random.default_rng(7)
    draws = [draw_arguments(any_model, random) for _ in range(5)]
    for name, rule in rules.items():
        if isinstance(rule, Choice):
            draws = [{**draw, name: draws[0][name]} for draw in draws]
    with np.errstate(all="raise"):
        apart = [any_model.checked(**draw) for draw in draws]
        columns = {
            name: np.array([draw[name] for draw in draws]) if isinstance(rule, Arg) else draws[0][name] for name, rule in rules.items()
        }
        together = any_model.checked(**columns)
        first = next(name for name, rule in rules.items() if isinstance(rule, Arg))
        mixed = any_model.checked(**{**draws[0], first: columns[first]})
    assert all(isinstance(value, (float, int)) and not isinstance(value, np.ndarray) for value in apart)
    assert np.shape(together) == (5,) and np.shape(mixed) == (5,)
    np.testing.assert_allclose(together, apart, rtol=1e-7, atol=1e-300)
    np.testing.assert_allclose(mixed[0], apart[0], rtol=1e-7, atol=1e-300)


def _corner(rule: Any, random: np.random.Generator) -> Any:
    if isinstance(rule, Choice):
        return str(random.choice(rule.options))
    ends = [end for end in (*rule.domain, rule.low, rule.high) if np.isfinite(end)]
    return float(random.choice(ends))


def test_the_corners_of_the_domain_do_not_break_the_arithmetic(any_model: Model) -> None:
    """Numbers at the ends of where a formula is defined give a number, an infinity or "no value": never a crash or overflow."""
    rules = any_model.card.arguments
    if any(isinstance(rule, Text) for rule in rules.values()):
        pytest.skip("text has tests of its own")
    random = np.random.default_rng(11)
    for _ in range({"scattering": 10, "dls": 2}.get(any_model.card.topic, 40)):
        arguments = {name: _corner(rule, random) for name, rule in rules.items()}
        columns = {name: np.array([value, value]) if isinstance(rules[name], Arg) else value for name, value in arguments.items()}
        with np.errstate(all="raise"):
            one, two = any_model.checked(**arguments), any_model.checked(**columns)
        assert np.shape(two) == (2,)
        np.testing.assert_allclose(two, one, rtol=1e-6, atol=1e-290, err_msg=str(arguments))


@pytest.mark.parametrize("key", sorted(SOURCES))
def test_every_source_says_what_it_is_and_whether_it_was_read(key: str) -> None:
    entry = SOURCES[key]
    assert len(entry["text"]) > 10
    assert entry["status"] in STATUSES
    if "doi" in entry:
        assert re.fullmatch(r"10\.\d{4,9}/\S+", entry["doi"])
    if "year" in entry:
        assert 1800 < entry["year"] < 2100
    assert set(entry) <= {"text", "doi", "year", "status", "note", "url"}
