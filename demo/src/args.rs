//! Command line parsing.

use lexopt::prelude::*;
use replica_log_demo::{Options, Upstream};
use std::ffi::OsString;
use std::time::Duration;

pub(crate) const HELP: &str = "\
A mock of BK-Repo's replication service, and a web server for the app.

Usage: replica-log-demo [OPTIONS]

  --port N          port on 127.0.0.1; 0 for any (default 8080)
  --app DIR         the built app, a folder with an index.html
  --base PATH       the base path of the app (default /)
  --api-base PATH   path prefix before /replication/api (default empty)
  --old-server      behave like an old server version
  --gateway         put the console's gateway in front: the API below /web, a
                    cookie instead of Authorization, a page to sign in
  --gateway-zone Z  time zone of the profile, which the gateway sends instead
                    of the page's (default: the service's zone)
  --allow-origin O  allow requests with credentials from this origin (CORS)
  --stock-cors      with --allow-origin: allow and expose only the headers of
                    the stock gateway
  --run-for SECONDS remaining duration of the running records (default 600)
  --upstream URL    forward API requests to a real service, GET only; URL is
                    its prefix before /replication/api
  --header 'N: V'   send this header to the real service; repeatable. A plain
                    host takes Authorization, the console's /web a Cookie
  --help            print this text

The environment variable REPLICA_LOG_HEADERS may also contain headers, one per
line. Unlike a command line, it is not visible to other users of the machine.
";

/// The parsed command line.
pub(crate) enum Args {
    Help,
    Serve { port: u16, options: Box<Options> },
}

/// Parses the command line, and the headers of the environment variable.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>, environment: Option<OsString>) -> Result<Args, String> {
    let mut options = Options { shortcuts: true, ..Options::default() };
    let (mut port, mut upstream_base, mut headers) = (8080, None, Vec::new());
    for line in environment.unwrap_or_default().to_string_lossy().lines() {
        if !line.trim().is_empty() {
            headers.push(parse_header(line).ok_or("A line of REPLICA_LOG_HEADERS is not of the form “Name: value”.")?);
        }
    }
    let mut parser = lexopt::Parser::from_iter(args);
    while let Some(arg) = parser.next().map_err(invalid_command_line)? {
        match arg {
            Long("port") => port = number_value(&mut parser, "--port")?,
            Long("app") => options.app = Some(parser.value().map_err(invalid_command_line)?.into()),
            Long("base") => options.base = string_value(&mut parser)?,
            Long("api-base") => options.api_base = string_value(&mut parser)?,
            Long("old-server") => options.old_server = true,
            Long("gateway") => options.gateway = true,
            Long("gateway-zone") => options.gateway_zone = Some(string_value(&mut parser)?),
            Long("stock-cors") => options.stock_cors = true,
            Long("allow-origin") => {
                let origin = string_value(&mut parser)?;
                // Browsers reject credentials for the wildcard origin.
                if !origin.contains("://") || origin.contains('*') {
                    return Err("--allow-origin requires one origin, such as https://portal.example.com.".into());
                }
                options.allow_origin = Some(origin);
            }
            Long("run-for") => {
                options.run_for = Duration::from_secs(number_value::<u32>(&mut parser, "--run-for")?.into())
            }
            Long("upstream") => upstream_base = Some(string_value(&mut parser)?),
            // The value may be secret, so error messages do not contain it.
            Long("header") => headers
                .push(parse_header(&string_value(&mut parser)?).ok_or("--header must be of the form “Name: value”.")?),
            Long("help") | Short('h') => return Ok(Args::Help),
            Long(name) => return Err(format!("Unknown option --{name}; --help lists all options.")),
            _ => return Err("Positional arguments are not supported; --help lists all options.".into()),
        }
    }
    if options.gateway_zone.is_some() && !options.gateway {
        return Err("--gateway-zone requires --gateway.".into());
    }
    if options.stock_cors && options.allow_origin.is_none() {
        return Err("--stock-cors requires --allow-origin.".into());
    }
    if let Some(base) = upstream_base {
        if options.gateway {
            return Err("--gateway belongs to the mock service and cannot be used with --upstream.".into());
        }
        // The shortcuts lead to the data set, which a real service does not have.
        options.shortcuts = false;
        options.upstream = Some(Upstream { base, headers });
    }
    let options = Box::new(options);
    Ok(Args::Serve { port, options })
}

fn invalid_command_line(error: lexopt::Error) -> String {
    format!("Invalid command line: {error}.")
}

fn string_value(parser: &mut lexopt::Parser) -> Result<String, String> {
    let value = parser.value().map_err(invalid_command_line)?;
    value.into_string().map_err(|_| "A value on the command line is not UTF-8.".into())
}

fn number_value<T: std::str::FromStr>(parser: &mut lexopt::Parser, option: &str) -> Result<T, String> {
    let text = string_value(parser)?;
    text.parse().map_err(|_| format!("{option} requires a number, not “{text}”."))
}

fn parse_header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    (!name.is_empty()).then(|| (name.into(), value.trim().into()))
}
