//! What a person may type after `cargo xtask`.

use std::ffi::OsString;

use lexopt::prelude::{Long, Short, Value};

use crate::browser::Kind;
use crate::fail::{Fail, Result};

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
The project's own commands.

cargo xtask demo      bring the tools, build the app, serve it beside a stand-in of the service
    --port N              listen on this port of the loopback address [8080]
    --upstream URL        pass questions on to a real service (read only) instead of the stand-in
    --header 'Name: v'    send this header to the upstream; may be repeated. Or set
                          REPLICA_LOG_HEADERS, one header a line, which no shell history keeps
    --base PATH           serve the app below this path [/]
    --allow-origin URL    let the pages of this origin ask it, with credentials
    --old-server          answer as services do that do not know the newer endpoints

cargo xtask test      every check there is; the last line is the sum
    --only LIST           some of fmt,clippy,doc,deny,native,web,e2e
    --browser LIST        some of chromium,firefox, for e2e [both]
    -- ARGS               passed on to the test programs, a part of a test's name for one

cargo xtask dist      build what is deployed into dist/: dist/site for any web server, with compressed
                      twins; settings for nginx and Caddy; dist/npm, the package for other pages

cargo xtask bench     measure the app beside a page by hand: bytes, times, heap; fails on a missed budget
    --quick               fewer rounds
    --only PART           one of visits, changes, growth, reading, mounts

cargo xtask style     join style/*.css into target/style/replica-log.css
cargo xtask shots     draw the pictures in docs/ anew
cargo xtask help      this text";

/// One of the commands, with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Build and serve.
    Demo(Demo),
    /// Check everything, or some of it.
    Test(Test),
    /// Build what is deployed.
    Dist,
    /// Measure; what was typed goes to the program that does.
    Bench(Vec<OsString>),
    /// Join the style sheets.
    Style,
    /// Draw the pictures.
    Shots,
}

/// The options of `demo`.
#[derive(Debug, PartialEq, Eq)]
pub struct Demo {
    /// Port on the loopback address; 0 lets the system choose.
    pub port: u16,
    /// The real service to ask instead of the stand-in.
    pub upstream: Option<Upstream>,
    /// `Name: value` lines for the upstream. Secret: never printed, never on a command line of ours.
    pub headers: Vec<String>,
    /// The path that the app is served below.
    pub base: Option<String>,
    /// An origin whose pages may ask as well.
    pub allow_origin: Option<String>,
    /// Whether to answer as an old service does.
    pub old_server: bool,
}

/// A real service, as typed, and where it can be knocked at.
#[derive(Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The whole URL, as typed.
    pub url: String,
    /// Host name or address, without brackets.
    pub host: String,
    /// Port, the scheme's own if none was typed.
    pub port: u16,
}

/// The options of `test`.
#[derive(Debug, PartialEq, Eq)]
pub struct Test {
    /// The parts to run, in the order in which they run.
    pub parts: Vec<Part>,
    /// The browsers for whole pages.
    pub browsers: Vec<Kind>,
    /// What goes to the test programs.
    pub passed_on: Vec<OsString>,
}

/// A part of `test`; declared in the order in which they run, quick failures first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Formatting.
    Fmt,
    /// Lints, natively and for wasm.
    Clippy,
    /// Documentation builds without a warning.
    Doc,
    /// Licences, sources, duplicates and advisories of what comes with us.
    Deny,
    /// Tests that need no browser.
    Native,
    /// Components in a browser.
    Web,
    /// Whole pages in a browser.
    E2e,
}

impl Part {
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

/// Reads what was typed, without the program's own name.
///
/// # Errors
/// Says in words what is unknown, missing or malformed. A header's value is never repeated.
pub fn read(typed: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut own: Vec<OsString> = typed.into_iter().collect();
    // Taken off by hand: an option after `--` is a test program's, not ours.
    let passed_on = match own.iter().position(|word| word == "--") {
        Some(at) => {
            let rest = own.split_off(at);
            Some(rest.into_iter().skip(1).collect::<Vec<_>>())
        }
        None => None,
    };
    let mut parser = lexopt::Parser::from_args(own);
    let command = match parser.next().map_err(words)? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Value(word)) => word.to_string_lossy().into_owned(),
        Some(other) => return Err(words(other.unexpected())),
    };
    if passed_on.is_some() && command != "test" {
        return Err(Fail::new(format!("`{command}` passes nothing on, so there can be no `--`")));
    }
    match command.as_str() {
        "help" => Ok(Command::Help),
        "demo" => demo(&mut parser),
        "test" => test(&mut parser, passed_on.unwrap_or_default()),
        "dist" => bare(&mut parser, Command::Dist),
        "bench" => bench(&mut parser),
        "style" => bare(&mut parser, Command::Style),
        "shots" => bare(&mut parser, Command::Shots),
        other => Err(Fail::new(format!("there is no command `{other}`"))),
    }
}

fn words(error: lexopt::Error) -> Fail {
    Fail::new(error.to_string())
}

fn bare(parser: &mut lexopt::Parser, command: Command) -> Result<Command> {
    match parser.next().map_err(words)? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help),
        Some(other) => Err(words(other.unexpected())),
    }
}

fn demo(parser: &mut lexopt::Parser) -> Result<Command> {
    let mut demo =
        Demo { port: 8080, upstream: None, headers: Vec::new(), base: None, allow_origin: None, old_server: false };
    while let Some(arg) = parser.next().map_err(words)? {
        match arg {
            Long("port") => {
                let typed = text(parser, "--port")?;
                demo.port = typed
                    .parse()
                    .map_err(|_| Fail::new(format!("--port takes a number from 0 to 65535, not `{typed}`")))?;
            }
            Long("upstream") => demo.upstream = Some(upstream(&text(parser, "--upstream")?)?),
            Long("header") => demo.headers.push(header(text(parser, "--header")?)?),
            Long("base") => {
                let typed = text(parser, "--base")?;
                if !typed.starts_with('/') {
                    return Err(Fail::new(format!("--base takes a path that begins with `/`, not `{typed}`")));
                }
                demo.base = Some(typed);
            }
            Long("allow-origin") => demo.allow_origin = Some(text(parser, "--allow-origin")?),
            Long("old-server") => demo.old_server = true,
            Short('h') | Long("help") => return Ok(Command::Help),
            // Not repeated: it may be the second half of a header that somebody did not quote.
            Value(_) => return Err(Fail::new("demo takes options only; is a header there without its quotes?")),
            other => return Err(words(other.unexpected())),
        }
    }
    if demo.upstream.is_none() && !demo.headers.is_empty() {
        return Err(Fail::new("--header is for a real service: say which one with --upstream URL"));
    }
    if demo.upstream.is_some() && demo.old_server {
        return Err(Fail::new("--old-server is about the stand-in; with --upstream there is none"));
    }
    Ok(Command::Demo(demo))
}

/// The option's value, never repeated when it cannot be read.
fn text(parser: &mut lexopt::Parser, option: &str) -> Result<String> {
    let value = parser.value().map_err(|_| Fail::new(format!("{option} wants a value")))?;
    value.into_string().map_err(|_| Fail::new(format!("the value of {option} is not UTF-8")))
}

fn header(line: String) -> Result<String> {
    let name = line.split_once(':').map(|(name, _)| name);
    let token = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    if line.contains(['\n', '\r', '\0']) || !name.is_some_and(token) {
        return Err(Fail::new("--header takes one line of the form 'Name: value'"));
    }
    Ok(line)
}

fn upstream(url: &str) -> Result<Upstream> {
    let wrong = |why: &str| Fail::new(format!("--upstream takes a URL like https://bkrepo.example.com/web: {why}"));
    let (scheme, rest) = url.split_once("://").ok_or_else(|| wrong("there is no `://` in it"))?;
    let default_port = match scheme.to_ascii_lowercase().as_str() {
        "http" => 80,
        "https" => 443,
        _ => return Err(wrong("only http and https are spoken")),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(wrong("credentials go into --header, not into the URL"));
    }
    if rest.contains(['?', '#']) {
        return Err(wrong("it ends with the path"));
    }
    let (host, port) = match authority.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((host, after)) => (host, after.strip_prefix(':')),
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    if host.is_empty() {
        return Err(wrong("there is no host in it"));
    }
    let port = match port {
        Some(port) => port.parse().map_err(|_| wrong("its port is no number"))?,
        None => default_port,
    };
    Ok(Upstream { url: url.to_owned(), host: host.to_owned(), port })
}

fn test(parser: &mut lexopt::Parser, passed_on: Vec<OsString>) -> Result<Command> {
    let (mut parts, mut browsers) = (Part::ALL.to_vec(), Kind::ALL.to_vec());
    while let Some(arg) = parser.next().map_err(words)? {
        match arg {
            Long("only") => {
                parts = text(parser, "--only")?.split(',').map(part).collect::<Result<_>>()?;
                parts.sort();
                parts.dedup();
            }
            Long("browser") => {
                browsers = text(parser, "--browser")?.split(',').map(browser).collect::<Result<_>>()?;
                browsers.sort();
                browsers.dedup();
            }
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(words(other.unexpected())),
        }
    }
    Ok(Command::Test(Test { parts, browsers, passed_on }))
}

fn bench(parser: &mut lexopt::Parser) -> Result<Command> {
    const PARTS: [&str; 5] = ["visits", "changes", "growth", "reading", "mounts"];
    let (mut quick, mut only) = (false, None);
    while let Some(arg) = parser.next().map_err(words)? {
        match arg {
            Long("quick") => quick = true,
            Long("only") => {
                let typed = text(parser, "--only")?;
                if !PARTS.contains(&typed.as_str()) {
                    return Err(Fail::new(format!("--only takes one of {}, not `{typed}`", PARTS.join(", "))));
                }
                only = Some(typed);
            }
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(words(other.unexpected())),
        }
    }
    let quick = quick.then(|| "--quick".to_owned());
    let only = only.into_iter().flat_map(|part| ["--only".to_owned(), part]);
    Ok(Command::Bench(quick.into_iter().chain(only).map(OsString::from).collect()))
}

fn part(typed: &str) -> Result<Part> {
    Part::ALL.into_iter().find(|part| part.name() == typed.trim()).ok_or_else(|| {
        let names = Part::ALL.map(Part::name).join(", ");
        Fail::new(format!("--only takes some of {names}, separated by commas, not `{typed}`"))
    })
}

fn browser(typed: &str) -> Result<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.name() == typed.trim()).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::name).join(", ");
        Fail::new(format!("--browser takes some of {names}, separated by commas, not `{typed}`"))
    })
}

#[cfg(test)]
mod tests;
