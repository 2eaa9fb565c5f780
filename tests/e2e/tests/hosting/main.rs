//! What is deployed, on the web servers that it comes with settings for: real ones, on the loopback address, with
//! the stand-in behind them.
//!
//! Four variables of the environment say what to use: `REPLICA_LOG_DIST` the folder that `cargo xtask dist` makes,
//! `REPLICA_LOG_NGINX` and `REPLICA_LOG_CADDY` the programs, `REPLICA_LOG_NGINX_BROTLI` nginx's module for brotli.

mod caddy;
mod files;
mod nginx;
mod origins;
mod place;
mod promises;
mod server;
mod static_host;
