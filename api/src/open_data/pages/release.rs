//! The page about a release.

use maud::html;

use super::{
    catalogue::{called, made},
    files::files,
    machines, page,
};
use crate::open_data::{Addresses, Published, Publisher, addresses::Edition};

/// The page about a release.
#[must_use]
pub fn release(publisher: &Publisher, release: &Published) -> String {
    let at = Addresses::of(publisher);
    let edition = Edition::Number(release.number);
    let catalogues = machines(at, edition);
    let [turtle, json_ld] = &catalogues;
    let content = html! {
        dl {
            dt { "Publisert" }
            dd { (made(release)) }
            dt { "Skoleår" }
            dd { (release.school_years()) }
        }
        p {
            "En publisering endres aldri. Er noe rettet, kommer det i en ny publisering. Bare navn på indikatorer følger "
            "registeret."
        }
        h2 { "Filer" }
        p {
            "Der et tall mangler fordi det er holdt tilbake for å verne enkeltpersoner, sier en egen kolonne det. Les det ikke "
            "som 0. Summer er rader de også: der sted, skoleår, tjeneste, fagfelt eller aldersgruppe mangler, er alle telt "
            "sammen, så velg hvilke rader du legger sammen."
        }
        (files(publisher, edition))
        h2 { "For programmer og datakataloger" }
        p {
            "Publiseringen er beskrevet etter DCAT-AP-NO, som "
            a href=(turtle) { "Turtle" } " og som " a href=(json_ld) { "JSON-LD" } "."
        }
    };
    page(publisher, &called(release), Some(&catalogues), &content)
}
