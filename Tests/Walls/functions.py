"""How long functions are: Python by its own parser, Swift by counting brackets in text without strings and comments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from source import Source

_DECLARATION = re.compile(
    r"""
      \bfunc[ \t]+(?P<func>`?\w+`?|[-+*/%=<>!&|^~?]+)
    | (?<![\w.])(?P<init>init)[?]?(?=[ \t]*[(<])
    | (?<![\w.])(?P<deinit>deinit)(?=[ \t]*\{)
    | \b(?P<subscript>subscript)(?=[ \t]*[(<])
    | \bvar[ \t]+(?P<var>`?\w+`?)[ \t]*:[^={}\n]+(?=\{)
    """,
    re.VERBOSE,
)
# In a protocol a signature has no body; the next declaration begins before any bracket opens.
_NEXT = re.compile(r"\b(func|var|let|init|static|associatedtype|subscript|mutating|case|struct|class|enum|extension)\b")


def function_lengths(file: Source) -> Iterator[tuple[int, str, int]]:
    """Line, name and number of lines, from signature to closing bracket, of each function, accessor and initialiser."""
    if file.path.suffix == ".py":
        for node in ast.walk(ast.parse(file.text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1
    elif file.is_swift:
        for match in _DECLARATION.finditer(file.code):
            body = _body(file.code, match.end())
            if body is not None:
                first = file.line_of(match.start())
                name = match.group(match.lastgroup or 0)
                yield first, name, file.line_of(body) - first + 1


def _body(code: str, start: int) -> int | None:
    """Where the body that belongs to a signature closes; None if it has none."""
    opening = _after_parameters(code, start)
    while opening < len(code) and code[opening] not in "{}":
        if _NEXT.match(code, opening):
            return None
        opening += 1
    if opening >= len(code) or code[opening] == "}":
        return None
    return _closing(code, opening, "{", "}")


def _after_parameters(code: str, start: int) -> int:
    """Behind the parameter list, whose defaults may hold closures; `start` where there is none."""
    opening = re.compile(r"[^(){}]*\(").match(code, start)
    if opening is None:
        return start
    return (_closing(code, opening.end() - 1, "(", ")") or start) + 1


def _closing(code: str, opening: int, left: str, right: str) -> int | None:
    depth = 0
    for bracket in re.compile(f"[{re.escape(left + right)}]").finditer(code, opening):
        depth += 1 if bracket.group() == left else -1
        if depth == 0:
            return bracket.start()
    return None
