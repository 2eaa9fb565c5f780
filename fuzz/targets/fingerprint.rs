#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| replica_log_fuzz::fingerprint(input));
