"""Checks an app manifest with the schema that Slack publishes (github.com/slackapi/manifest-schema)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft7Validator

from tests.slack_workspace.shapes import DATA


@cache
def _validator() -> Draft7Validator:
    return Draft7Validator(json.loads((DATA / "manifest.schema.2.0.0.json").read_text()))


def check_manifest(manifest: dict[str, Any]) -> list[str]:
    """Say what Slack's schema refuses in `manifest`; nothing for a good one."""
    faults = sorted(_validator().iter_errors(manifest), key=lambda fault: list(map(str, fault.absolute_path)))
    return [f"/{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in faults]
