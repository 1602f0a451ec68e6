//! Releases: figures that were published, frozen with what they hide (publisering).
//!
//! ```text
//! places.rs     municipalities, and the areas they are counted in
//! frozen.rs     a cube as it is kept: pure, between figures and `disclosure`
//! figures.rs    everything a release holds, decided at once; pure
//! store/        what is counted (`gather`), how a release is made and read (`make`, `read`, `cells`)
//! ```
//!
//! What a cube counts is told where it belongs: `participation/cube`, `outcome/cube`, `comparison`.

pub mod figures;
pub mod frozen;
pub mod inputs;
pub mod places;
pub mod queries;
pub mod rules;
pub mod store;
pub mod types;

pub use store::make::{MadeBy, Wanted, create};
