//! Embedding: the npm package, the framework examples, and host pages that interfere with the app (global styles,
//! patched prototypes, a strict content security policy).

mod axe;
mod console;
mod element;
mod examples;
mod host_sites;
mod isolation;
mod loading;
mod looks;
mod mount;
mod navigation_callback;
mod notify;
mod package;
mod request_headers;
mod scroll;
mod session;
mod shadow_dom;
mod width;
