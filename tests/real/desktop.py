"""A virtual desktop of its own: display, window manager, session bus, home folder, keyboard.

Nothing here waits for a fixed time: `wait` polls until what is waited for is there, or gives up.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
SHOTS = TARGET / "real-window"

# A session bus on which the accessibility service can be started and nothing else: no file dialogs.
NO_PORTAL = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth><servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""
ACCESSIBILITY = pathlib.Path("/usr/share/dbus-1/services/org.a11y.Bus.service")


class Failed(Exception):
    """A check that did not hold."""


def wait(what, found, seconds=30.0):
    """Polls until `found()` gives something, and gives that. `what` may be a function, for what is seen instead."""
    end = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {seconds:.0f} s in vain for {what() if callable(what) else what}")
        time.sleep(0.05)


class Desktop:
    """Everything that a program sees of a computer with a screen."""

    def __init__(self, folder, portal=True, size="1400x900", bus=True, manager=True):
        self.folder = folder
        self.processes = []
        self.bus = None
        self.log = open(folder / "log.txt", "a", encoding="utf-8")
        reading, writing = os.pipe()
        self.start("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp",
                   pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as display:
            number = display.readline().strip()
        if not number:
            raise Failed("the virtual display did not start")
        keep = {name: os.environ[name] for name in ("PATH", "USER", "RUST_BACKTRACE") if name in os.environ}
        self.env = keep | {
            "DISPLAY": f":{number}", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"),
            "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"), "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CURRENT_DESKTOP": "GNOME", "NO_AT_BRIDGE": "1", "LC_ALL": "C.UTF-8",
            "GSETTINGS_BACKEND": "memory",
        }
        (folder / "run").mkdir(mode=0o700, exist_ok=True)
        if bus:
            self.start_bus(portal)
        if manager:
            self.start("openbox")
            wait("the window manager", lambda: self.ask("wmctrl", "-m"))

    def start_bus(self, portal):
        kind = "--session"
        if not portal:
            services = self.folder / "services"
            services.mkdir()
            shutil.copy(ACCESSIBILITY, services)
            (self.folder / "bus.conf").write_text(NO_PORTAL.format(services=services), encoding="utf-8")
            kind = f"--config-file={self.folder / 'bus.conf'}"
        started = subprocess.run(["dbus-daemon", kind, "--fork", "--print-address=1", "--print-pid=1"], text=True,
                                 env=self.env, stdout=subprocess.PIPE, stderr=self.log, check=False)
        lines = started.stdout.split()
        if len(lines) != 2:
            raise Failed("the session bus did not start")
        self.env["DBUS_SESSION_BUS_ADDRESS"], self.bus = lines[0], int(lines[1])

    def start(self, *command, **options):
        """Starts a program that ends with the desktop at the latest. What it writes goes to the log."""
        options.setdefault("env", getattr(self, "env", None))
        process = subprocess.Popen(command, stdout=self.log, stderr=self.log, **options)
        self.processes.append(process)
        return process

    def ask(self, *command):
        """Runs a command and gives what it printed; an empty text if it failed."""
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    # Windows.

    def windows(self):
        """The titles of all windows, by their ids."""
        parts = (line.split(None, 3) for line in self.ask("wmctrl", "-l").split("\n"))
        return {int(part[0], 16): part[3] for part in parts if len(part) == 4}

    def find(self, title):
        return next((window for window, name in self.windows().items() if re.fullmatch(title, name)), None)

    def window(self, title, seconds=30.0):
        """The id of the window with a title of this form, once it is there."""
        def what():
            return f"a window “{title}”; there are {list(self.windows().values())}"
        return wait(what, lambda: self.find(title), seconds)

    def gone(self, title, seconds=30.0):
        wait(f"the window “{title}” to go", lambda: not self.find(title), seconds)

    def is_gone(self, title, seconds):
        try:
            self.gone(title, seconds)
        except Failed:
            return False
        return True

    def activate(self, title):
        """Gives the keyboard to the window with a title of this form."""
        window = self.window(title)

        def active():
            if self.ask("xdotool", "getactivewindow") == str(window):
                return True
            subprocess.run(["wmctrl", "-i", "-a", hex(window)], env=self.env, check=False)
            return False
        wait(f"“{title}” to get the keyboard", active)
        return window

    def ask_to_close(self, window):
        """Does what the window's close button does."""
        subprocess.run(["wmctrl", "-i", "-c", hex(window)], env=self.env, check=True)

    def property(self, window, name):
        return self.ask("xprop", "-id", str(window), name)

    # Keys and pictures.

    def keys(self, *keys):
        """Presses keys ("ctrl+shift+s") on the real keyboard of the display."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "60", *keys], env=self.env, check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "25", str(text)], env=self.env, check=True)

    def shot(self, name, window="root"):
        """Keeps a picture of the screen, or of a window without its frame."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        subprocess.run(["import", "-window", str(window), str(path)], env=self.env, stderr=self.log, check=False)
        return path

    def close(self):
        """Ends everything that was started here."""
        for process in reversed(self.processes[1:]):
            process.kill()
            process.wait()
        if self.bus:
            # What the bus has started ends with it.
            try:
                os.kill(self.bus, signal.SIGTERM)
            except ProcessLookupError:
                pass
        self.processes[0].kill()
        self.processes[0].wait()
        self.log.close()
