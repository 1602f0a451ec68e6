//! The verification of tokens, against an identity provider that does what a test wants, at a time the test decides.

mod keys;
mod provider;
mod refusals;
