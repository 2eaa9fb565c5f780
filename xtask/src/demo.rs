//! `cargo xtask demo`: from a bare checkout to a page in the browser.

use std::net::{Ipv4Addr, TcpListener, TcpStream, ToSocketAddrs};
use std::os::unix::process::CommandExt;
use std::process::ExitCode;
use std::time::Duration;

use crate::app::{self, Smaller};
use crate::args::{Demo, Upstream};
use crate::fail::{Fail, Result};
use crate::process;
use crate::steps::Steps;

/// Builds the app and the stand-in, then becomes the stand-in, which prints its own address.
///
/// # Errors
/// When something is missing that cannot be had, a build fails, the port is taken or the upstream does not answer.
pub fn run(demo: &Demo) -> Result<ExitCode> {
    // Before minutes of building, what can be known at once.
    free(demo.port)?;
    if let Some(upstream) = &demo.upstream {
        answers(upstream)?;
    }
    let mut steps = Steps::default();
    app::build(&mut steps, Smaller::Should)?;
    steps.take("compile the stand-in", || {
        process::run(&mut stand_in("build", demo.upstream.is_some()), "Compiling the stand-in")
    })?;
    println!("Ready after {}:\n{}", steps.took(), steps.table());

    let mut serve = stand_in("run", demo.upstream.is_some());
    serve.args(["--quiet", "--", "--port", &demo.port.to_string(), "--app"]).arg(app::folder());
    if let Some(upstream) = &demo.upstream {
        serve.args(["--upstream", &upstream.url]);
    }
    if let Some(base) = &demo.base {
        serve.args(["--base", base]);
    }
    if let Some(origin) = &demo.allow_origin {
        serve.args(["--allow-origin", origin]);
    }
    if demo.old_server {
        serve.arg("--old-server");
    }
    // Everybody on the machine can read a command line; the environment is ours alone. Headers from there stay.
    if !demo.headers.is_empty() {
        let inherited = std::env::var("REPLICA_LOG_HEADERS").unwrap_or_default();
        let lines = inherited.lines().map(str::to_owned).chain(demo.headers.iter().cloned());
        serve.env("REPLICA_LOG_HEADERS", lines.collect::<Vec<_>>().join("\n"));
    }
    // In our place, not below us: Ctrl-C and `kill` reach it, its exit code is ours, and the headers
    // that were typed to us are on no command line any more.
    let error = serve.exec();
    Err(Fail::new(format!("could not start the stand-in: {error}")))
}

fn stand_in(verb: &str, upstream: bool) -> std::process::Command {
    let mut cargo = process::cargo();
    cargo.args([verb, "--package", "replica-log-demo"]);
    if upstream {
        cargo.args(["--features", "upstream"]);
    }
    cargo
}

fn free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Err(Fail::new(format!("port {port} is in use; choose another with --port, or 0 for any that is free")))
        }
        Err(error) => Err(Fail::new(format!("cannot listen on port {port} of the loopback address: {error}"))),
    }
}

/// Whether anybody listens there. What they speak, the stand-in finds out.
fn answers(upstream: &Upstream) -> Result<()> {
    let silent = |why: String| Fail::new(format!("the upstream {} does not answer: {why}", upstream.url));
    let addresses = (upstream.host.as_str(), upstream.port).to_socket_addrs().map_err(|e| silent(e.to_string()))?;
    let mut why = "its name has no address".to_owned();
    for address in addresses {
        match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
            Ok(_) => return Ok(()),
            Err(error) => why = format!("{address}: {error}"),
        }
    }
    Err(silent(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_said_to_be() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = taken.local_addr().expect("an address").port();
        let words = free(port).expect_err("it is taken").to_string();
        assert!(words.contains(&format!("port {port} is in use")), "{words}");
        assert_eq!(free(0), Ok(()));
    }

    #[test]
    fn an_upstream_is_knocked_at() {
        let there = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = there.local_addr().expect("an address").port();
        let upstream = Upstream { url: format!("http://127.0.0.1:{port}"), host: "127.0.0.1".into(), port };
        assert_eq!(answers(&upstream), Ok(()));
        drop(there);
        // A program that another test is just starting may hold the port for a moment more.
        let mut answer = answers(&upstream);
        for _ in 0..1000 {
            if answer.is_ok() {
                std::thread::yield_now();
                answer = answers(&upstream);
            }
        }
        assert!(answer.expect_err("nobody is there").to_string().contains("does not answer"));
    }
}
