//! CSV on the Web (W3C): what the columns of a CSV file are, for programs.

use serde_json::{Value, json};

use super::{
    Addresses, Dataset, Dictionary, Published, Publisher,
    addresses::Edition,
    catalogue::{LICENCE, LICENCE_TEXT},
    dictionary::Described,
};
use crate::{
    export::Kind,
    graphql::vocabularies::{LocalisedText, Vocabulary},
};

/// The media type of this description.
pub const CONTENT_TYPE: &str = "application/csvm+json";

/// What the columns of the CSV file of a dataset are, as a release has it.
#[must_use]
pub fn metadata(dictionary: &Dictionary, publisher: &Publisher, dataset: Dataset, release: &Published) -> Value {
    let (at, edition) = (Addresses::of(publisher), Edition::Number(release.number));
    let columns: Vec<Value> = dictionary.columns(dataset).iter().map(column).collect();
    let (title, about) = (dataset.title(), dataset.about());
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "@id": at.metadata(edition, dataset),
        "url": format!("{}.csv", dataset.name()),
        "dc:title": said(title.nb, title.nn, title.en),
        "dc:description": said(about.nb, about.nn, about.en),
        "dc:license": { "@id": LICENCE },
        "dc:rights": { "@id": LICENCE_TEXT },
        "dc:publisher": publisher.name.as_str(),
        "dc:issued": { "@value": release.made.format("%Y-%m-%d").to_string(), "@type": "xsd:date" },
        "dc:isVersionOf": { "@id": at.part(Edition::Latest, dataset.name()) },
        "dialect": { "delimiter": ",", "encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"] },
        "tableSchema": { "columns": columns, "primaryKey": "cursor" },
    })
}

fn column(described: &Described) -> Value {
    let Described { column, name, meaning, codes } = described;
    let datatype = match (column.kind, codes) {
        (Kind::Code, Some(list)) => {
            let codes: Vec<&str> = list.values.iter().map(|value| value.code.as_str()).collect();
            json!({ "base": "string", "format": codes.join("|") })
        }
        (Kind::Text | Kind::Code | Kind::Digits | Kind::Texts, _) => json!("string"),
        (Kind::Int, _) => json!("integer"),
        (Kind::Decimal { .. }, _) => json!("decimal"),
        (Kind::Date, _) => json!("date"),
        (Kind::Instant, _) => json!("dateTime"),
        (Kind::Flag, _) => json!({ "base": "boolean", "format": "true|false" }),
    };
    let mut told = json!({
        "name": name,
        "titles": name,
        "dc:description": { "@value": meaning, "@language": "en" },
        "datatype": datatype,
        "required": !column.optional,
    });
    if column.kind == Kind::Texts {
        told["separator"] = json!("|");
    }
    if let Some(list) = codes {
        told["dc:conformsTo"] = scheme(list);
    }
    told
}

/// A list of codes with what each is called, and means.
fn scheme(list: &Vocabulary) -> Value {
    let concepts = list.values.iter().map(|value| {
        json!({
            "@type": "skos:Concept",
            "skos:notation": value.code,
            "skos:prefLabel": localised(&value.label),
            "skos:definition": localised(&value.meaning),
        })
    });
    json!({
        "@type": "skos:ConceptScheme",
        "dc:identifier": list.name,
        "dc:description": { "@value": list.about, "@language": "en" },
        "skos:hasTopConcept": concepts.collect::<Vec<_>>(),
    })
}

fn localised(text: &LocalisedText) -> Value {
    said(&text.nb, &text.nn, &text.en)
}

fn said(nb: &str, nn: &str, en: &str) -> Value {
    let tagged = |text: &str, language: &str| json!({ "@value": text, "@language": language });
    json!([tagged(nb, "nb"), tagged(nn, "nn"), tagged(en, "en")])
}
