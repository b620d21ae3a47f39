"""How long Annals takes to its first frame and how much memory it needs, held against a bare eframe window.

Run by scripts/measure-start. The two programs are started in turn, many times, on one virtual display, and watched from
outside: a window has drawn when it is mapped and a pixel of it is no longer black. Annals opens the sample; besides the
first frame it is timed until the sample is open, which the window's title says.
"""

import ctypes
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from desktop import ROOT, TARGET, Desktop, Failed

SAMPLE = ROOT / "sample-projects/pakistan-iran-2024.ron"
SETTLED = 2.0  # seconds after the first frame at which memory is read
PATIENCE = 30.0
ROUNDS = 11


class Attributes(ctypes.Structure):
    """XWindowAttributes."""
    _fields_ = [(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")] + [
        ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong)] + [
        (name, ctypes.c_int) for name in ("class_", "bit_gravity", "win_gravity", "backing_store")] + [
        ("planes", ctypes.c_ulong), ("pixel", ctypes.c_ulong), ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong), ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int),
        ("all_events", ctypes.c_long), ("your_events", ctypes.c_long), ("no_propagate", ctypes.c_long),
        ("override", ctypes.c_int), ("screen", ctypes.c_void_p)]


class Watcher:
    """Looks at a display without starting a program for each look, so that a look costs well under a millisecond."""

    def __init__(self, display):
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XGetImage.restype = ctypes.c_void_p
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        # A window that goes while it is looked at is no reason to end, as it would be to Xlib.
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
        self.ignore = kind(lambda _display, _event: 0)
        self.x.XSetErrorHandler(self.ignore)

    def windows(self):
        """The mapped windows of a useful size."""
        ids, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        self.x.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(ids),
                          ctypes.byref(count))
        found = [ids[index] for index in range(count.value)]
        if count.value:
            self.x.XFree(ids)
        mapped = []
        for window in found:
            seen = Attributes()
            if self.x.XGetWindowAttributes(self.display, ctypes.c_ulong(window), ctypes.byref(seen)) \
                    and seen.map_state == 2 and seen.width > 300:
                mapped.append(window)
        return mapped

    def title(self, window):
        name = ctypes.c_char_p()
        if not self.x.XFetchName(self.display, ctypes.c_ulong(window), ctypes.byref(name)):
            return ""
        return (name.value or b"").decode(errors="replace")

    def has_drawn(self):
        """Whether the middle of the screen, where the window is, shows something."""
        image = self.x.XGetImage(self.display, self.root, 640, 400, 1, 1, ctypes.c_ulong(0xFFFFFF), 2)
        if not image:
            return False
        image = ctypes.c_void_p(image)
        pixel = self.x.XGetPixel(image, 0, 0) & 0xFFFFFF
        self.x.XDestroyImage(image)
        return pixel != 0


def until(holds, start):
    """Milliseconds from `start` until `holds()`."""
    while not holds():
        if time.monotonic() - start > PATIENCE:
            raise Failed("a window did not come")
        time.sleep(0.001)
    return (time.monotonic() - start) * 1000


def memory(pid):
    """Megabytes that a process has in memory, and its fair share of them where they are shared."""
    found = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").split("\n"):
        parts = line.split()
        if parts and parts[0] in ("Rss:", "Pss:"):
            found[parts[0]] = int(parts[1]) / 1024
    return found["Rss:"], found["Pss:"]


def once(desktop, watcher, command, title):
    """Starts a program once: first frame, title there (both in ms), resident, proportional (both in MB)."""
    start = time.monotonic()
    process = subprocess.Popen(command, env=desktop.env, stdout=desktop.log, stderr=desktop.log)
    try:
        first = until(lambda: watcher.windows() and watcher.has_drawn(), start)
        opened = until(lambda: any(title in watcher.title(window) for window in watcher.windows()), start)
        time.sleep(SETTLED)
        if process.poll() is not None:
            raise Failed(f"{command[0]} ended with {process.returncode}")
        return first, opened, *memory(process.pid)
    finally:
        process.kill()
        process.wait()
        until(lambda: not watcher.windows(), time.monotonic())
        until(lambda: not watcher.has_drawn(), time.monotonic())


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    folder = pathlib.Path(tempfile.mkdtemp(prefix="annals-measure-"))
    shutil.copy(SAMPLE, folder / "case.ron")
    # No window manager and no session bus: the same for both, and less that varies.
    desktop = Desktop(folder, bus=False, manager=False, size="1280x800")
    programs = {
        "bare": ([TARGET / "release/examples/bare"], "bare"),
        "annals": ([TARGET / "release/annals", folder / "case.ron"], "case.ron"),
        "annals, no project": ([TARGET / "release/annals"], "Annals"),
    }
    seen = {name: [] for name in programs}
    try:
        watcher = Watcher(desktop.env["DISPLAY"])
        for turn in range(rounds + 1):
            for name, (command, title) in programs.items():
                figures = once(desktop, watcher, command, title)
                if turn:  # The first turn only warms the caches of the disk and of the shaders.
                    seen[name].append(figures)
    finally:
        desktop.close()
        shutil.rmtree(folder, ignore_errors=True)
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in seen.items()}
    bare = medians["bare"]
    print(f"medians of {rounds} starts of each program in turn; in brackets the ratio to the bare window")
    print(f"{'':20}{'first frame':>18}{'project open':>18}{'resident':>18}{'proportional':>18}")
    for name, row in medians.items():
        cells = [f"{value:.0f} {unit} ({value / base:.2f})"
                 for value, base, unit in zip(row, bare, ("ms", "ms", "MB", "MB"))]
        if name != "annals":
            cells[1] = ""
        print(f"{name:20}" + "".join(f"{cell:>18}" for cell in cells))
    for name in ("annals", "examples/bare"):
        print(f"size of {name}: {(TARGET / 'release' / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
