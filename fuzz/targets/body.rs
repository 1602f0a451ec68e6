//! Feeds `request::body`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| samspill_fuzz::request::body(bytes));
