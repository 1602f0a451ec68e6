//! Where everything is. What is at the address of a release stays there for good.

use super::{Dataset, PublicUrl, Publisher};
use crate::export::Format;

/// What stands for the number of the latest release.
pub const LATEST: &str = "latest";

/// What comes after the name of a dataset where the columns of its CSV file are told.
pub const METADATA: &str = ".csv-metadata.json";

/// A file of a release, as it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How it is written.
    pub format: Format,
    /// What its address ends in.
    pub ending: &'static str,
    /// What it is called among the files of its dataset.
    pub name: &'static str,
}

/// The shapes that each dataset is published in.
pub const SHAPES: [Shape; 4] = [
    Shape { format: Format::Csv, ending: ".csv", name: "csv" },
    Shape { format: Format::ExcelNb, ending: ".csv?excel=nb", name: "excel" },
    Shape { format: Format::Ndjson, ending: ".ndjson", name: "ndjson" },
    Shape { format: Format::Parquet, ending: ".parquet", name: "parquet" },
];

/// Which release is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Whichever is the latest.
    Latest,
    /// The one with this number.
    Number(i32),
}

impl Edition {
    fn step(self) -> String {
        match self {
            Self::Latest => LATEST.to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Absolute addresses below where others reach the service.
#[derive(Clone, Copy, Debug)]
pub struct Addresses<'a>(&'a PublicUrl);

impl<'a> Addresses<'a> {
    /// Those of a publisher.
    #[must_use]
    pub fn of(publisher: &'a Publisher) -> Self {
        Self(&publisher.url)
    }

    /// Something below `/open/`.
    #[must_use]
    pub fn below(self, path: &str) -> String {
        format!("{}/open/{path}", self.0)
    }

    /// The catalogue, and the page about all of it.
    #[must_use]
    pub fn catalogue(self) -> String {
        self.below("")
    }

    /// The page about the columns.
    #[must_use]
    pub fn dictionary(self) -> String {
        self.below("columns")
    }

    /// The page about a release.
    #[must_use]
    pub fn release(self, edition: Edition) -> String {
        self.below(&format!("releases/{}", edition.step()))
    }

    /// A file of a release.
    #[must_use]
    pub fn file(self, edition: Edition, dataset: Dataset, shape: Shape) -> String {
        format!("{}/{}{}", self.release(edition), dataset.name(), shape.ending)
    }

    /// What the columns of a CSV file are, for programs.
    #[must_use]
    pub fn metadata(self, edition: Edition, dataset: Dataset) -> String {
        format!("{}/{}{METADATA}", self.release(edition), dataset.name())
    }

    /// A name for a part of what a page tells about: of the catalogue's, or of a release's.
    #[must_use]
    pub fn part(self, edition: Edition, name: &str) -> String {
        match edition {
            Edition::Latest => format!("{}#{name}", self.catalogue()),
            Edition::Number(_) => format!("{}#{name}", self.release(edition)),
        }
    }
}
