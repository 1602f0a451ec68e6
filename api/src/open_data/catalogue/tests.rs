//! The description is one graph, whatever it is written as.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeZone as _, Utc};
use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

use super::{Catalogue, LICENCE, NAMESPACES};
use crate::open_data::{Dataset, Published, Publisher};

fn publisher(name: &str) -> Publisher {
    Publisher {
        url: "https://samspill.example.no/".parse().unwrap(),
        name: name.parse().unwrap(),
        number: "958935420".to_owned(),
        contact: None,
        email: "apne.data@example.no".parse().unwrap(),
    }
}

fn release(number: i32, label: &str) -> Published {
    Published {
        number,
        id: format!("release_{number}"),
        label: label.to_owned(),
        made: Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, u32::try_from(number).unwrap()).unwrap(),
        from: NaiveDate::from_ymd_opt(2024, 8, 1).unwrap(),
        to: NaiveDate::from_ymd_opt(2026, 7, 31).unwrap(),
    }
}

fn set(triples: impl IntoIterator<Item = Triple>) -> BTreeSet<String> {
    triples.into_iter().map(|triple| triple.to_string()).collect()
}

#[test]
fn both_forms_are_the_same_graph() {
    let awkward = "Kåre's \"kulturskole\" \\ <b>";
    let publisher = publisher(awkward);
    let releases = [release(2, awkward), release(1, "1")];
    let catalogue = Catalogue::of(&publisher);
    for graph in [catalogue.whole(&releases), catalogue.whole(&[]), catalogue.release(&releases[1], &releases)] {
        let said = set(graph.triples().iter().cloned());
        assert_eq!(said.len(), graph.triples().len(), "nothing is said twice");
        let turtle = graph.turtle(&NAMESPACES).unwrap();
        assert_eq!(set(TurtleParser::new().for_slice(&turtle).map(Result::unwrap)), said);
        let json = graph.json_ld(&NAMESPACES).unwrap();
        assert_eq!(set(JsonLdParser::new().for_slice(&json).map(|quad| Triple::from(quad.unwrap()))), said);
        assert_eq!(graph.turtle(&NAMESPACES).unwrap(), turtle, "the same each time");
    }
}

#[test]
fn everything_named_here_is_told_about() {
    let publisher = publisher("Bergen kommune");
    let releases = [release(3, "Vår"), release(1, "1")];
    let graph = Catalogue::of(&publisher).whole(&releases);
    let subjects: BTreeSet<&str> = graph
        .triples()
        .iter()
        .filter_map(|triple| match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    for triple in graph.triples() {
        if let Term::NamedNode(node) = &triple.object
            && node.as_str().starts_with("https://samspill.example.no")
            && node.as_str().contains('#')
        {
            assert!(subjects.contains(node.as_str()), "{triple}");
        }
    }
    let files = graph.triples().iter().filter(|triple| triple.predicate.as_str().ends_with("#downloadURL")).count();
    assert_eq!(files, Dataset::ALL.len() * 4 * 3, "four shapes of each: the latest, and two releases");
    let licences = graph.triples().iter().filter(|triple| triple.object.to_string() == format!("<{LICENCE}>")).count();
    assert_eq!(licences, files + 1);
}

#[test]
fn there_is_a_catalogue_before_anything_is_released() {
    let publisher = publisher("Bergen kommune");
    let graph = Catalogue::of(&publisher).whole(&[]);
    assert!(graph.triples().iter().all(|triple| !triple.predicate.as_str().ends_with("#distribution")));
    let datasets = graph.triples().iter().filter(|triple| triple.predicate.as_str().ends_with("#dataset")).count();
    assert_eq!(datasets, Dataset::ALL.len());
}
