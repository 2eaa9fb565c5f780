//! The project's own commands, run as `cargo xtask COMMAND`.
//!
//! | file | content |
//! | --- | --- |
//! | `args` | command line parsing and the help text |
//! | `demo`, `checks`, `bench`, `style`, `shots` | one command each |
//! | `deny` | the dependency check (licences, sources, advisories), a part of `checks` |
//! | `tools`, `install` | pinned tools and their installation into the per-user cache |
//! | `app`, `module` | the release build of the page, and of the app as a single module |
//! | `split/` | a separate program: code wasm_bindgen_wrapper of the page's wasm |
//! | `dist/` | the deployable files: site, web server configuration, licences, npm package |
//! | `browser`, `driver`, `servers`, `debian` | browsers, WebDriver servers, web servers, and their system packages |
//! | `steps`, `test_counts` | timing and outcome of each step; counts of test results |
//! | `process`, `error` | child processes, and error messages |

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
mod error;
mod install;
mod module;
mod process;
mod servers;
mod shots;
mod steps;
mod style;
mod test_counts;
mod tools;

use std::process::ExitCode;

use args::Command;

fn main() -> ExitCode {
    let command = match args::parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("error: {error}\n\nTry `cargo xtask help`.");
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
        Command::Bench(options) => bench::run(&options),
        Command::Style => style::run().map(|()| ExitCode::SUCCESS),
        Command::Shots => shots::run(),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}
