//! `cargo xtask demo`: builds the app and serves it with the mock service.

use std::net::{Ipv4Addr, TcpListener, TcpStream, ToSocketAddrs};
use std::os::unix::process::CommandExt;
use std::process::ExitCode;
use std::time::Duration;

use crate::app::{self, WasmOptPolicy};
use crate::args::{Demo, Upstream};
use crate::error::{Error, Result};
use crate::process;
use crate::steps::Steps;

/// Builds the app and the mock service, then replaces this process by the mock service, which prints its address.
///
/// # Errors
/// When a tool cannot be installed, a build fails, the port is in use, or the upstream is unreachable.
pub fn run(demo: &Demo) -> Result<ExitCode> {
    // Checked first, because building takes minutes.
    check_port_free(demo.port)?;
    if let Some(upstream) = &demo.upstream {
        check_reachable(upstream)?;
    }
    let mut steps = Steps::default();
    app::build(&mut steps, WasmOptPolicy::Optional)?;
    steps.run("compile the mock service", || {
        process::run(&mut cargo_demo("build", demo.upstream.is_some()), "Compiling the mock service")
    })?;
    println!("Ready after {}:\n{}", steps.total_time(), steps.table());

    let mut serve = cargo_demo("run", demo.upstream.is_some());
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
    if demo.gateway {
        serve.arg("--gateway");
    }
    // Passed by environment: other users can read a command line. Headers that are already set there are kept.
    if !demo.headers.is_empty() {
        let inherited = std::env::var("REPLICA_LOG_HEADERS").unwrap_or_default();
        let lines = inherited.lines().map(str::to_owned).chain(demo.headers.iter().cloned());
        serve.env("REPLICA_LOG_HEADERS", lines.collect::<Vec<_>>().join("\n"));
    }
    // `exec` instead of a child process: signals and the exit code are the server's, and the headers of this
    // process's command line are no longer visible.
    let error = serve.exec();
    Err(Error::new(format!("could not start the mock service: {error}")))
}

fn cargo_demo(verb: &str, upstream: bool) -> std::process::Command {
    let mut cargo = process::cargo();
    cargo.args([verb, "--package", "replica-log-demo"]);
    if upstream {
        cargo.args(["--features", "upstream"]);
    }
    cargo
}

fn check_port_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Err(Error::new(format!("port {port} is in use; choose another one with --port, or 0 for any free port")))
        }
        Err(error) => Err(Error::new(format!("cannot listen on port {port} of the loopback address: {error}"))),
    }
}

/// Checks that the upstream accepts a TCP connection. The server checks the protocol later.
fn check_reachable(upstream: &Upstream) -> Result<()> {
    let unreachable = |why: String| Error::new(format!("the upstream {} is unreachable: {why}", upstream.url));
    let addresses =
        (upstream.host.as_str(), upstream.port).to_socket_addrs().map_err(|e| unreachable(e.to_string()))?;
    let mut why = "the host name has no address".to_owned();
    for address in addresses {
        match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
            Ok(_) => return Ok(()),
            Err(error) => why = format!("{address}: {error}"),
        }
    }
    Err(unreachable(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_reported() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let message = check_port_free(port).expect_err("the port is in use").to_string();
        assert!(message.contains(&format!("port {port} is in use")), "{message}");
        assert_eq!(check_port_free(0), Ok(()));
    }

    #[test]
    fn an_unreachable_upstream_is_reported() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let upstream = Upstream { url: format!("http://127.0.0.1:{port}"), host: "127.0.0.1".into(), port };
        assert_eq!(check_reachable(&upstream), Ok(()));
        drop(listener);
        // Another test that is starting a program may hold the port for a moment.
        let mut result = check_reachable(&upstream);
        for _ in 0..1000 {
            if result.is_ok() {
                std::thread::yield_now();
                result = check_reachable(&upstream);
            }
        }
        assert!(result.expect_err("the port is closed").to_string().contains("is unreachable"));
    }
}
