//! Embedding: the npm package, the framework examples, and host pages that interfere with the app (global styles,
//! patched prototypes, a strict content security policy).

mod axe;
mod element;
mod examples;
mod host_sites;
mod isolation;
mod mount;
mod navigation_callback;
mod package;
mod request_headers;
mod shadow_dom;
