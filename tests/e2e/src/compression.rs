//! The byte budget of a first visit, and the compression that it is measured with.

use std::io::Write as _;

/// The maximum size of all files of a first visit as `cargo xtask dist` writes them, without API responses, in bytes after
/// brotli compression. The aim is 265,000.
pub const FIRST_VISIT_BUDGET: u64 = 275_000;

/// Compresses as a deployment precompresses its assets: quality 11, and a window larger than the body.
pub fn brotli(body: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, 11, 22);
    // Writing to a `Vec` cannot fail.
    let _ = writer.write_all(body);
    drop(writer);
    compressed
}
