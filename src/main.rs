//! The program: reads the command line and hands over.

use std::process::ExitCode;

fn main() -> ExitCode {
    match annals::ui::run(std::env::args_os().nth(1).map(Into::into)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}
