"""
What the layers below the pages say to people, found in their sources: the messages of refusals, the news that people
are told, and every text of the modules of rules that explain something (SPEAKING).

Rules and services know no gettext: they write plain Bahasa Indonesia, often with a value filled in. Each sentence is
found here as its pattern, `f"Stok tinggal {left}."` as `Stok tinggal {1}.`; `tumbuh.web.saying` lays the pattern over
what was said, and says the English one.
"""

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, product
from pathlib import Path

HOLE = "\0"  # where a value is filled in
_NAMED = re.compile(r"\{\w+\}")  # where str.format fills it in
_LEAST_LETTERS = 4  # "{1}: {2}" would fit anything
_MOST = 40  # spellings of one message
SPEAKING = (  # modules whose texts of several words are all for people, but for what their own mistakes say
    "catalogue/curating.py",
    "catalogue/readiness.py",
    "catalogue/rules/offers.py",
    "catalogue/rules/quality.py",
    "coaching/rules/day_plan.py",
    "coaching/rules/eligibility.py",
    "coaching/rules/next_steps.py",
    "coaching/telling.py",
    "matching/reminding.py",
    "needs/awarding.py",
    "needs/rules/eligibility.py",
    "needs/rules/ranking.py",
    "needs/rules/windows.py",
    "orders/rules/rail.py",
    "orders/rules/telling.py",
    "procurement/rules/guards.py",
    "procurement/rules/matching.py",
    "procurement/rules/methods.py",
    "procurement/rules/pdn_order.py",
    "production/rules/questions.py",
)


def sentences(sources: Path) -> Iterator[tuple[str, Path]]:
    """Yield each pattern with the file that it stands in, also twice."""
    house, speaking = _House(sources), {sources / name for name in SPEAKING}
    for path, tree in house.trees.items():
        for asked, function in _messages(tree, house.refusals):
            for pattern in house.spellings(asked, function, tree):
                if _says_something(pattern):
                    yield numbered(pattern), path
        for asked, function in [*_news(tree), *(_texts(tree) if path in speaking else ())]:
            for pattern in house.spellings(asked, function, tree):
                text = _NAMED.sub(HOLE, pattern.strip())
                if _says_something(text) and " " in text:
                    yield numbered(text), path


def unread(sources: Path) -> list[str]:
    """Return where a message is put together in a way that is not understood here, as `file: expression`."""
    house = _House(sources)
    found = []
    for path, tree in house.trees.items():
        for asked, function in _messages(tree, house.refusals):
            spelled = house.spellings(asked, function, tree)
            if not any(map(_says_something, spelled)) and not _is_translated_already(asked):
                found.append(f"{path.relative_to(sources.parent)}: {ast.unparse(asked)}")
    return found


def numbered(pattern: str) -> str:
    """Return a pattern with its holes numbered, as the catalogue holds it."""
    first, *rest = pattern.split(HOLE)
    return first + "".join(f"{{{n}}}{part}" for n, part in enumerate(rest, 1))


class _House:
    """Every module of ours, read once."""

    def __init__(self, sources: Path) -> None:
        paths = sorted(path for path in sources.rglob("*.py") if "migrations" not in path.parts)
        self.trees = {path: ast.parse(path.read_text()) for path in paths}
        self.refusals = _refusals(self.trees.values())
        self._named = {
            ".".join(path.relative_to(sources.parent).with_suffix("").parts).removesuffix(".__init__"): tree
            for path, tree in self.trees.items()
        }

    def spellings(self, asked: ast.expr, function: ast.AST | None, tree: ast.Module) -> list[str]:
        """Return how an expression may read, with holes; one hole where nothing is known of it."""
        found = [HOLE]
        match asked:
            case ast.Constant(value=str(text)):
                found = [text]
            case ast.JoinedStr(values=values):
                found = _joined(self.spellings(one, function, tree) for one in values)
            case ast.FormattedValue(value=ast.Name() as name, format_spec=None):  # a part that is not always there
                found = self.spellings(name, function, tree)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                found = _joined(self.spellings(side, function, tree) for side in (left, right))
            case ast.IfExp(body=body, orelse=orelse):
                found = self.spellings(body, function, tree) + self.spellings(orelse, function, tree)
            case ast.Name(id=name):
                found = self._of_name(name, function, tree)
            case ast.Call(func=ast.Name(id=name)):
                found = self._of_call(name, tree)
        return found

    def _of_call(self, name: str, tree: ast.Module) -> list[str]:
        """Return what a function of the same module may return."""
        made = next((one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name), None)
        values = [] if made is None else [one.value for one in ast.walk(made) if isinstance(one, ast.Return)]
        return [one for value in values if value is not None for one in self.spellings(value, made, tree)] or [HOLE]

    def _of_name(self, name: str, function: ast.AST | None, tree: ast.Module) -> list[str]:
        for scope in (function, tree):
            values = [] if scope is None else _assigned(name, scope)
            if values:
                return [one for value in values for one in self.spellings(value, None, tree)]
        for one in tree.body:
            if isinstance(one, ast.ImportFrom) and name in {alias.name for alias in one.names}:
                home = self._named.get(one.module or "")
                return [HOLE] if home is None else self._of_name(name, None, home)
        return [HOLE]


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """Return every way to write some parts after each other."""
    return ["".join(one) for one in islice(product(*parts), _MOST)]


def _refusals(trees: Collection[ast.Module]) -> set[str]:
    """Return the names of the classes under Refused."""
    bases = {
        one.name: {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in one.bases}
        for tree in trees
        for one in ast.walk(tree)
        if isinstance(one, ast.ClassDef)
    }
    found = {"Refused"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def _messages(tree: ast.Module, refusals: set[str]) -> Iterator[tuple[ast.expr, ast.AST | None]]:
    """Yield what each refusal of a module is told to say, with the function that it is said in."""

    def walk(node: ast.AST, function: ast.AST | None, inside: str) -> Iterator[tuple[ast.expr, ast.AST | None]]:
        for child in ast.iter_child_nodes(node):
            deeper = child if isinstance(child, ast.FunctionDef) else function
            within = child.name if isinstance(child, ast.ClassDef) else inside
            if isinstance(child, ast.Call) and child.args and _name(child.func, inside) in refusals:
                yield child.args[0], function
            yield from walk(child, deeper, within)

    yield from walk(tree, None, "")


def _news(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.AST | None]]:
    """Yield the titles and bodies of what people are told, with the function that tells it."""
    for function in ast.walk(tree):
        for call in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
            if isinstance(call, ast.Call) and "tell" in _name(call.func, ""):
                yield from ((one.value, function) for one in call.keywords if one.arg in {"title", "body"})


def _texts(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.AST | None]]:
    """Yield every text of a module, but for docstrings and what is raised when we are wrong ourselves."""

    def walk(node: ast.AST, function: ast.AST | None) -> Iterator[tuple[ast.expr, ast.AST | None]]:
        for child in ast.iter_child_nodes(node):
            is_text = isinstance(child, ast.JoinedStr | ast.Constant)
            if is_text and not isinstance(node, ast.Expr):
                yield child, function  # type: ignore[misc]
            elif not is_text and not isinstance(child, ast.Raise):
                yield from walk(child, child if isinstance(child, ast.FunctionDef) else function)

    yield from walk(tree, None)


def _name(called: ast.expr, inside: str) -> str:
    if isinstance(called, ast.Name):
        return called.id
    if isinstance(called, ast.Attribute):
        above = isinstance(called.value, ast.Call) and ast.unparse(called) == "super().__init__"
        return inside if above else called.attr
    return ""


def _assigned(name: str, scope: ast.AST) -> list[ast.expr]:
    nodes = scope.body if isinstance(scope, ast.Module) else list(ast.walk(scope))
    return [
        one.value
        for one in nodes
        if isinstance(one, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in one.targets)
    ]


def _says_something(pattern: str) -> bool:
    return len(re.findall(r"[^\W\d_]", pattern)) >= _LEAST_LETTERS


def _is_translated_already(asked: ast.expr) -> bool:
    """Return whether gettext stands in the expression: a page's own refusal."""
    return any(isinstance(one, ast.Name) and one.id in {"_", "gettext", "ngettext"} for one in ast.walk(asked))
