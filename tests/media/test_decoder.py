"""Good files come back pixel by pixel; hostile ones end in a sentence, soon, and cost this process little."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.media import picture_files as files
from tui_app.domain.errors import MediaError
from tui_app.gateway.limits import MAX_MEDIUM
from tui_app.media import decoder, worker, worker_process
from tui_app.media.decoder import Decoder
from tui_app.media.picture import Picture, Room

pytestmark = pytest.mark.anyio

ROOM = Room(width=160, height=96)
MEBIBYTE = 1024**2


async def decoded(content: bytes, room: Room = ROOM) -> Picture:
    """What a fresh decoder makes of a file."""
    return await Decoder().decode(content, room)


async def refusal(content: bytes, room: Room = ROOM, patience: float = decoder.PATIENCE_SECONDS) -> str:
    """Why it makes nothing of it."""
    with pytest.raises(MediaError) as error:
        await Decoder(patience).decode(content, room)
    return error.value.title


@pytest.mark.parametrize("kind", files.LOSSLESS)
@pytest.mark.parametrize("size", [(160, 96), (81, 50), (100, 49), (160, 1), (1, 96)])
async def test_a_good_file_is_decoded_exactly(kind: str, size: tuple[int, int]) -> None:
    image = files.painting(*size)
    picture = await decoded(files.good_file(kind, image))

    assert (picture.width, picture.height) == size
    assert picture.rgb == image.tobytes()
    assert (picture.file_format, picture.file_width, picture.file_height) == (kind, *size)


async def test_a_good_jpeg_is_what_pillow_makes_of_it() -> None:
    content = files.good_file("JPEG", files.painting(100, 80))
    picture = await decoded(content)

    assert picture.rgb == Image.open(io.BytesIO(content)).convert("RGB").tobytes()
    assert picture.file_format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr"])
async def test_a_white_picture_is_white_in_every_kind_of_colour(mode: str) -> None:
    kind = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    white = Image.new("RGB", (90, 60), "white")
    picture = await decoded(
        files.saved(white.convert("RGBA").convert(mode) if mode == "LA" else white.convert(mode), kind)
    )

    assert picture.rgb == white.tobytes()


async def test_sixteen_bits_of_grey_are_scaled_to_eight() -> None:
    grey = Image.new("I;16", (90, 60), 0x8000)
    picture = await decoded(files.saved(grey, "PNG"))

    assert set(picture.rgb) == {0x80}


async def test_what_is_transparent_shows_the_background() -> None:
    image = Image.new("RGBA", (100, 80), (255, 0, 0, 0))
    image.paste((0, 255, 0, 255), (0, 0, 50, 80))
    picture = await decoded(files.saved(image, "PNG"), Room(width=100, height=80, background="102030"))

    assert picture.row(0) == bytes.fromhex("00ff00" * 50 + "102030" * 50)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1600, 960), (160, 96)),
        ((1000, 1000), (96, 96)),
        ((2000, 100), (160, 8)),
        ((16_384, 10), (160, 1)),
        ((20, 20), (80, 80)),
        ((24, 24), (96, 96)),
        ((79, 40), (158, 80)),
        ((1, 1), (96, 96)),
    ],
)
async def test_it_is_scaled_to_fit_and_keeps_its_shape(size: tuple[int, int], shown: tuple[int, int]) -> None:
    picture = await decoded(files.saved(Image.new("RGB", size), "PNG"))

    assert (picture.width, picture.height) == shown
    assert (picture.file_width, picture.file_height) == size
    assert len(picture.rgb) == 3 * shown[0] * shown[1]


async def test_small_pictures_are_enlarged_with_sharp_edges() -> None:
    image = files.painting(24, 24)
    picture = await decoded(files.saved(image, "PNG"))

    assert picture.rgb == image.resize((96, 96), Image.Resampling.NEAREST).tobytes()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
async def test_of_an_animation_the_first_frame_is_drawn(kind: str) -> None:
    first, *rest = (Image.new("RGB", (90, 60), colour) for colour in ("red", "green", "blue"))
    content = files.saved(first, kind, save_all=True, append_images=rest, lossless=True)
    picture = await decoded(content)

    assert picture.rgb == bytes((255, 0, 0)) * 90 * 60


@pytest.mark.parametrize(
    "room", [Room(width=0, height=0), Room(width=-5, height=7), Room(width=10**6, height=10**6)]
)
async def test_a_senseless_room_is_brought_to_sense(room: Room) -> None:
    picture = await decoded(files.saved(Image.new("RGB", (900, 900)), "PNG"), room)

    assert 1 <= picture.width <= decoder.MOST_COLUMNS
    assert 1 <= picture.height <= decoder.MOST_ROWS


@pytest.mark.parametrize("name", files.IMPOSTORS)
async def test_what_is_no_picture_is_told_by_its_first_bytes(name: str) -> None:
    assert "not a PNG, JPEG, GIF or WebP picture" in await refusal(files.IMPOSTORS[name]())


@pytest.mark.parametrize("name", files.TOO_LARGE)
async def test_a_giant_is_refused_before_it_is_decoded(name: str) -> None:
    content = files.TOO_LARGE[name]()

    assert "too large to draw" in await refusal(content)


@pytest.mark.parametrize("name", files.DAMAGED)
async def test_a_damaged_file_is_called_damaged(name: str) -> None:
    assert "damaged" in await refusal(files.DAMAGED[name]())


@pytest.mark.parametrize("name", files.STRANGE)
async def test_a_strange_file_is_drawn_or_refused_in_time_and_costs_little(name: str) -> None:
    content = files.STRANGE[name]()
    forget_peak()
    before, began = memory("VmRSS"), time.monotonic()
    with suppress(MediaError):
        await decoded(content)

    assert time.monotonic() - began < decoder.PATIENCE_SECONDS + 3  # a busy machine starts processes slowly
    assert memory("VmHWM") - before < 64 * MEBIBYTE


def forget_peak() -> None:
    """Let VmHWM begin again from what is used now."""
    Path("/proc/self/clear_refs").write_text("5")


def memory(name: str) -> int:
    """Bytes of this process's memory."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(name + ":")[2].split()[0]) * 1024


async def test_a_file_longer_than_is_fetched_is_not_read_to_its_end() -> None:
    assert "too large to draw" in await refusal(bytes(MAX_MEDIUM + 1))
    assert worker.LARGEST_FILE == MAX_MEDIUM


async def test_one_file_is_decoded_at_a_time() -> None:
    shared = Decoder()
    content = files.saved(Image.new("RGB", (50, 50)), "PNG")
    at_once: list[int] = []

    async def count() -> None:
        while True:
            at_once.append(len(children()))
            await asyncio.sleep(0.005)

    counting = asyncio.create_task(count())
    await asyncio.gather(*(shared.decode(content, ROOM) for _ in range(4)))
    counting.cancel()
    assert max(at_once) == 1


def children() -> list[int]:
    """The processes that run the worker for this one."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"worker.py" in (status.parent / "cmdline").read_bytes():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


@pytest.fixture
def impostor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts other code in the place of the worker: what one that was taken over might do."""

    def replace(code: str) -> None:
        script = tmp_path / "worker.py"
        script.write_text("import os, sys, time\n" + code)
        monkeypatch.setattr(worker_process, "_WORKER", script)

    return replace


async def test_one_that_never_ends_is_killed(impostor: Callable[[str], None]) -> None:
    impostor("time.sleep(60)")

    assert await refusal(b"x" * 500_000, patience=0.5) == "The picture was not decoded within 0.5 s."
    assert children() == []


async def test_one_that_answers_without_end_is_killed(impostor: Callable[[str], None]) -> None:
    impostor("while True: os.write(1, bytes(65536))")

    assert "not decoded within" in await refusal(b"x", patience=0.5)
    assert children() == []


async def test_closing_the_preview_ends_the_process(impostor: Callable[[str], None]) -> None:
    impostor("time.sleep(60)")
    task = asyncio.create_task(decoded(b"x"))
    await until(lambda: children() != [])
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await until(lambda: children() == [])


@pytest.mark.parametrize("turns", range(12))
async def test_closing_it_at_any_moment_leaves_nothing_behind(turns: int) -> None:
    shared = Decoder()
    task = asyncio.create_task(shared.decode(files.plain("RGB", (50, 50), "PNG"), ROOM))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (await shared.decode(files.plain("RGB", (80, 48), "PNG"), ROOM)).width == 160
    assert children() == []


async def test_for_one_that_is_closed_before_its_turn_no_process_begins(
    impostor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Process] = []
    start = asyncio.create_subprocess_exec

    async def counted(*program: str, **how: Any) -> Process:
        begun.append(await start(*program, **how))
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", counted)
    impostor("time.sleep(60)")
    shared = Decoder()
    tasks = [asyncio.create_task(shared.decode(b"x", ROOM)) for _ in range(3)]
    await until(lambda: children() != [])
    for task in reversed(tasks):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    impostor("pass")
    with pytest.raises(MediaError):
        await shared.decode(b"x", ROOM)
    assert len(begun) == len(["the first", "the last"])


async def until(holds: Callable[[], bool]) -> None:
    """Wait until this holds. Raises TimeoutError if it never does."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "answer",
    [
        "b''",
        "b'short'",
        "bytes(9)",
        "b'\\x09' + bytes((0, 2, 0, 2, 0, 2, 0, 2)) + bytes(12)",
        "b'\\0' + bytes((0, 0, 0, 2, 0, 2, 0, 2)) + bytes(12)",
        "b'\\0' + bytes((255, 255, 0, 2, 0, 2, 0, 2)) + bytes(12)",
        "b'\\0' + bytes((0, 2, 0, 2, 0, 2, 0, 2)) + bytes(11)",
        "b'\\0' + bytes((0, 2, 0, 2, 0, 2, 0, 2)) + bytes(13)",
    ],
)
async def test_an_answer_that_does_not_add_up_is_not_drawn(
    impostor: Callable[[str], None], answer: str
) -> None:
    impostor(f"sys.stdin.buffer.read(); os.write(1, {answer})")

    assert "damaged" in await refusal(b"x")


async def test_the_worker_has_no_environment_and_no_packages(
    impostor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFERDESK_SECRET", "canary")
    impostor(
        "taken = set(os.environ) - {'LC_CTYPE'}\n"
        "sites = [path for path in sys.path if 'site-packages' in path]\n"
        "sys.exit(65 if not taken and not sites and sys.flags.isolated else 66)"
    )

    assert "not a PNG" in await refusal(b"x")


async def test_the_worker_binds_itself_before_it_reads(tmp_path: Path) -> None:
    script = (
        "import runpy, resource, sys, io\n"
        f"worker = runpy.run_path({str(worker_process._WORKER)!r})\n"  # noqa: SLF001 - the script itself is tested
        "worker['_bind_itself']()\n"
        "limits = [resource.getrlimit(getattr(resource, 'RLIMIT_' + name)) for name in"
        " ('AS', 'CPU', 'NPROC', 'FSIZE', 'CORE', 'NOFILE')]\n"
        "print([hard for _, hard in limits])"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", script, stdout=asyncio.subprocess.PIPE, cwd=tmp_path
    )
    said, _ = await process.communicate()

    assert said.decode().strip() == str([768 * MEBIBYTE, 5, 0, 0, 0, 32])


async def test_without_pillow_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "find_spec", lambda _name: None)

    assert await refusal(b"x") == worker_process.INSTALL
    assert "pip install pillow" in worker_process.INSTALL
