//! The examples of `docs/questions.md`: each is asked of the demonstration data, and answered as the page says.

use std::{fs, path::Path, sync::Arc};

use chrono::NaiveDate;
use samspill::{
    clock::{FixedClock, Ids},
    demo,
    store::{Registry, RuleSettings},
};
use serde_json::{Value, json};

use crate::support::{Backend, Server};

on_both!(the_page_is_answered_as_it_says);

/// An example: what is asked, and what is answered.
struct Example {
    question: String,
    query: String,
    answer: Value,
}

/// The day that the page tells the demonstration data of.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// What stands between two lines.
fn block<'a>(text: &'a str, opening: &str) -> Option<&'a str> {
    text.split_once(opening)?.1.split("\n```").next()
}

fn examples() -> Vec<Example> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/questions.md");
    let page = fs::read_to_string(page).unwrap();
    let sections = page.split("\n## ").skip(1);
    let examples = sections.flat_map(|section| {
        let question = section.lines().next().unwrap().to_owned();
        let parts = section.split("```graphql\n").skip(1).map(str::to_owned).collect::<Vec<_>>();
        parts.into_iter().map(move |part| {
            let query = part.split("\n```").next().unwrap().to_owned();
            let answer = block(&part, "```json\n").unwrap_or_else(|| panic!("{question}: no answer"));
            let answer = serde_json::from_str(answer).unwrap_or_else(|error| panic!("{question}: {error}"));
            Example { question: question.clone(), query, answer }
        })
    });
    examples.collect()
}

async fn the_page_is_answered_as_it_says(backend: Backend) {
    let database = backend.database().await;
    let registry = Registry {
        database: database.connect().await,
        clock: Arc::new(FixedClock(demo::moment(day()))),
        ids: Ids::random(),
        rules: RuleSettings { synthetic_organisation_numbers: true, ..RuleSettings::default() },
    };
    demo::load(&registry, |_, _| ()).await.unwrap();
    let server = Server::start_on(database, &[]);
    let planner = server.planner("4601");
    let examples = examples();
    assert!(examples.len() >= 6, "{} examples", examples.len());
    let mut wrong = Vec::new();
    for Example { question, query, answer } in examples {
        let query = with_person(&planner, &query).await;
        let found = json!({ "data": planner.data(&query, json!({})).await });
        if found != answer {
            wrong.push(format!("## {question}\n{query}\nis answered\n{found:#}"));
        }
    }
    assert!(wrong.is_empty(), "docs/questions.md says otherwise:\n{}", wrong.join("\n"));
}

/// Ids differ from registry to registry: the page writes `staffMember_…` for Ingrid.
async fn with_person(planner: &crate::support::Client, query: &str) -> String {
    if !query.contains('…') {
        return query.to_owned();
    }
    let find = "{ staffMembers(filter: { name: { contains: \"Ingrid\" } }) { nodes { id } } }";
    let found = planner.data(find, json!({})).await;
    query.replace("staffMember_…", found["staffMembers"]["nodes"][0]["id"].as_str().unwrap())
}
