//! How much a visitor loads.

use std::io::Write as _;

/// What a first visit may load at most, the service's answers aside, in bytes as brotli packs them at its best.
pub const FIRST_VISIT: u64 = 190_000;

/// Packed as a deployment would once and for all: quality 11, and a window that holds all of it.
pub fn brotli(body: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    // Writing to memory cannot fail.
    let _ = writer.write_all(body);
    drop(writer);
    packed
}
