//! The stand-in as a program: it listens on the loopback address and says where.

mod args;

use replica_log_demo::{Demo, Options, examples};
use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    match args::read(std::env::args_os(), std::env::var_os("REPLICA_LOG_HEADERS")).map_err(Stop::from).and_then(
        |args| match args {
            args::Args::Help => {
                print!("{}", args::HELP);
                Ok(())
            }
            args::Args::Serve { port, options } => serve(port, *options),
        },
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// A sentence for the person who started it.
struct Stop(String);

impl From<String> for Stop {
    fn from(sentence: String) -> Self {
        Self(sentence)
    }
}

fn serve(port: u16, options: Options) -> Result<(), Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build();
    let runtime = runtime.map_err(|error| Stop(format!("The server cannot be started: {error}.")))?;
    runtime.block_on(run(port, options))
}

async fn run(port: u16, options: Options) -> Result<(), Stop> {
    #[cfg(feature = "upstream")]
    if let Some(upstream) = &options.upstream {
        upstream.check().await.map_err(|error| Stop(error.to_string()))?;
    }
    #[cfg(not(feature = "upstream"))]
    if options.upstream.is_some() {
        return Err(Stop("This build cannot reach a real service: build it with the feature “upstream”.".into()));
    }
    let demo_only = options.upstream.is_none();
    let demo = Demo::open(options).map_err(|error| Stop(format!("The app cannot be served: {error}.")))?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await;
    let listener = listener.map_err(|error| {
        Stop(match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!("Port {port} is in use: choose another with --port, or --port 0 for any.")
            }
            _ => format!("Port {port} cannot be opened: {error}."),
        })
    })?;
    let address = listener.local_addr();
    let address = address.map_err(|error| Stop(format!("The port is not known: {error}.")))?;
    let origin = format!("http://{address}");
    let base = demo.base();
    println!("listening on {origin}{base}");
    if demo_only {
        let link = |path: String, words: &str| println!("  {origin}{base}{path}  {words}");
        link(format!("tasks/{}", examples::NIGHTLY_TASK), "half a year of nightly runs");
        link(format!("records/{}", examples::RUNNING_RECORD), "a run that is under way");
        link(format!("records/{}", examples::BULK_RECORD), "100,000 artifacts, thousands failed");
    }
    let served = axum::serve(listener, demo.router()).await;
    served.map_err(|error| Stop(format!("The server stopped: {error}.")))
}
