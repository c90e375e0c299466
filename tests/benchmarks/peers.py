"""Environments of their own for what ours is measured against, made once and kept in the temporary folder."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from importlib.metadata import version
from pathlib import Path

HTTP_PEERS = (f"httpx=={version('httpx')}", "aiohttp", "python-kraken-sdk==3.1.6")


def python_with(name: str, requirements: tuple[str, ...]) -> Path:
    """The interpreter of an environment that has these, and nothing of ours."""
    folder = (
        Path(tempfile.gettempdir()) / f"offerdesk-peers-{name}-{version('httpx')}-{sys.version_info.minor}"
    )
    python = folder / "bin" / "python"
    if not (whole := folder / "whole").exists():
        venv.create(folder, clear=True, symlinks=True, with_pip=True)
        install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run([*install, *requirements], check=True, stderr=subprocess.DEVNULL)
        whole.touch()
    return python
