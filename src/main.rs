//! The `pilot` program: takes what the system gives and calls the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    pilot::cli::main()
}
