//! Hosting: the built folder on real nginx and Caddy servers with the shipped settings, on the loopback address, with
//! the demo server as the API.
//!
//! Environment variables: `REPLICA_LOG_DIST` the output folder of `cargo xtask dist`, `REPLICA_LOG_NGINX` and
//! `REPLICA_LOG_CADDY` the server executables, `REPLICA_LOG_NGINX_BROTLI` nginx's brotli module.

mod caddy;
mod cross_origin;
mod deployment;
mod dist_files;
mod nginx;
mod read_only;
mod server;
mod server_checks;
mod sign_in_dialog;
mod static_host;
