//! A test as a process of its own, in which a disk is mounted on a folder.

use std::ffi::OsStr;
use std::path::Path;

/// Runs an ignored test after the shell has run `mount`, to which `folder` is `$0` and which exits with 77 where it may
/// not mount. Gives what the test says; `None` where the system lets nobody but the superuser mount a disk.
pub(crate) fn run(
    test: &str,
    folder: &Path,
    mount: &str,
    envs: &[(&str, &OsStr)],
) -> Option<String> {
    let script = format!("{mount} || exit 77; exec \"$@\"");
    let output = std::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .arg(folder)
        .arg(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", test, "--nocapture"])
        .envs(envs.iter().copied())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) || errors.starts_with("unshare:") {
        return None;
    }
    assert!(output.status.success(), "{told}\n{errors}");
    Some(told)
}
