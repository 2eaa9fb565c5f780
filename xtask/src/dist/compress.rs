//! Precompressed copies of files, so that web servers can send them without compressing.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::{list_files, write_file};
use crate::error::{Context, Result};

/// Writes a `.br` and a `.gz` next to each file below a folder, if the copy is smaller than the file.
///
/// HTML pages are skipped: deployers edit two lines of `index.html`, which would leave a compressed copy stale. The
/// pages are small enough for compression on the fly.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_compressed(folder: &Path) -> Result<()> {
    for file in list_files(folder)?.into_iter().map(|path| folder.join(path)) {
        if file.extension().is_some_and(|kind| kind == "html") {
            continue;
        }
        let body = fs::read(&file).could_not(format_args!("read {}", file.display()))?;
        let compress = || format!("compress {}", file.display());
        for (kind, compressed) in
            [("br", brotli(&body).could_not(compress())?), ("gz", gzip(&body).could_not(compress())?)]
        {
            if compressed.len() < body.len() {
                let mut name = file.clone().into_os_string();
                name.push(format!(".{kind}"));
                write_file(Path::new(&name), &compressed)?;
            }
        }
    }
    Ok(())
}

/// Compresses with brotli at quality 11 and a window of 4 MiB.
pub fn brotli(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, 11, 22);
    writer.write_all(body)?;
    drop(writer);
    Ok(compressed)
}

/// Compresses with gzip at the best level, without timestamp and file name: the output depends on the input only.
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
    fn compressed_copies_are_smaller_and_decompress_to_the_input() {
        let body = "What BK-Repo did when it replicated artifacts. ".repeat(2000).into_bytes();
        let (mut br, mut gz) = (Vec::new(), Vec::new());
        let copies = [brotli(&body).expect("it writes"), gzip(&body).expect("it writes")];
        brotli::Decompressor::new(&copies[0][..], 4096).read_to_end(&mut br).expect("it reads");
        flate2::read::GzDecoder::new(&copies[1][..]).read_to_end(&mut gz).expect("it reads");
        assert!(br == body && gz == body);
        assert!(copies.iter().all(|compressed| compressed.len() < body.len() / 20));
        // The header contains no timestamp and no operating system.
        assert_eq!(copies[1][4..8], [0; 4]);
    }

    #[test]
    fn incompressible_files_and_html_pages_have_no_compressed_copies() {
        let folder = std::env::temp_dir().join(format!("replica-log-compress-{}", std::process::id()));
        let long = "a".repeat(1000);
        for (name, body) in [("in/long.js", &*long), ("short.txt", "a"), ("index.html", &*long)] {
            write_file(&folder.join(name), body.as_bytes()).expect("a file");
        }
        let written = write_compressed(&folder).and_then(|()| list_files(&folder));
        fs::remove_dir_all(&folder).expect("the folder is removed");
        let written: Vec<_> = written.expect("it writes").into_iter().map(|path| path.display().to_string()).collect();
        assert_eq!(written, ["in/long.js", "in/long.js.br", "in/long.js.gz", "index.html", "short.txt"]);
    }
}
