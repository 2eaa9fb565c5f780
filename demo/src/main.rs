//! The mock service as a program. It listens on the loopback address and prints its URL.

mod args;

use replica_log_demo::{Demo, Options, main_links};
use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    match args::parse(std::env::args_os(), std::env::var_os("REPLICA_LOG_HEADERS")).map_err(FatalError::from).and_then(
        |args| match args {
            args::Args::Help => {
                print!("{}", args::HELP);
                Ok(())
            }
            args::Args::Serve { port, options } => serve(port, *options),
        },
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(FatalError(message)) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// A fatal error with its message for the terminal.
struct FatalError(String);

impl From<String> for FatalError {
    fn from(message: String) -> Self {
        Self(message)
    }
}

fn serve(port: u16, options: Options) -> Result<(), FatalError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build();
    let runtime = runtime.map_err(|error| FatalError(format!("The server cannot be started: {error}.")))?;
    runtime.block_on(run(port, options))
}

async fn run(port: u16, options: Options) -> Result<(), FatalError> {
    #[cfg(feature = "upstream")]
    if let Some(upstream) = &options.upstream {
        upstream.check().await.map_err(|error| FatalError(error.to_string()))?;
    }
    #[cfg(not(feature = "upstream"))]
    if options.upstream.is_some() {
        return Err(FatalError("--upstream requires a build with the feature “upstream”.".into()));
    }
    let demo_only = options.upstream.is_none();
    let demo = Demo::open(options).map_err(|error| FatalError(format!("The app cannot be served: {error}.")))?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await;
    let listener = listener.map_err(|error| {
        FatalError(match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!("Port {port} is in use: choose another one with --port, or --port 0 for any free port.")
            }
            _ => format!("Port {port} cannot be opened: {error}."),
        })
    })?;
    let address = listener.local_addr();
    let address = address.map_err(|error| FatalError(format!("The port is unknown: {error}.")))?;
    let origin = format!("http://{address}");
    let base = demo.base();
    println!("listening on {origin}{base}");
    if demo_only {
        for link in main_links() {
            println!("  {origin}{base}{}  {}", link.path(), link.name);
        }
    }
    let served = axum::serve(listener, demo.router()).await;
    served.map_err(|error| FatalError(format!("The server stopped: {error}.")))
}
