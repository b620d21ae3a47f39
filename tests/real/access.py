"""What the program's window says to a screen reader: how the checks see it, apart from pictures.

Uses the accessibility bus of one desktop; a process can look at one desktop only.
"""

import os

from desktop import wait


def is_gone(error):
    """Whether a control went while it was read: windows change under the reader's hands."""
    return isinstance(error, (LookupError, RuntimeError)) or type(error).__module__.startswith("gi.")


class Screen:
    """The window's controls, by role and accessible name."""

    def __init__(self, desktop):
        os.environ.update(desktop.env)
        import gi  # noqa: the bus of the environment is taken when these are loaded
        gi.require_version("Atspi", "2.0")
        from gi.repository import Gio, GLib
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
            bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", value, None, 0, -1,
                          None)
        import pyatspi
        self.at = pyatspi

    def nodes(self):
        """All controls of all windows of the program."""
        def below(node):
            yield node
            for index in range(node.childCount):
                child = node.getChildAtIndex(index)
                if child:
                    yield from below(child)
        for program in self.at.Registry.getDesktop(0):
            if program and program.name.startswith("annals"):
                yield from below(program)

    def find(self, role, holds, state=None):
        """The first control of a role, in a state ("focused"), whose name passes; `None` if there is none."""
        state = state and getattr(self.at, f"STATE_{state.upper()}")
        try:
            for node in self.nodes():
                if (role is None or node.getRoleName() == role) and holds(node.name or "") \
                        and (state is None or node.getState().contains(state)):
                    return node
        except Exception as error:  # noqa: what libatspi raises has no type of its own that could be named
            if not is_gone(error):
                raise
        return None

    def wait_for(self, name, role=None, seconds=30.0):
        """The control with this name, or one that begins with it if it ends in an ellipsis."""
        if name.endswith("…"):
            def holds(text):
                return text.startswith(name[:-1])
        else:
            def holds(text):
                return text == name
        return wait(lambda: f"“{name}”; the window says {self.names()}", lambda: self.find(role, holds), seconds)

    def wait_without(self, name, seconds=30.0):
        wait(f"“{name}” to go", lambda: not self.find(None, lambda text: text.startswith(name)), seconds)

    def wait_state(self, name, state, seconds=30.0):
        """The control with this name once it is "focused", "selected" and so on."""
        return wait(lambda: f"“{name}” to be {state}; the keyboard is at {self.focused()}",
                    lambda: self.find(None, lambda text: text == name, state), seconds)

    def focused(self):
        """Role and name of the control that has the keyboard, for messages."""
        node = self.find(None, lambda text: text, "focused")
        return f"{node.getRoleName()} “{node.name}”" if node else "nothing"

    def press(self, name, role="push button"):
        """Does what a click on the control does."""
        self.wait_for(name, role).queryAction().doAction(0)

    def names(self):
        """What the window says, for messages."""
        said = []
        self.find(None, lambda text: said.append(text))
        return [text for text in said if text][:80]
