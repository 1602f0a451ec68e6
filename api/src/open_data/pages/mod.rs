//! Open data for people: pages in bokmål, without scripts, readable by whatever reads pages aloud.

mod catalogue;
mod columns;
mod files;
mod release;

pub use catalogue::catalogue;
pub use columns::columns;
pub use release::release;

use maud::{DOCTYPE, Markup, html};

use super::{Addresses, Publisher, addresses::Edition, catalogue::LICENCE_TEXT, datasets::TITLE};

/// A page: its title, the addresses of the same as a catalogue, and what is in it.
fn page(publisher: &Publisher, title: &str, machines: Option<&[String; 2]>, content: &Markup) -> String {
    let at = Addresses::of(publisher);
    let page = html! {
        (DOCTYPE)
        html lang="nb" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Samspill" }
                link rel="stylesheet" href=(at.below("style.css"));
                @if let Some([turtle, json_ld]) = machines {
                    link rel="alternate" type="text/turtle" href=(turtle);
                    link rel="alternate" type="application/ld+json" href=(json_ld);
                }
            }
            body {
                a.skip href="#innhold" { "Hopp til innholdet" }
                header {
                    nav aria-label="Åpne data" {
                        a href=(at.catalogue()) { (TITLE.nb) }
                        " · "
                        a href=(at.dictionary()) { "Kolonner og koder" }
                    }
                }
                main id="innhold" {
                    h1 { (title) }
                    (content)
                }
                footer {
                    p {
                        "Utgiver: " (publisher.name) ", organisasjonsnummer " (publisher.number) ". Spørsmål: "
                        (publisher.contact()) ", " a href={ "mailto:" (publisher.email) } { (publisher.email) } "."
                    }
                    p {
                        "Lisens: "
                        a href=(LICENCE_TEXT) { "Norsk lisens for offentlige data (NLOD) 2.0" }
                        ". Du kan bruke tallene fritt når du oppgir hvem som har publisert dem."
                    }
                }
            }
        }
    };
    page.into_string()
}

/// The addresses of a release as a catalogue.
fn machines(at: Addresses<'_>, edition: Edition) -> [String; 2] {
    ["ttl", "jsonld"].map(|ending| match edition {
        Edition::Latest => at.below(&format!("catalog.{ending}")),
        Edition::Number(_) => format!("{}.{ending}", at.release(edition)),
    })
}

#[cfg(test)]
mod tests;
