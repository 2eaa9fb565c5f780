//! The size report of `cargo xtask dist`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::{compress, list_files};
use crate::error::{Context, Result};

/// A line for each file of the site, and the total of a first visit.
///
/// # Errors
/// When a file cannot be read.
pub fn table(site: &Path) -> Result<String> {
    let mut lines = String::new();
    let (mut total, mut total_brotli) = (0, 0);
    // A visit loads the words of one language; the largest counts.
    let mut words = (0, 0);
    for path in list_files(site)? {
        let name = path.to_string_lossy();
        let loaded = name == "index.html" || name.starts_with("assets/");
        if !loaded || name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let file = site.join(&path);
        let body = fs::read(&file).could_not(format_args!("read {}", file.display()))?;
        let brotli = match fs::metadata(site.join(format!("{name}.br"))) {
            Ok(compressed) => usize::try_from(compressed.len()).unwrap_or(usize::MAX),
            // An HTML page has no compressed copy: web servers compress it on the fly.
            Err(_) => compress::brotli(&body).could_not(format_args!("compress {}", file.display()))?.len(),
        };
        let is_language = name.starts_with("assets/part-words-");
        let later = name.starts_with("assets/part-") && !is_language;
        let when = match (later, is_language) {
            (true, _) => ", loaded on demand",
            (false, true) => ", loaded in one language",
            (false, false) => "",
        };
        let _ = writeln!(lines, "  {name:<48}  {:>9} bytes  {brotli:>7} by brotli{when}", body.len());
        if is_language {
            words = words.max((body.len(), brotli));
        } else if !later {
            (total, total_brotli) = (total + body.len(), total_brotli + brotli);
        }
    }
    (total, total_brotli) = (total + words.0, total_brotli + words.1);
    let _ = writeln!(lines, "  {:<48}  {total:>9} bytes  {total_brotli:>7} by brotli", "a first visit");
    Ok(lines)
}
