# Shared by the scripts: where things are, and installing what is missing. Sourced, not run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}

# need_packages PACKAGE...: makes sure that Debian packages are there; installs them as root, or says how to.
need_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0 # Not Debian: the system has them or says so.
    missing=""
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" -eq 0 ]; then
        echo "Installing:$missing"
        export DEBIAN_FRONTEND=noninteractive
        # Another program may hold the package lists for a while.
        apt-get -qq -o DPkg::Lock::Timeout=300 update
        # Word splitting is wanted: one word a package.
        # shellcheck disable=SC2086
        apt-get -qq -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $missing >/dev/null
    else
        echo "Packages are missing. Install them and start this again:" >&2
        echo "  sudo apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
}

# What cargo needs to build: a linker and the C library's headers.
need_build() {
    command -v cc >/dev/null 2>&1 || need_packages gcc libc6-dev
    if ! command -v cargo >/dev/null 2>&1; then
        echo "Rust is missing: install it from https://rustup.rs and start this again." >&2
        exit 1
    fi
}

# What the form and the lints are checked with; a small installation of Rust lacks them.
need_lints() {
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        rustup component add rustfmt clippy
    fi
}

# What the window needs to run: winit and OpenGL load these when they start.
WINDOW_PACKAGES="libgl1 libegl1 libgl1-mesa-dri libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon-x11-0 libfontconfig1 libdbus-1-3"

# What driving a real window needs: a display, a window manager, the desktop's file dialogs, a look inside.
need_real_window() {
    # shellcheck disable=SC2086
    need_packages $WINDOW_PACKAGES xvfb xdotool openbox wmctrl x11-utils imagemagick dbus dbus-x11 at-spi2-core \
        xdg-desktop-portal xdg-desktop-portal-gtk zenity fonts-dejavu-core python3 python3-pyatspi gir1.2-atspi-2.0
    # The system's own Python has the bindings; another one may come first on the path.
    PYTHON=/usr/bin/python3
    [ -x "$PYTHON" ] || PYTHON=python3
}
