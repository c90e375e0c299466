"""Environments of their own for what ours is measured against, made once and kept in the temporary folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import version
from pathlib import Path

HTTP_PEERS = (f"httpx=={version('httpx')}", "aiohttp", "python-kraken-sdk==3.1.6")
POSTING = ("posting", "tree-sitter==0.25.2")
"""With tree-sitter 0.26.1, the newest it allows, it ends by a segmentation fault."""
HARLEQUIN = ("harlequin",)


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


def command_of(name: str, requirements: tuple[str, ...]) -> str:
    """The command of a program that is installed for this; empty where it cannot be."""
    try:
        return str(python_with(name, requirements).with_name(name))
    except (OSError, subprocess.CalledProcessError):
        return ""


def fzf() -> str:
    """fzf, where the machine has it: it is no Python package."""
    return shutil.which("fzf") or ""
