//! What must hold of whatever anybody sends. The targets in `targets/` feed it with what a coverage-guided fuzzer makes
//! up; the tests here with the seeds, so that they stay true.

pub mod request;
pub mod texts;

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// Feeds a target's seeds, among them what was once found.
    fn feed(target: &str, to: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
        let mut seeds = 0;
        for seed in fs::read_dir(folder).unwrap() {
            to(&fs::read(seed.unwrap().path()).unwrap());
            seeds += 1;
        }
        assert!(seeds >= 5, "{seeds} seeds");
    }

    #[test]
    fn what_must_hold_holds_of_the_seeds() {
        feed("document", super::request::document);
        feed("body", super::request::body);
        feed("texts", super::texts::any);
    }
}
