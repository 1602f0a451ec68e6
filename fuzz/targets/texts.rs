//! Feeds `texts::any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| samspill_fuzz::texts::any(bytes));
