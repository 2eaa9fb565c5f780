//! The command line.

use lexopt::prelude::*;
use replica_log_demo::{Options, Upstream};
use std::ffi::OsString;
use std::time::Duration;

pub(crate) const HELP: &str = "\
A stand-in for BK-Repo's replication service, and a server for the app.

Usage: replica-log-demo [OPTIONS]

  --port N          port on 127.0.0.1; 0 for any (default 8080)
  --app DIR         the built app, a folder with an index.html
  --base PATH       where the app is served (default /)
  --api-base PATH   what stands before /replication/api (default empty)
  --old-server      answer as servers of some releases ago did
  --allow-origin O  let pages of this origin ask, with credentials
  --run-for SECONDS how long the running records still take (default 600)
  --upstream URL    pass the API on to a real service, GET only; URL is what
                    stands before /replication/api there
  --header 'N: V'   send this header to the real service; may be repeated
  --help            show this text

Headers may also stand in the environment variable REPLICA_LOG_HEADERS, one on
a line: what is on a command line can be read by everyone on the machine.
";

/// What was asked for.
pub(crate) enum Args {
    Help,
    Serve { port: u16, options: Box<Options> },
}

/// Reads the command line, and the headers from the environment.
pub(crate) fn read(args: impl IntoIterator<Item = OsString>, environment: Option<OsString>) -> Result<Args, String> {
    let mut options = Options { shortcuts: true, ..Options::default() };
    let (mut port, mut address, mut headers) = (8080, None, Vec::new());
    for line in environment.unwrap_or_default().to_string_lossy().lines() {
        if !line.trim().is_empty() {
            headers.push(header(line).ok_or("A line of REPLICA_LOG_HEADERS is not of the form “Name: value”.")?);
        }
    }
    let mut parser = lexopt::Parser::from_iter(args);
    while let Some(arg) = parser.next().map_err(sentence)? {
        match arg {
            Long("port") => port = number(&mut parser, "--port")?,
            Long("app") => options.app = Some(parser.value().map_err(sentence)?.into()),
            Long("base") => options.base = text(&mut parser)?,
            Long("api-base") => options.api_base = text(&mut parser)?,
            Long("old-server") => options.old_server = true,
            Long("allow-origin") => {
                let origin = text(&mut parser)?;
                // To everybody, no browser gives credentials.
                if !origin.contains("://") || origin.contains('*') {
                    return Err("--allow-origin wants one origin, such as https://portal.example.com.".into());
                }
                options.allow_origin = Some(origin);
            }
            Long("run-for") => options.run_for = Duration::from_secs(number::<u32>(&mut parser, "--run-for")?.into()),
            Long("upstream") => address = Some(text(&mut parser)?),
            // The value may be a secret: it is not repeated, not even when it is wrong.
            Long("header") => {
                headers.push(header(&text(&mut parser)?).ok_or("--header must be of the form “Name: value”.")?)
            }
            Long("help") | Short('h') => return Ok(Args::Help),
            Long(name) => return Err(format!("There is no option --{name}; --help lists them.")),
            _ => return Err("Only options are understood; --help lists them.".into()),
        }
    }
    if let Some(base) = address {
        // The places of the data set do not exist in a real service.
        options.shortcuts = false;
        options.upstream = Some(Upstream { base, headers });
    }
    let options = Box::new(options);
    Ok(Args::Serve { port, options })
}

fn sentence(error: lexopt::Error) -> String {
    format!("The command line cannot be read: {error}.")
}

fn text(parser: &mut lexopt::Parser) -> Result<String, String> {
    let value = parser.value().map_err(sentence)?;
    value.into_string().map_err(|_| "A value on the command line is not text.".into())
}

fn number<T: std::str::FromStr>(parser: &mut lexopt::Parser, option: &str) -> Result<T, String> {
    let text = text(parser)?;
    text.parse().map_err(|_| format!("{option} wants a number, not “{text}”."))
}

fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    (!name.is_empty()).then(|| (name.into(), value.trim().into()))
}
