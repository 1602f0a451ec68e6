//! What the rules promise, proven on random cubes by somebody who computes otherwise, and on worked examples.

mod audit;
mod exact;
mod examples;
mod literature;
mod model;
mod speed;
