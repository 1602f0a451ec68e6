//! Releases in SQL.

pub(crate) mod cells;
pub(crate) mod gather;
pub(crate) mod lists;
pub(crate) mod make;
pub(crate) mod read;
