//! Deterministic pseudo-random numbers.

/// Hashes two numbers.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut x = a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Hashes a text, such as an id.
pub(crate) fn number(text: &str) -> u64 {
    let bytes = text.bytes();
    bytes.fold(0x5bd1_e995, |so_far, byte| mix(so_far, u64::from(byte)))
}

/// Picks an element of a list.
pub(crate) fn pick<T>(list: &[T], random: u64) -> &T {
    // No list of the data set is empty.
    &list[(random % list.len() as u64) as usize]
}

/// 64 pseudo-random hexadecimal digits.
pub(crate) fn digest(seed: u64) -> String {
    let part = |n| mix(seed, n);
    format!("{:016x}{:016x}{:016x}{:016x}", part(1), part(2), part(3), part(4))
}
