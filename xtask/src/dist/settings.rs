//! Settings for web servers: the templates of `deploy/`, with the names of this build's assets.
//!
//! `@links BASE@` in a template stands for the value of a `Link` header that names the assets below `BASE`.

use std::fs;
use std::path::Path;

use super::site::{Role, Site};
use super::{files, put};
use crate::fail::{Context, Fail, Result};
use crate::process;

/// Writes each template to its place in `dist`.
///
/// # Errors
/// When one cannot be read, filled in or written.
pub fn write(site: &Site, dist: &Path) -> Result<()> {
    let templates = process::root().join("deploy");
    for path in files(&templates)? {
        let file = templates.join(&path);
        let template = fs::read_to_string(&file).could_not(format_args!("read {}", file.display()))?;
        let filled = filled(&template, |base| links(site, base));
        let filled = filled.ok_or_else(|| Fail::new(format!("a placeholder in {} never ends", file.display())))?;
        put(&dist.join(path), filled.as_bytes())?;
    }
    Ok(())
}

fn filled(template: &str, links: impl Fn(&str) -> String) -> Option<String> {
    let mut parts = template.split("@links ");
    let mut filled = parts.next()?.to_owned();
    for part in parts {
        let (base, rest) = part.split_once('@')?;
        filled.push_str(&links(base));
        filled.push_str(rest);
    }
    Some(filled)
}

/// What a browser is to load before it has read the page: just as the page, and its first script, will ask for it,
/// or it would be loaded twice.
fn links(site: &Site, base: &str) -> String {
    let links = site.assets.iter().filter_map(|asset| {
        let how = match asset.role {
            Role::Style => "rel=preload; as=style",
            Role::Boot => "rel=preload; as=script",
            Role::Glue => "rel=modulepreload; crossorigin=anonymous",
            // Its integrity would be ignored, with a warning.
            Role::Wasm => {
                let how = "rel=preload; as=fetch; type=\"application/wasm\"; crossorigin=anonymous";
                return Some(format!("<{base}{}>; {how}", asset.path));
            }
            Role::Other | Role::Part => return None,
        };
        Some(format!("<{base}{}>; {how}; integrity=\"{}\"", asset.path, asset.integrity))
    });
    links.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_with_their_own_base() {
        let links = |base: &str| format!("<{base}a>");
        assert_eq!(filled("x '@links ${b}@'; y @links /@\n", links).as_deref(), Some("x '<${b}a>'; y </a>\n"));
        assert_eq!(filled("a@b.example", links).as_deref(), Some("a@b.example"));
        assert_eq!(filled("@links /", links), None);
    }
}
