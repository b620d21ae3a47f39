//! The program: hands the command line over.

use std::process::ExitCode;

fn main() -> ExitCode {
    annals::cli::run(std::env::args_os())
}
