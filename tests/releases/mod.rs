//! Releases: what is published, that nobody can compute what is withheld, and who gets exact figures.

mod attack;
pub mod compared;
mod exact;
pub mod figures;
mod frozen;
mod others;
mod truth;
pub mod world;
