//! What people are shown is text, whatever somebody wrote.

use chrono::{DateTime, NaiveDate};

use super::{catalogue, columns, release};
use crate::{
    graphql::schema,
    open_data::{Dictionary, Published, Publisher},
};

fn publisher() -> Publisher {
    Publisher {
        url: "https://samspill.example.no".parse().unwrap(),
        name: "Bø & <Ås>".parse().unwrap(),
        number: "958935420".to_owned(),
        contact: Some("\"Statistikk\"".parse().unwrap()),
        email: "apne.data@example.no".parse().unwrap(),
    }
}

fn published(label: &str) -> Published {
    Published {
        number: 7,
        id: "release_7".to_owned(),
        label: label.to_owned(),
        made: DateTime::UNIX_EPOCH,
        from: NaiveDate::from_ymd_opt(2024, 8, 1).unwrap(),
        to: NaiveDate::from_ymd_opt(2026, 7, 31).unwrap(),
    }
}

#[test]
fn nothing_that_was_written_becomes_markup() {
    let publisher = publisher();
    let label = "<script>alert(1)</script>\"'&";
    for page in [catalogue(&publisher, &[published(label)]), release(&publisher, &published(label))] {
        assert!(!page.contains("<script") && !page.contains("<Ås>"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("Bø &amp; &lt;Ås&gt;"));
    }
}

/// What WCAG and the rule of no scripts ask of each page, as far as a string tells.
#[test]
fn pages_are_plain_and_told_apart() {
    let publisher = publisher();
    let dictionary = Dictionary::of_schema(&schema::sdl()).unwrap();
    let pages = [
        catalogue(&publisher, &[published("7")]),
        catalogue(&publisher, &[]),
        release(&publisher, &published("Vår")),
        columns(&publisher, &dictionary),
    ];
    for page in &pages {
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"nb\">"), "{page}");
        for once in ["<title>", "<h1>", "<main id=\"innhold\">", "name=\"viewport\""] {
            assert_eq!(page.matches(once).count(), 1, "{once}");
        }
        for none in ["<script", " style=", " onclick", "<img", "<iframe"] {
            assert!(!page.contains(none), "{none}");
        }
        assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id is there twice");
        for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.contains(&target), "{target}");
        }
    }
    assert!(pages[0].contains("/open/releases/latest/participation.csv?excel=nb"));
    assert!(pages[2].contains("/open/releases/7/participation.parquet") && pages[2].contains("Publisering 7: Vår"));
}
