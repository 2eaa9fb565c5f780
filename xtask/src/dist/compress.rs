//! Compressed twins of files, made once and as small as can be, so that no server compresses them anew.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::{files, put};
use crate::fail::{Context, Result};

/// Writes a `.br` and a `.gz` beside each file below a folder that gets smaller by it.
///
/// The pages are left alone: whoever deploys them sets two lines in one of them, and a twin made before would go
/// on being sent. They are small enough to be compressed as they are sent.
///
/// # Errors
/// When a file cannot be read or written.
pub fn beside(folder: &Path) -> Result<()> {
    for file in files(folder)?.into_iter().map(|path| folder.join(path)) {
        if file.extension().is_some_and(|kind| kind == "html") {
            continue;
        }
        let body = fs::read(&file).could_not(format_args!("read {}", file.display()))?;
        let compress = || format!("compress {}", file.display());
        for (kind, twin) in [("br", brotli(&body).could_not(compress())?), ("gz", gzip(&body).could_not(compress())?)] {
            if twin.len() < body.len() {
                let mut name = file.clone().into_os_string();
                name.push(format!(".{kind}"));
                put(Path::new(&name), &twin)?;
            }
        }
    }
    Ok(())
}

/// As small as brotli can: quality 11, and a window that holds all of it.
pub fn brotli(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut twin = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut twin, 1 << 16, 11, 22);
    writer.write_all(body)?;
    drop(writer);
    Ok(twin)
}

/// As small as gzip can, with no time and no name in it: the same bytes whenever it is made.
pub fn gzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::best());
    writer.write_all(body)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn a_twin_is_smaller_and_holds_the_same() {
        let body = "What BK-Repo did when it replicated artifacts. ".repeat(2000).into_bytes();
        let (mut br, mut gz) = (Vec::new(), Vec::new());
        let twins = [brotli(&body).expect("it writes"), gzip(&body).expect("it writes")];
        brotli::Decompressor::new(&twins[0][..], 4096).read_to_end(&mut br).expect("it reads");
        flate2::read::GzDecoder::new(&twins[1][..]).read_to_end(&mut gz).expect("it reads");
        assert!(br == body && gz == body);
        assert!(twins.iter().all(|twin| twin.len() < body.len() / 20));
        // No time, and no system, in its head.
        assert_eq!(twins[1][4..8], [0; 4]);
    }

    #[test]
    fn what_does_not_get_smaller_and_what_is_edited_stays_alone() {
        let folder = std::env::temp_dir().join(format!("replica-log-compress-{}", std::process::id()));
        let long = "a".repeat(1000);
        for (name, body) in [("in/long.js", &*long), ("short.txt", "a"), ("index.html", &*long)] {
            put(&folder.join(name), body.as_bytes()).expect("a file");
        }
        let written = beside(&folder).and_then(|()| files(&folder));
        fs::remove_dir_all(&folder).expect("it goes");
        let written: Vec<_> = written.expect("it writes").into_iter().map(|path| path.display().to_string()).collect();
        assert_eq!(written, ["in/long.js", "in/long.js.br", "in/long.js.gz", "index.html", "short.txt"]);
    }
}
