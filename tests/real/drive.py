"""Drives the release program in a real window on a virtual display, with the desktop's own file dialogs.

Run by scripts/real-window, which installs what is needed and builds. Every check prints a line; the first one that
fails leaves a picture of the screen and the program's log, and says where they are. No user's data is touched: home
and all folders of the program lie in a temporary folder.
"""

import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ANNALS = ROOT / "target/release/annals"
SAMPLE = ROOT / "sample-projects/pakistan-iran-2024.ron"
SHOTS = ROOT / "target/real-window"
NO_SERVICES = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


class Failed(Exception):
    """A check that did not hold."""


def wait(what, found, seconds=30.0):
    """Polls until `found()` gives something, and gives that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.1)
    raise Failed(f"waited {seconds:.0f} s in vain for {what}")


def run(*command, **options):
    """Runs a command and gives what it printed; an empty text if it failed."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    return done.stdout.strip() if done.returncode == 0 else ""


class Desktop:
    """A virtual display with a window manager and a session bus of its own."""

    def __init__(self, folder, services):
        self.folder = folder
        self.processes = []
        reading, writing = os.pipe()
        self.start("Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                   pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as display:
            number = display.readline().strip()
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "USER") if name in os.environ}
        self.env = keep | {
            "DISPLAY": f":{number}", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"),
            "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"), "XDG_CURRENT_DESKTOP": "GNOME", "GTK_USE_PORTAL": "0",
            "NO_AT_BRIDGE": "1", "LC_ALL": "C.UTF-8",
        }
        (folder / "run").mkdir(mode=0o700, exist_ok=True)
        config = "--session"
        if not services:
            (folder / "bus.conf").write_text(NO_SERVICES)
            config = f"--config-file={folder / 'bus.conf'}"
        address = run("dbus-daemon", config, "--fork", "--print-address=1", "--print-pid=1", env=self.env).split("\n")
        if len(address) < 2:
            raise Failed("no session bus could be started")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address[0]
        self.bus = int(address[1])
        self.start("openbox", env=self.env)
        wait("the window manager", lambda: run("wmctrl", "-m", env=self.env))

    def start(self, *command, **options):
        log = open(self.folder / "log.txt", "a")
        process = subprocess.Popen(command, stdout=log, stderr=log, **options)
        self.processes.append(process)
        return process

    def annals(self, *arguments, **env):
        return self.start(str(ANNALS), *arguments, env=self.env | env)

    def windows(self):
        """The titles of all windows, by their ids."""
        lines = run("wmctrl", "-l", env=self.env).split("\n")
        parts = (line.split(None, 3) for line in lines if line)
        return {part[0]: part[3] for part in parts if len(part) == 4}

    def window(self, name, seconds=30.0, without=None):
        """The id of the window whose title has `name` in it, once it is there."""
        def find():
            for window, title in self.windows().items():
                if name in title and not (without and without in title):
                    return window
            return None
        return wait(f"a window “{name}” (there are: {list(self.windows().values())})", find, seconds)

    def gone(self, name):
        wait(f"the window “{name}” to go", lambda: not any(name in title for title in self.windows().values()))

    def focus(self, window):
        subprocess.run(["wmctrl", "-i", "-a", window], env=self.env, check=False)
        wait("the focus", lambda: run("xdotool", "getactivewindow", env=self.env) == str(int(window, 16)), 10)
        time.sleep(0.2)

    def keys(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], env=self.env, check=True)
            time.sleep(0.15)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "20", text], env=self.env, check=True)
        time.sleep(0.3)

    def shot(self, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=False)
        return path

    def close(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        for pid in (self.bus,):
            try:
                os.kill(pid, 15)
            except ProcessLookupError:
                pass


def check(what, holds):
    print(f"  {'ok  ' if holds else 'FAIL'} {what}", flush=True)
    if not holds:
        raise Failed(what)


def pick(desktop, dialog, path):
    """Types a path into the desktop's dialog."""
    window = desktop.window(dialog)
    desktop.focus(window)
    if dialog.startswith("Open") or dialog == "Import text":
        desktop.keys("ctrl+l")
    else:
        desktop.keys("ctrl+a")
    desktop.type(str(path))
    desktop.keys("Return")
    desktop.gone(dialog)


def tag_first_event(desktop, tag):
    """Selects the first row of the table and tags it, by keys alone."""
    desktop.focus(desktop.window("– Annals"))
    desktop.keys("ctrl+1", "F6", "F6", "Down", "ctrl+t")
    time.sleep(0.5)
    desktop.type(tag)
    desktop.keys("Return", "Escape")
    desktop.window("•")


def only_added(before, after, words):
    """Whether `after` has all lines of `before` and beyond them only a tag and its use."""
    changes = [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[:2] in ("- ", "+ ")]
    removed = [line for line in changes if line.startswith("- ")]
    return not removed and len(changes) <= 12 and any(words in line for line in changes)


def open_tag_save(desktop, folder, open_dialog, save_dialog):
    """The main job through the desktop's dialogs; gives the program."""
    shutil.copy(SAMPLE, folder / "case.ron")
    program = desktop.annals()
    desktop.focus(desktop.window("Annals"))
    time.sleep(1.0)
    desktop.shot("welcome")
    desktop.keys("ctrl+o")
    pick(desktop, open_dialog, folder / "case.ron")
    desktop.window("case.ron – Annals")
    check("a project opens through the desktop's dialog", True)
    tag_first_event(desktop, "seen in a real window")
    desktop.shot("tagged")
    check("a tag is added by key presses, and the title says that it is not saved", True)
    desktop.keys("ctrl+shift+s")
    pick(desktop, save_dialog, folder / "saved")
    desktop.window("saved.ron – Annals", without="•")
    check("Save as adds the extension and moves there", (folder / "saved.ron").is_file())
    before, after = SAMPLE.read_text(), (folder / "saved.ron").read_text()
    check("the saved file has the tag and nothing else changed", only_added(before, after, "seen in a real window"))
    check("the file that was opened is as it was", (folder / "case.ron").read_text() == before)
    done = subprocess.run([ANNALS, "check", folder / "saved.ron"], capture_output=True, text=True)
    check("annals check finds nothing wrong with it", done.returncode == 0)
    return program


def portal(folder):
    desktop = Desktop(folder, services=True)
    try:
        program = open_tag_save(desktop, folder, "Open project", "Save project as")
        saved = folder / "saved.ron"
        tag_first_event(desktop, "second")
        desktop.keys("ctrl+s")
        desktop.window("saved.ron – Annals", without="•")
        check("Ctrl+S saves to the same file", "second" in saved.read_text())
        second_window(desktop, saved)
        closing(desktop, program, saved)
        crash(desktop, folder)
    except Failed:
        print(f"  see {desktop.shot('failed')} and {desktop.folder / 'log.txt'}")
        raise
    finally:
        desktop.close()


def second_window(desktop, path):
    other = desktop.annals(str(path))
    desktop.window("(read-only)")
    check("a second window on the same file is read-only", True)
    other.terminate()
    other.wait()
    desktop.gone("(read-only)")


def closing(desktop, program, saved):
    before = saved.read_text()
    tag_first_event(desktop, "third")
    window = desktop.window("– Annals")
    subprocess.run(["wmctrl", "-i", "-c", window], env=desktop.env, check=True)
    time.sleep(1.0)
    desktop.shot("unsaved")
    desktop.keys("Escape")
    time.sleep(0.5)
    check("closing with unsaved work asks, and Escape stays", program.poll() is None)
    subprocess.run(["wmctrl", "-i", "-c", window], env=desktop.env, check=True)
    time.sleep(1.0)
    desktop.keys("Tab", "Tab", "space")
    wait("the program to end", lambda: program.poll() is not None)
    check("“Don’t save” closes without an error", program.returncode == 0)
    check("and leaves the file as it was", saved.read_text() == before)


def crash(desktop, folder):
    program = desktop.annals(str(folder / "saved.ron"))
    desktop.window("saved.ron – Annals")
    tag_first_event(desktop, "before the crash")
    desktop.keys("ctrl+shift+s")
    desktop.window("Save project as")
    program.kill()
    program.wait()
    desktop.annals()
    desktop.focus(desktop.window("Annals"))
    time.sleep(1.5)
    desktop.shot("recover")
    desktop.keys("Return")
    desktop.window("• saved.ron – Annals")
    check("work that was unsaved when a dialog was open is offered after a crash", True)


def zenity(folder):
    desktop = Desktop(folder, services=False)
    try:
        open_tag_save(desktop, folder, "zenity", "zenity")
    except Failed:
        print(f"  see {desktop.shot('failed')} and {desktop.folder / 'log.txt'}")
        raise
    finally:
        desktop.close()


def no_service(folder):
    desktop = Desktop(folder, services=False)
    try:
        shutil.copy(SAMPLE, folder / "case.ron")
        # A path without zenity, which is the last that is tried.
        (folder / "bin").mkdir()
        desktop.annals(PATH=str(folder / "bin"))
        desktop.focus(desktop.window("Annals"))
        time.sleep(1.0)
        desktop.keys("ctrl+o")
        time.sleep(2.0)
        desktop.shot("typed-path")
        desktop.keys("ctrl+a")
        desktop.type(str(folder / "case.ron"))
        desktop.keys("Return")
        desktop.window("case.ron – Annals")
        check("without any dialog service a path can be typed in the window", True)
    except Failed:
        print(f"  see {desktop.shot('failed')} and {desktop.folder / 'log.txt'}")
        raise
    finally:
        desktop.close()


def no_display(folder):
    env = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run([ANNALS], env=env, capture_output=True, text=True, timeout=30)
    check("without a display it says so and exits with 3", done.returncode == 3 and "display" in done.stderr)
    check("and does not panic", "panicked" not in done.stderr)


def main():
    stages = {"portal": portal, "zenity": zenity, "no-service": no_service, "no-display": no_display}
    wanted = sys.argv[1:] or list(stages)
    failed = 0
    for name in wanted:
        print(f"== {name}", flush=True)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="annals-real-"))
        try:
            stages[name](folder)
            shutil.rmtree(folder, ignore_errors=True)
        except Failed as error:
            failed += 1
            print(f"  FAIL {error}", flush=True)
    print(f"real window: {len(wanted) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
