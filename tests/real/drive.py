"""Drives the release program in a real window on a virtual display, with the desktop's own file dialogs.

Run by scripts/real-window, which installs what is needed and builds. Every check prints a line. A part that fails stops
there, leaves a picture of the screen and its log, and says where they are; the others still run. No user's data is
touched: home and all folders of the program lie in a temporary folder.

    drive.py [PART...]      the parts are listed at the end of this file
"""

import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from access import Screen
from desktop import ROOT, SHOTS, TARGET, Desktop, Failed, wait

ANNALS = TARGET / "release/annals"
SAMPLE = ROOT / "sample-projects/pakistan-iran-2024.ron"
EVENT = "Iranian strike on Koh-e-Sabz"
WAS_SAVED = r"saved\.ron – Annals"


def findings(path):
    """What `annals check` says of a project, without the places, which an edit moves."""
    done = subprocess.run([ANNALS, "check", path], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise Failed(done.stdout + done.stderr)
    return sorted(re.sub(r"^.*?:\d+:\d+: ", "", line) for line in done.stdout.splitlines() if line)


def check(what, holds, why=""):
    print(f"  {'ok  ' if holds else 'FAIL'} {what}", flush=True)
    if not holds:
        raise Failed(why or what)


def annals(desktop, *arguments, **env):
    """Starts the program and waits until its window can be used."""
    program = desktop.start(str(ANNALS), *map(str, arguments), env=desktop.env | env)
    return program


def difference(before, after):
    """The lines that differ, for messages."""
    return "\n".join(list(difflib.unified_diff(before.split("\n"), after.split("\n"), "expected", "is", lineterm="", n=1))[:40])


def ended(program):
    """The program's exit code, once it has ended."""
    wait("the program to end", lambda: program.poll() is not None)
    return program.returncode


# Steps of the main job.

def pick(desktop, dialog, path, saves):
    """Types a path into the desktop's file dialog."""
    desktop.activate(dialog)
    desktop.keys("ctrl+a" if saves else "ctrl+l")
    desktop.type(path)
    for _ in range(10):
        # The dialog's own list of suggestions may take the first one.
        desktop.keys("Return")
        if desktop.is_gone(dialog, seconds=2.0):
            return
    raise Failed(f"the dialog does not take {path}")


def select_event(desktop, screen, title):
    """Lists the events and goes down to one, by keys."""
    desktop.keys("ctrl+1")
    screen.wait_for("Events", "table")
    desktop.keys("Home")
    for _ in range(60):
        if screen.find("table row", lambda name: name == title, "selected"):
            return
        desktop.keys("Down")
    raise Failed(f"no row “{title}” could be selected; the keyboard is at {screen.focused()}")


def add_tag(desktop, screen, tag):
    """Tags the selected event, by keys."""
    desktop.keys("ctrl+t")
    screen.wait_state("Add a tag", "focused")
    desktop.type(tag)
    desktop.keys("Return")
    desktop.window(r"• .* – Annals")
    desktop.keys("Escape", "Escape")


def without_tag(text, path):
    """A project's text without a tag and its uses, and how many uses there were."""
    record = re.compile(r'^ *\(\n *id: "(\w{12})",\n *path: "' + re.escape(path) + r'",\n(?: *colour: \w+,\n)? *\),\n', re.MULTILINE)
    found = record.search(text)
    if not found:
        return text, 0
    rest = text[:found.start()] + text[found.end():]
    return re.subn(r'^ *"' + found[1] + r'",\n', "", rest, flags=re.MULTILINE)


def open_tag_save(desktop, screen, open_dialog, save_dialog):
    """The main job through the desktop's dialogs."""
    folder = desktop.folder
    shutil.copy(SAMPLE, folder / "case.ron")
    desktop.keys("ctrl+o")
    pick(desktop, open_dialog, folder / "case.ron", saves=False)
    desktop.window(r"case\.ron – Annals")
    screen.wait_for(EVENT, "table row")
    check("a project opens through the desktop's dialog, and its events are listed", True)
    desktop.activate(r"case\.ron – Annals")
    select_event(desktop, screen, EVENT)
    check("an event is selected by keys", True)
    add_tag(desktop, screen, "by real keys")
    check("it is tagged by keys, and the title says that this is not saved", True)
    desktop.shot(f"{folder.name}-tagged")
    desktop.keys("ctrl+shift+s")
    pick(desktop, save_dialog, folder / "saved", saves=True)
    desktop.window(WAS_SAVED)
    check("Save as adds the extension and goes on there", (folder / "saved.ron").is_file())
    before, after = SAMPLE.read_text(encoding="utf-8"), (folder / "saved.ron").read_text(encoding="utf-8")
    check("the saved file has the tag, one use of it, and not a byte else changed",
          without_tag(after, "by real keys") == (before, 1), difference(before, after))
    check("the file that was opened is as it was", (folder / "case.ron").read_text(encoding="utf-8") == before)
    found, in_sample = findings(folder / "saved.ron"), findings(SAMPLE)
    check("annals check finds in it what it finds in the sample, and no more", found == in_sample and len(found) > 0,
          difference("\n".join(in_sample), "\n".join(found)))


# The parts.

def portal(desktop, screen):
    """The desktop's dialogs come from the portal, as on GNOME and KDE; then saving, closing, two windows, a crash."""
    program = annals(desktop)
    window = desktop.activate("Annals")
    screen.wait_for("Open project", "push button")
    desktop.shot("welcome")
    check("the window opens on the welcome page", True)
    cancelled_dialog(desktop, screen, window)
    open_tag_save(desktop, screen, "Open project", "Save project as")
    save_again(desktop, screen)
    second_window(desktop, screen)
    close_unsaved(desktop, screen, program)
    crash(desktop, screen)


def cancelled_dialog(desktop, screen, window):
    desktop.keys("ctrl+o")
    dialog = desktop.window("Open project")
    parent = desktop.property(dialog, "WM_TRANSIENT_FOR").lower()
    state = desktop.property(dialog, "_NET_WM_STATE")
    check("the dialog belongs to the window and stands before it", f"{window:#x}" in parent and "MODAL" in state)
    desktop.activate("Open project")
    desktop.keys("Escape")
    desktop.gone("Open project")
    desktop.activate("Annals")
    screen.wait_for("Open project", "push button")
    check("a cancelled dialog changes nothing", not screen.find(None, lambda name: name.startswith("Which file")))


def save_again(desktop, screen):
    saved = desktop.folder / "saved.ron"
    before = saved.read_text(encoding="utf-8")
    desktop.activate(WAS_SAVED)
    select_event(desktop, screen, EVENT)
    add_tag(desktop, screen, "once more")
    desktop.keys("ctrl+s")
    desktop.window(WAS_SAVED)
    after = saved.read_text(encoding="utf-8")
    check("Ctrl+S saves a further edit to the same file, and not a byte else",
          without_tag(after, "once more") == (before, 1), difference(before, after))
    desktop.keys("ctrl+z")
    desktop.window(r"• saved\.ron – Annals")
    desktop.keys("ctrl+shift+z")
    desktop.window(WAS_SAVED)
    check("undo marks it as changed, redo back to what is saved unmarks it", True)


def second_window(desktop, screen):
    other = annals(desktop, desktop.folder / "saved.ron")
    desktop.window(r".*read-only.*")
    check("a second window on the same file says that it is read-only", True)
    desktop.shot("read-only")
    desktop.ask_to_close(desktop.window(r".*read-only.*"))
    check("and closes without a question", ended(other) == 0)


def close_unsaved(desktop, screen, program):
    saved = desktop.folder / "saved.ron"
    before = saved.read_text(encoding="utf-8")
    desktop.activate(WAS_SAVED)
    select_event(desktop, screen, EVENT)
    add_tag(desktop, screen, "not to keep")
    window = desktop.window(r"• saved\.ron – Annals")
    desktop.ask_to_close(window)
    screen.wait_for("Don’t save", "push button")
    desktop.shot("unsaved")
    check("closing with unsaved work asks first", program.poll() is None)
    desktop.keys("Escape")
    screen.wait_without("Don’t save")
    check("Escape keeps the window and the work", program.poll() is None and desktop.find(r"• saved\.ron – Annals"))
    desktop.ask_to_close(window)
    screen.wait_for("Don’t save", "push button")
    screen.press("Don’t save")
    check("“Don’t save” closes without an error", ended(program) == 0)
    check("and leaves the file as it was", saved.read_text(encoding="utf-8") == before)
    leftovers = [path.name for path in desktop.folder.glob(".*.lock")]
    check("and no lock behind", not leftovers, str(leftovers))


def crash(desktop, screen):
    program = annals(desktop, desktop.folder / "saved.ron")
    desktop.activate(WAS_SAVED)
    screen.wait_for(EVENT, "table row")
    select_event(desktop, screen, EVENT)
    add_tag(desktop, screen, "before the crash")
    desktop.keys("ctrl+shift+s")
    desktop.window("Save project as")
    program.kill()
    ended(program)
    again = annals(desktop)
    desktop.activate("Annals")
    screen.wait_for("Restore", "push button")
    desktop.shot("recover")
    check("work that was unsaved when a dialog was open is offered after a crash", True)
    desktop.keys("Return")
    desktop.window(r"• saved\.ron – Annals")
    select_event(desktop, screen, EVENT)
    screen.wait_for("before the crash", seconds=10)
    check("and is there again, not yet saved", "before the crash" not in
          (desktop.folder / "saved.ron").read_text(encoding="utf-8"))
    again.kill()


def zenity(desktop, screen):
    """No portal on the session bus: the dialogs come from zenity."""
    program = annals(desktop)
    desktop.activate("Annals")
    screen.wait_for("Open project", "push button")
    open_tag_save(desktop, screen, OPEN_ZENITY, SAVE_ZENITY)
    desktop.ask_to_close(desktop.window(WAS_SAVED))
    check("closing with everything saved asks nothing", ended(program) == 0)


OPEN_ZENITY = SAVE_ZENITY = r"zenity|Open project|Save project as"


def no_service(desktop, screen):
    """Neither portal nor zenity: the path is typed in the window."""
    shutil.copy(SAMPLE, desktop.folder / "case.ron")
    nothing = desktop.folder / "bin"
    nothing.mkdir()
    annals(desktop, PATH=str(nothing))
    desktop.activate("Annals")
    screen.wait_for("Open project", "push button")
    desktop.keys("ctrl+o")
    screen.wait_state("Path of the file", "focused")
    desktop.shot("typed-path")
    check("without any dialog service the window asks for the path itself", True)
    desktop.keys("ctrl+a")
    desktop.type(desktop.folder / "case.ron")
    desktop.keys("Return")
    desktop.window(r"case\.ron – Annals")
    screen.wait_for(EVENT, "table row")
    check("and opens what is typed", True)


def no_display(folder):
    """No display at all."""
    env = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run([ANNALS], env=env, capture_output=True, text=True, timeout=60, check=False)
    check("without a display it ends with 3", done.returncode == 3, f"exit {done.returncode}: {done.stderr}")
    check("and says what it needs, without a panic", "needs a display" in done.stderr and "panic" not in done.stderr)
    done = subprocess.run([ANNALS], env=env | {"DISPLAY": ":4711"}, capture_output=True, text=True, timeout=60,
                          check=False)
    check("so it does on a display that does not answer",
          done.returncode == 3 and "needs a display" in done.stderr and "panic" not in done.stderr,
          f"exit {done.returncode}: {done.stderr}")


PARTS = {"portal": portal, "zenity": zenity, "no-service": no_service, "no-display": no_display}


def run_part(name):
    """Runs one part on a desktop of its own; gives whether all its checks held."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"annals-{name}-"))
    desktop = None
    try:
        if name == "no-display":
            no_display(folder)
        else:
            desktop = Desktop(folder, portal=name == "portal")
            PARTS[name](desktop, Screen(desktop))
    except Failed as reason:
        print(f"  FAIL {reason}", flush=True)
        if desktop:
            for program in desktop.processes[2:]:
                print(f"       {program.args[0]}: {'runs' if program.poll() is None else program.returncode}")
            SHOTS.mkdir(parents=True, exist_ok=True)
            shot = desktop.shot(f"{name}-failed")
            log = shutil.copy(folder / "log.txt", SHOTS / f"{name}-failed.log")
            print(f"       picture: {shot}\n       log: {log}", flush=True)
        return False
    finally:
        if desktop:
            desktop.close()
        shutil.rmtree(folder, ignore_errors=True)
    return True


def main(wanted):
    if wanted[:1] == ["--part"]:
        return 0 if run_part(wanted[1]) else 1
    passed = failed = 0
    for name in wanted or PARTS:
        print(f"== {name}: {(no_display if name == 'no-display' else PARTS[name]).__doc__.strip()}", flush=True)
        # A process of its own, as a process can look into the windows of one desktop only.
        with subprocess.Popen([sys.executable, __file__, "--part", name], stdout=subprocess.PIPE, text=True) as part:
            for line in part.stdout:
                print(line, end="", flush=True)
                passed += line.startswith("  ok")
        failed += part.returncode != 0
    print(f"real window: {passed} passed, {failed} failed; pictures in {SHOTS}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
