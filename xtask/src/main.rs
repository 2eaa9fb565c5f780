//! The project's own commands, started as `cargo xtask COMMAND`.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `args` | what a person may type, and the help that says so |
//! | `demo`, `checks`, `bench`, `style`, `shots` | one command each |
//! | `deny` | what may come with us, a part of `checks` |
//! | `tools`, `install` | which tools at which versions, and how they get into the per-user cache |
//! | `app`, `module` | the release build of the page, and of the app as one file |
//! | `split/` | a program of its own: takes out of the page's wasm what is not wanted at once |
//! | `dist/` | what is deployed: the page's files, settings for web servers, licences, the package for npm |
//! | `browser`, `driver`, `servers`, `debian` | browsers and their drivers, web servers, and where they come from |
//! | `steps`, `tally` | what a step took, and what the test binaries said |
//! | `process`, `fail` | starting other programs, and errors in words |

mod app;
mod args;
mod bench;
mod browser;
mod checks;
mod debian;
mod demo;
mod deny;
mod dist;
mod driver;
mod fail;
mod install;
mod module;
mod process;
mod servers;
mod shots;
mod steps;
mod style;
mod tally;
mod tools;

use std::process::ExitCode;

use args::Command;

fn main() -> ExitCode {
    let command = match args::read(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(fail) => {
            eprintln!("error: {fail}\n\nTry `cargo xtask help`.");
            return ExitCode::from(2);
        }
    };
    let result = match command {
        Command::Help => {
            println!("{}", args::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => checks::run(&options),
        Command::Dist => dist::run().map(|()| ExitCode::SUCCESS),
        Command::Bench(passed_on) => bench::run(&passed_on),
        Command::Style => style::run().map(|()| ExitCode::SUCCESS),
        Command::Shots => shots::run(),
    };
    result.unwrap_or_else(|fail| {
        eprintln!("error: {fail}");
        ExitCode::FAILURE
    })
}
