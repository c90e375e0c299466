"""When a process started, as Windows tells it. Written from Microsoft's pages; it was never run there."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from tui_app.ledger.processes import GONE

    _PROCESS_QUERY_LIMITED_INFORMATION = 0x1000
    _ERROR_INVALID_PARAMETER = 87  # what OpenProcess says of an id that no process has
    _STILL_ACTIVE = 259

    def started_on_windows(pid: int) -> str:
        """In 100 nanoseconds since 1601 ("GetProcessTimes"); GONE, or empty where that cannot be told."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        process = kernel.OpenProcess(_PROCESS_QUERY_LIMITED_INFORMATION, False, pid & 0xFFFFFFFF)
        if not process:
            return GONE if ctypes.get_last_error() == _ERROR_INVALID_PARAMETER else ""
        try:
            return _told_of(kernel, wintypes.HANDLE(process))
        finally:
            kernel.CloseHandle(wintypes.HANDLE(process))

    def _told_of(kernel: ctypes.WinDLL, process: wintypes.HANDLE) -> str:
        code, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
        if kernel.GetExitCodeProcess(process, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
            return GONE
        if not kernel.GetProcessTimes(process, *map(ctypes.byref, times)):
            return ""
        created = times[0]
        return str(created.dwHighDateTime << 32 | created.dwLowDateTime)
