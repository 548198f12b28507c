"""Sends the admin's editors what a browser would send."""

from django.http import HttpResponse
from django.test import Client

from tests.reading import Element, read


def _value(control: Element) -> str | list[str] | None:
    if control.tag == "textarea":
        return control.text
    if control.tag == "select":
        chosen = [o["value"] for o in control.all("option") if "selected" in o.attributes]
        return chosen if "multiple" in control.attributes else "".join(chosen[:1])
    if control["type"] in {"checkbox", "radio"}:
        return (control["value"] or "on") if "checked" in control.attributes else None
    return None if control["type"] in {"submit", "button", "file"} else control["value"]


def filled_in(answer: HttpResponse) -> dict[str, str | list[str]]:
    """The editor's form as it stands, ready to send; streams are sent empty."""
    assert answer.status_code == 200, answer.status_code
    page = read(answer)
    forms = [form for form in page.all("form") if "data-edit-form" in form.attributes]
    assert forms, "no editor on the page"
    data: dict[str, str | list[str]] = {}
    for control in forms[0].all("input", "select", "textarea"):
        value = _value(control) if control["name"] else None
        if value is None:
            continue
        if control["name"] in data and control["type"] == "checkbox":
            earlier = data[control["name"]]
            data[control["name"]] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        else:
            data[control["name"]] = value
    for stream in forms[0].all("div"):
        if "data-block" in stream.attributes and stream["id"]:
            data[f"{stream['id']}-count"] = "0"
    return data


def send(client: Client, url: str, **changes: object) -> HttpResponse:
    """Open the editor at `url`, change some boxes and send it."""
    return client.post(url, filled_in(client.get(url)) | changes)


def stream(name: str, *blocks: tuple[str, object]) -> dict[str, str]:
    """The boxes of a stream of choosers, to send with the form: `stream("tools", ("tool", 7))`."""
    data = {f"{name}-count": str(len(blocks))}
    for place, (kind, value) in enumerate(blocks):
        box = f"{name}-{place}"
        data |= {f"{box}-type": kind, f"{box}-value": str(value), f"{box}-order": str(place)}
        data |= {f"{box}-deleted": "", f"{box}-id": ""}
    return data
