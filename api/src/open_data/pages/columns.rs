//! The page about what the columns mean, and the codes in them.

use maud::{Markup, html};

use super::page;
use crate::{
    export::Kind,
    graphql::vocabularies::Vocabulary,
    open_data::{Addresses, Dataset, Dictionary, Publisher, dictionary::Described},
};

/// The page about what the columns mean, and the codes in them.
#[must_use]
pub fn columns(publisher: &Publisher, dictionary: &Dictionary) -> String {
    let content = html! {
        p {
            "Kolonnene heter og betyr det samme som feltene i API-et, og er beskrevet på engelsk med det norske "
            "fagordet. Kodene har navn på norsk."
        }
        @for dataset in Dataset::ALL {
            h2 id=(dataset.name()) { (dataset.title().nb) }
            (table(dictionary.columns(dataset), dataset.title().nb))
        }
        h2 { "Koder" }
        @for list in dictionary.code_lists() {
            h3 id=(list.name) { (list.name) }
            p lang="en" { (list.about) }
            (codes(list))
        }
        p { a href=(Addresses::of(publisher).catalogue()) { "Tilbake til filene" } }
    };
    page(publisher, "Kolonner og koder", None, &content)
}

fn table(columns: &[Described], title: &str) -> Markup {
    html! {
        div.scroll role="region" aria-label={ "Kolonner: " (title) } tabindex="0" {
            table {
                caption { "Kolonnene i filene" }
                thead {
                    tr {
                        th scope="col" { "Kolonne" }
                        th scope="col" { "Type" }
                        th scope="col" { "Kan mangle" }
                        th scope="col" { "Betydning" }
                    }
                }
                tbody {
                    @for described in columns {
                        tr {
                            th scope="row" { code { (described.name) } }
                            td {
                                @match &described.codes {
                                    Some(list) => { "kode: " a href={ "#" (list.name) } { (list.name) } },
                                    None => (kind(described.column.kind)),
                                }
                            }
                            td { (if described.column.optional { "ja" } else { "nei" }) }
                            td lang="en" { (described.meaning) }
                        }
                    }
                }
            }
        }
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Code => "tekst",
        Kind::Digits => "tekst av sifre",
        Kind::Texts => "flere tekster",
        Kind::Int => "helt tall",
        Kind::Decimal { .. } => "desimaltall",
        Kind::Date => "dato",
        Kind::Instant => "tidspunkt",
        Kind::Flag => "ja eller nei",
    }
}

fn codes(list: &Vocabulary) -> Markup {
    html! {
        div.scroll role="region" aria-label={ "Koder: " (list.name) } tabindex="0" {
            table {
                caption { "Kodene i " (list.name) }
                thead {
                    tr { th scope="col" { "Kode" } th scope="col" { "Navn" } th scope="col" { "Betydning" } }
                }
                tbody {
                    @for value in &list.values {
                        tr {
                            th scope="row" { code { (value.code) } }
                            td { (value.label.nb) }
                            td { (value.meaning.nb) }
                        }
                    }
                }
            }
        }
    }
}
