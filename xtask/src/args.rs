//! Command line parsing for `cargo xtask`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value};

use crate::browser::BrowserKind;
use crate::error::{Error, Result};

/// The output of `cargo xtask help`.
pub const HELP: &str = "\
The project's own commands.

cargo xtask demo      install the tools, build the app, serve it with a mock service
    --port N              listen on this port of the loopback address [8080]
    --upstream URL        forward requests to a real service (read only) instead of the mock service
    --header 'Name: v'    send this header to the upstream; repeatable. Alternatively set
                          REPLICA_LOG_HEADERS, one header per line, which stays out of the shell history
    --base PATH           serve the app below this path [/]
    --allow-origin URL    allow this origin to send requests with credentials (CORS)
    --old-server          behave like an old service version without the newer endpoints
    --gateway             put the console's gateway in front of the mock service: sign-in by cookie, API below /web

cargo xtask test      run all checks; the last line of the output is the total
    --only LIST           some of fmt,clippy,doc,deny,native,web,e2e
    --browser LIST        some of chromium,firefox, for e2e [both]
    -- ARGS               arguments for the test programs, such as a part of a test's name

cargo xtask dist      build the deployable files into dist/: dist/site for any web server, with compressed
                      copies; configuration for nginx and Caddy; dist/npm, the package for host pages

cargo xtask bench     compare the app with a vanilla-JS page: bytes, times, heap; fails if a budget is exceeded
    --quick               fewer rounds
    --only PART           one of visits, changes, growth, reading, analyses, mounts
    --before FOLDER       also measure another build of the app, such as the dist/site of an earlier commit, in
                          the same rounds; mounts only if its npm package is beside it (FOLDER/../npm)

cargo xtask style     join style/*.css into target/style/replica-log.css
cargo xtask shots     update the screenshots in docs/
cargo xtask help      print this text";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Build the app and serve it with the mock service.
    Demo(Demo),
    /// Run all checks, or some of them.
    Test(Test),
    /// Build the deployable files.
    Dist,
    /// Run the benchmarks.
    Bench(Bench),
    /// Join the style sheets.
    Style,
    /// Take the screenshots.
    Shots,
}

/// The options of `demo`.
#[derive(Debug, PartialEq, Eq)]
pub struct Demo {
    /// Port on the loopback address; 0 lets the system choose one.
    pub port: u16,
    /// The real service that replaces the mock service.
    pub upstream: Option<Upstream>,
    /// `Name: value` lines for the upstream. Secret: never printed and never on a child's command line.
    pub headers: Vec<String>,
    /// The base path of the app.
    pub base: Option<String>,
    /// An origin that may send cross-origin requests.
    pub allow_origin: Option<String>,
    /// Whether to respond like an old service version.
    pub old_server: bool,
    /// Whether to put the console's gateway in front of the mock service.
    pub gateway: bool,
}

/// The address of a real service, parsed far enough to open a connection.
#[derive(Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The whole URL, unchanged.
    pub url: String,
    /// Host name or address, without brackets.
    pub host: String,
    /// Port; defaults to the one of the scheme.
    pub port: u16,
}

/// The options of `test`.
#[derive(Debug, PartialEq, Eq)]
pub struct Test {
    /// The checks to run, in their order.
    pub checks: Vec<Check>,
    /// The browsers for the end-to-end tests.
    pub browsers: Vec<BrowserKind>,
    /// Arguments for the test programs.
    pub extra_args: Vec<OsString>,
}

/// The options of `bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bench {
    /// Whether to run fewer rounds.
    pub quick: bool,
    /// The only benchmark to run.
    pub only: Option<String>,
    /// The `dist/site` folder of another build of the app.
    pub before: Option<PathBuf>,
}

/// A check of `test`. The variants are declared in the order in which they run: quick ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Formatting.
    Fmt,
    /// Lints, natively and for wasm.
    Clippy,
    /// Documentation builds without a warning.
    Doc,
    /// Licences, sources, duplicates and advisories of the dependencies.
    Deny,
    /// Tests that need no browser.
    Native,
    /// Component tests in a browser.
    Web,
    /// End-to-end tests in a browser.
    E2e,
}

impl Check {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [Self::Fmt, Self::Clippy, Self::Doc, Self::Deny, Self::Native, Self::Web, Self::E2e];

    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Deny => "deny",
            Self::Native => "native",
            Self::Web => "web",
            Self::E2e => "e2e",
        }
    }
}

/// Parses the command line, without the program's own name.
///
/// # Errors
/// When an argument is unknown, missing or malformed. The message never contains a header's value, which may be secret.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    // Split before parsing: options after `--` belong to the test program.
    let extra_args = match args.iter().position(|arg| arg == "--") {
        Some(at) => {
            let rest = args.split_off(at);
            Some(rest.into_iter().skip(1).collect::<Vec<_>>())
        }
        None => None,
    };
    let mut parser = lexopt::Parser::from_args(args);
    let command = match parser.next().map_err(usage_error)? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Value(word)) => word.to_string_lossy().into_owned(),
        Some(other) => return Err(usage_error(other.unexpected())),
    };
    if extra_args.is_some() && command != "test" {
        return Err(Error::new(format!("`{command}` accepts no arguments after `--`")));
    }
    match command.as_str() {
        "help" => Ok(Command::Help),
        "demo" => parse_demo(&mut parser),
        "test" => parse_test(&mut parser, extra_args.unwrap_or_default()),
        "dist" => no_options(&mut parser, Command::Dist),
        "bench" => parse_bench(&mut parser),
        "style" => no_options(&mut parser, Command::Style),
        "shots" => no_options(&mut parser, Command::Shots),
        other => Err(Error::new(format!("unknown command `{other}`"))),
    }
}

fn usage_error(error: lexopt::Error) -> Error {
    Error::new(error.to_string())
}

fn no_options(parser: &mut lexopt::Parser, command: Command) -> Result<Command> {
    match parser.next().map_err(usage_error)? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help),
        Some(other) => Err(usage_error(other.unexpected())),
    }
}

fn parse_demo(parser: &mut lexopt::Parser) -> Result<Command> {
    let mut demo = Demo {
        port: 8080,
        upstream: None,
        headers: Vec::new(),
        base: None,
        allow_origin: None,
        old_server: false,
        gateway: false,
    };
    while let Some(arg) = parser.next().map_err(usage_error)? {
        match arg {
            Long("port") => {
                let value = string_value(parser, "--port")?;
                demo.port = value
                    .parse()
                    .map_err(|_| Error::new(format!("--port takes a number from 0 to 65535, not `{value}`")))?;
            }
            Long("upstream") => demo.upstream = Some(parse_upstream(&string_value(parser, "--upstream")?)?),
            Long("header") => demo.headers.push(parse_header(string_value(parser, "--header")?)?),
            Long("base") => {
                let value = string_value(parser, "--base")?;
                if !value.starts_with('/') {
                    return Err(Error::new(format!("--base takes a path that begins with `/`, not `{value}`")));
                }
                demo.base = Some(value);
            }
            Long("allow-origin") => demo.allow_origin = Some(string_value(parser, "--allow-origin")?),
            Long("old-server") => demo.old_server = true,
            Long("gateway") => demo.gateway = true,
            Short('h') | Long("help") => return Ok(Command::Help),
            // Not repeated in the message: it may be the second half of an unquoted header, and secret.
            Value(_) => return Err(Error::new("demo accepts only options; quote the value of --header")),
            other => return Err(usage_error(other.unexpected())),
        }
    }
    if demo.upstream.is_none() && !demo.headers.is_empty() {
        return Err(Error::new("--header requires a real service, set with --upstream URL"));
    }
    for (option, is_set) in [("--old-server", demo.old_server), ("--gateway", demo.gateway)] {
        if demo.upstream.is_some() && is_set {
            return Err(Error::new(format!("{option} applies to the mock service and cannot be used with --upstream")));
        }
    }
    Ok(Command::Demo(demo))
}

/// The value of an option. It is not repeated in the error message, because it may be secret.
fn string_value(parser: &mut lexopt::Parser, option: &str) -> Result<String> {
    let value = parser.value().map_err(|_| Error::new(format!("{option} requires a value")))?;
    value.into_string().map_err(|_| Error::new(format!("the value of {option} is not UTF-8")))
}

fn parse_header(line: String) -> Result<String> {
    let name = line.split_once(':').map(|(name, _)| name);
    let token = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    if line.contains(['\n', '\r', '\0']) || !name.is_some_and(token) {
        return Err(Error::new("--header takes one line of the form 'Name: value'"));
    }
    Ok(line)
}

fn parse_upstream(url: &str) -> Result<Upstream> {
    let invalid = |why: &str| Error::new(format!("--upstream takes a URL like https://bkrepo.example.com/web: {why}"));
    let (scheme, rest) = url.split_once("://").ok_or_else(|| invalid("`://` is missing"))?;
    let default_port = match scheme.to_ascii_lowercase().as_str() {
        "http" => 80,
        "https" => 443,
        _ => return Err(invalid("the scheme must be http or https")),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(invalid("set credentials with --header"));
    }
    if rest.contains(['?', '#']) {
        return Err(invalid("query and fragment are not allowed"));
    }
    let (host, port) = match authority.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((host, after)) => (host, after.strip_prefix(':')),
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    if host.is_empty() {
        return Err(invalid("the host is missing"));
    }
    let port = match port {
        Some(port) => port.parse().map_err(|_| invalid("the port is not a number"))?,
        None => default_port,
    };
    Ok(Upstream { url: url.to_owned(), host: host.to_owned(), port })
}

fn parse_test(parser: &mut lexopt::Parser, extra_args: Vec<OsString>) -> Result<Command> {
    let (mut checks, mut browsers) = (Check::ALL.to_vec(), BrowserKind::ALL.to_vec());
    while let Some(arg) = parser.next().map_err(usage_error)? {
        match arg {
            Long("only") => {
                checks = string_value(parser, "--only")?.split(',').map(parse_check).collect::<Result<_>>()?;
                checks.sort();
                checks.dedup();
            }
            Long("browser") => {
                browsers = string_value(parser, "--browser")?.split(',').map(parse_browser).collect::<Result<_>>()?;
                browsers.sort();
                browsers.dedup();
            }
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(usage_error(other.unexpected())),
        }
    }
    Ok(Command::Test(Test { checks, browsers, extra_args }))
}

fn parse_bench(parser: &mut lexopt::Parser) -> Result<Command> {
    const BENCHMARKS: [&str; 6] = ["visits", "changes", "growth", "reading", "analyses", "mounts"];
    let mut bench = Bench::default();
    while let Some(arg) = parser.next().map_err(usage_error)? {
        match arg {
            Long("quick") => bench.quick = true,
            Long("only") => {
                let value = string_value(parser, "--only")?;
                if !BENCHMARKS.contains(&value.as_str()) {
                    return Err(Error::new(format!("--only takes one of {}, not `{value}`", BENCHMARKS.join(", "))));
                }
                bench.only = Some(value);
            }
            Long("before") => {
                let value = parser.value().map_err(|_| Error::new("--before requires a folder"))?;
                bench.before = Some(PathBuf::from(value));
            }
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(usage_error(other.unexpected())),
        }
    }
    Ok(Command::Bench(bench))
}

fn parse_check(value: &str) -> Result<Check> {
    Check::ALL.into_iter().find(|check| check.name() == value.trim()).ok_or_else(|| {
        let names = Check::ALL.map(Check::name).join(", ");
        Error::new(format!("--only takes some of {names}, separated by commas, not `{value}`"))
    })
}

fn parse_browser(value: &str) -> Result<BrowserKind> {
    BrowserKind::ALL.into_iter().find(|kind| kind.name() == value.trim()).ok_or_else(|| {
        let names = BrowserKind::ALL.map(BrowserKind::name).join(", ");
        Error::new(format!("--browser takes some of {names}, separated by commas, not `{value}`"))
    })
}

#[cfg(test)]
mod tests;
