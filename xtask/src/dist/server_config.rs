//! Web server configuration: the templates of `deploy/`, filled in with the asset names of this build.
//!
//! In a template, `@links BASE@` is replaced by the value of a `Link` header with the asset URLs below `BASE`.

use std::fs;
use std::path::Path;

use super::site::{Role, Site};
use super::{list_files, write_file};
use crate::error::{Context, Error, Result};
use crate::process;

/// Fills in each template and writes it to the same relative path in `dist`.
///
/// # Errors
/// When a template cannot be read, filled in or written.
pub fn write(site: &Site, dist: &Path) -> Result<()> {
    let templates = process::root().join("deploy");
    for path in list_files(&templates)? {
        let file = templates.join(&path);
        let template = fs::read_to_string(&file).could_not(format_args!("read {}", file.display()))?;
        let filled = fill_in(&template, |base| links(site, base));
        let filled = filled.ok_or_else(|| Error::new(format!("a placeholder in {} is not closed", file.display())))?;
        write_file(&dist.join(path), filled.as_bytes())?;
    }
    Ok(())
}

fn fill_in(template: &str, links: impl Fn(&str) -> String) -> Option<String> {
    let mut parts = template.split("@links ");
    let mut filled = parts.next()?.to_owned();
    for part in parts {
        let (base, rest) = part.split_once('@')?;
        filled.push_str(&links(base));
        filled.push_str(rest);
    }
    Some(filled)
}

/// Preload links for the `Link` header. Their attributes have to match the requests of the page and of its first
/// script, or the browser would load the files twice.
fn links(site: &Site, base: &str) -> String {
    let links = site.assets.iter().filter_map(|asset| {
        let attributes = match asset.role {
            Role::Style => "rel=preload; as=style",
            Role::Boot => "rel=preload; as=script",
            Role::Glue => "rel=modulepreload; crossorigin=anonymous",
            // Without integrity: browsers ignore it for `as=fetch`, and Chromium prints a warning.
            Role::Wasm => {
                let attributes = "rel=preload; as=fetch; type=\"application/wasm\"; crossorigin=anonymous";
                return Some(format!("<{base}{}>; {attributes}", asset.path));
            }
            Role::Other | Role::Part => return None,
        };
        Some(format!("<{base}{}>; {attributes}; integrity=\"{}\"", asset.path, asset.integrity))
    });
    links.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_placeholder_is_replaced_with_its_own_base() {
        let links = |base: &str| format!("<{base}a>");
        assert_eq!(fill_in("x '@links ${b}@'; y @links /@\n", links).as_deref(), Some("x '<${b}a>'; y </a>\n"));
        assert_eq!(fill_in("a@b.example", links).as_deref(), Some("a@b.example"));
        assert_eq!(fill_in("@links /", links), None);
    }
}
