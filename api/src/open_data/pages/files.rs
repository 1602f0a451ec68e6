//! The files of a release, to be chosen from.

use maud::{Markup, html};

use crate::{
    export::Format,
    open_data::{
        Addresses, Dataset, Publisher,
        addresses::{Edition, SHAPES},
    },
};

/// What a format is for.
const fn purpose(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Csv => ("CSV", "for de fleste programmer"),
        Format::ExcelNb => ("CSV for Excel", "åpnes med dobbeltklikk i Excel på norsk"),
        Format::Ndjson => ("NDJSON", "et JSON-objekt per linje"),
        Format::Parquet => ("Parquet", "med typer, for analyseverktøy"),
    }
}

/// The files of each dataset.
pub(super) fn files(publisher: &Publisher, edition: Edition) -> Markup {
    let at = Addresses::of(publisher);
    html! {
        @for dataset in Dataset::ALL {
            h3 id=(dataset.name()) { (dataset.title().nb) }
            p { (dataset.about().nb) }
            ul {
                @for shape in SHAPES {
                    @let (name, used) = purpose(shape.format);
                    li {
                        a href=(at.file(edition, dataset, shape)) { (dataset.title().nb) " som " (name) }
                        " – " (used)
                    }
                }
                li {
                    a href=(at.metadata(edition, dataset)) { (dataset.title().nb) ": kolonnene, for programmer (CSVW)" }
                }
            }
        }
    }
}
