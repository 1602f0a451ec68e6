//! The page about all of it.

use maud::{Markup, html};

use super::{files::files, machines, page};
use crate::open_data::{
    Addresses, Published, Publisher,
    addresses::Edition,
    datasets::{ABOUT, PROVENANCE, TITLE},
};

/// The page about all of it; `releases` are the published ones, the latest first.
#[must_use]
pub fn catalogue(publisher: &Publisher, releases: &[Published]) -> String {
    let at = Addresses::of(publisher);
    let catalogues = machines(at, Edition::Latest);
    let [turtle, json_ld] = &catalogues;
    let content = html! {
        p { (ABOUT.nb) }
        p { (PROVENANCE.nb) }
        @if let Some(latest) = releases.first() {
            h2 { "Siste publisering" }
            p {
                a href=(at.release(Edition::Number(latest.number))) { (called(latest)) }
                " dekker skoleårene " (latest.school_years()) ". Adressene her fører alltid til den siste publiseringen; "
                "adressene til en bestemt publisering står på siden om den, og det som ligger der, endres ikke."
            }
            (files(publisher, Edition::Latest))
            h2 { "Alle publiseringer" }
            (list(at, releases))
        } @else {
            p { "Ingenting er publisert ennå." }
        }
        h2 { "For programmer og datakataloger" }
        p {
            "Alt dette er beskrevet etter DCAT-AP-NO, som "
            a href=(turtle) { "Turtle" } " og som " a href=(json_ld) { "JSON-LD" }
            ". Data kan hentes uten innlogging, også fra nettsider på andre steder."
        }
    };
    page(publisher, TITLE.nb, Some(&catalogues), &content)
}

fn list(at: Addresses<'_>, releases: &[Published]) -> Markup {
    html! {
        div.scroll role="region" aria-label="Alle publiseringer" tabindex="0" {
            table {
                caption { "Publiseringene, den siste først" }
                thead {
                    tr { th scope="col" { "Publisering" } th scope="col" { "Publisert" } th scope="col" { "Skoleår" } }
                }
                tbody {
                    @for release in releases {
                        tr {
                            th scope="row" {
                                a href=(at.release(Edition::Number(release.number))) { (called(release)) }
                            }
                            td { (made(release)) }
                            td { (release.school_years()) }
                        }
                    }
                }
            }
        }
    }
}

/// What a release is called.
pub(super) fn called(release: &Published) -> String {
    let number = release.number.to_string();
    if release.label == number {
        return format!("Publisering {number}");
    }
    format!("Publisering {number}: {}", release.label)
}

/// When a release was made.
pub(super) fn made(release: &Published) -> Markup {
    html! {
        time datetime=(release.made.format("%Y-%m-%dT%H:%M:%SZ")) { (release.made.format("%-d.%-m.%Y")) }
    }
}
