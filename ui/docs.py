"""The description of the HTTP interface as one plain page: no script, nothing from outside."""

from __future__ import annotations

from html import escape
from typing import Any

from ui import api_text

Json = dict[str, Any]
_W = api_text.DOCS_PAGE


def page(openapi: Json) -> str:
    """The OpenAPI description as HTML in Vietnamese."""
    info = openapi["info"]
    operations = [
        _operation(path, method, operation)
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = [_schema(name, found) for name, found in _schemas(openapi).items()]
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{escape(info["title"])}'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/pages/base.css">'
        '<link rel="stylesheet" href="/pages/docs.css">'
        f'<main class="docs"><p><a href="/">{_W["back"]}</a></p><h1>{escape(info["title"])}</h1>'
        f"<p>{escape(info['description'])}</p>{''.join(operations)}"
        f"<h2>{_W['types']}</h2>{''.join(schemas)}"
        f'<p><a href="/openapi.json">{_W["schema"]}</a></p></main></html>'
    )


def _schemas(openapi: Json) -> dict[str, Json]:
    """Without FastAPI's own error types: our errors are all `Failure`."""
    named: dict[str, Json] = openapi.get("components", {}).get("schemas", {})
    return {name: found for name, found in named.items() if "ValidationError" not in name}


def _operation(path: str, method: str, operation: Json) -> str:
    about = f"<p>{escape(operation.get('description', ''))}</p>"
    return (
        f"<section><h2><code>{method.upper()} {escape(path)}</code></h2>"
        f"<p><strong>{escape(operation['summary'])}</strong></p>{about}"
        f"{_parameters(operation)}{_body(operation)}{_answers(operation)}</section>"
    )


def _parameters(operation: Json) -> str:
    rows = [
        _row(one["name"], one["schema"], one.get("required", False))
        for one in operation.get("parameters", [])
    ]
    return _table(_W["parameters"], rows)


def _body(operation: Json) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    rows = [
        f"<tr><td><code>{escape(kind)}</code></td><td>{_type(found['schema'])}</td><td></td></tr>"
        for kind, found in content.items()
    ]
    return _table(_W["body"], rows)


def _answers(operation: Json) -> str:
    rows = []
    for status, answer in operation["responses"].items():
        for kind, found in answer.get("content", {}).items():
            shape = _type(found.get("schema", {}))
            rows.append(
                f"<tr><td>{status}</td><td><code>{escape(kind)}</code></td><td>{shape}</td></tr>"
            )
    return _table(_W["answers"], rows)


def _schema(name: str, schema: Json) -> str:
    required = schema.get("required", [])
    rows = [
        _row(field, found, field in required)
        for field, found in schema.get("properties", {}).items()
    ]
    values = ", ".join(f"<code>{escape(str(value))}</code>" for value in schema.get("enum", []))
    heading = f"<h3><code>{escape(name)}</code></h3>"
    return f'<section id="{escape(name)}">{heading}{values}{_table("", rows)}</section>'


def _row(name: str, schema: Json, required: bool) -> str:
    need = _W["required"] if required else _W["optional"]
    about = escape(schema.get("description", ""))
    return (
        f"<tr><td><code>{escape(name)}</code></td><td>{_type(schema)}, {need}</td>"
        f"<td>{about}</td></tr>"
    )


def _table(caption: str, rows: list[str]) -> str:
    if not rows:
        return ""
    title = f"<h3>{caption}</h3>" if caption else ""
    return f"{title}<table>{''.join(rows)}</table>"


def _type(schema: Json) -> str:
    """A JSON type in words, with a link to a named one."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}"><code>{name}</code></a>'
    if "anyOf" in schema:
        return " / ".join(_type(option) for option in schema["anyOf"])
    words = api_text.DOCS_TYPES.get(schema.get("type", ""), "")
    return f"{words}: {_type(schema['items'])}" if "items" in schema else words
