//! The examples of the README and of the pages with questions: each is asked of the demonstration data by the one whose
//! question it is, and answered as the page says.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use chrono::NaiveDate;
use entity::vocabulary::Vocabulary as _;
use samspill::{
    auth::Role,
    clock::{FixedClock, Ids},
    demo,
    release::{MadeBy, Wanted, create},
    store::{Registry, RuleSettings},
};
use serde_json::{Value, json};

use crate::support::{Backend, Client, Server};

on_both!(
    the_readme_is_answered_as_it_says,
    planners_are_answered_as_their_page_says,
    integrators_are_answered_as_their_page_says,
    analysts_are_answered_as_their_page_says,
);

async fn the_readme_is_answered_as_it_says(backend: Backend) {
    check(backend, "README.md", Role::MunicipalPlanner, 16).await;
}

async fn planners_are_answered_as_their_page_says(backend: Backend) {
    check(backend, "docs/questions.md", Role::MunicipalPlanner, 7).await;
}

async fn integrators_are_answered_as_their_page_says(backend: Backend) {
    check(backend, "docs/questions-integrator.md", Role::Integration, 12).await;
}

async fn analysts_are_answered_as_their_page_says(backend: Backend) {
    check(backend, "docs/questions-analyst.md", Role::Analyst, 4).await;
}

/// The day that the pages tell the demonstration data of.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// An example: what is asked by whom, and what is answered.
struct Example {
    heading: String,
    role: Role,
    query: String,
    answer: Value,
}

/// A block between fences, and the heading above it.
struct Block {
    heading: String,
    /// What follows the opening fence: the language, and who asks if it is not the one whose page or section it is.
    info: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let (mut blocks, mut heading, mut open) = (Vec::new(), String::new(), None::<Block>);
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                open = Some(Block { heading: heading.clone(), info: info.to_owned(), text: String::new() });
            }
            (None, None) if line.starts_with('#') => line.trim_start_matches('#').trim().clone_into(&mut heading),
            (None, None) => {}
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
        }
    }
    blocks
}

/// Who asks what stands under a heading, where the heading says so.
fn asker(heading: &str) -> Option<Role> {
    match heading {
        "Planners ask" | "planner" => Some(Role::MunicipalPlanner),
        "Integrators ask" => Some(Role::Integration),
        "Analysts ask" => Some(Role::Analyst),
        _ => None,
    }
}

/// A query, and the answer in the very next block.
fn examples(page: &str, usual: Role) -> Vec<Example> {
    let blocks = blocks(page);
    let pairs = blocks.iter().zip(blocks.iter().skip(1));
    let asked = pairs.filter(|(query, answer)| query.info.starts_with("graphql") && answer.info == "json");
    let read = |(query, answer): (&Block, &Block)| {
        let named = query.info.strip_prefix("graphql as ").map(|name| asker(name).expect(name));
        Example {
            role: named.or_else(|| asker(&query.heading)).unwrap_or(usual),
            heading: query.heading.clone(),
            query: query.text.clone(),
            answer: serde_json::from_str(&answer.text).unwrap_or_else(|error| panic!("{}: {error}", query.heading)),
        }
    };
    asked.map(read).collect()
}

/// What stands in the pages for what differs from registry to registry, ids and cursors, as `staffMember_…`, with what it
/// was in the last answer that had it.
type Known = BTreeMap<String, String>;

/// Whether what was found is what is said, where a text that ends in `…` only begins like that, and is known from then on.
fn fits(said: &Value, found: &Value, known: &mut Known) -> bool {
    match (said, found) {
        (Value::Object(said), Value::Object(found)) => {
            said.keys().eq(found.keys()) && said.iter().all(|(name, said)| fits(said, &found[name], known))
        }
        (Value::Array(said), Value::Array(found)) => {
            said.len() == found.len() && said.iter().zip(found).all(|(said, found)| fits(said, found, known))
        }
        (Value::String(said), Value::String(found)) if said.ends_with('…') => {
            let begins = found.starts_with(said.trim_end_matches('…'));
            known.insert(said.clone(), found.clone());
            begins
        }
        _ => said == found,
    }
}

async fn check(backend: Backend, name: &str, usual: Role, count: usize) {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap();
    let asked_for = page.matches("```graphql").count();
    let examples = examples(&page, usual);
    assert!(examples.len() >= count, "{name} has {} examples", examples.len());
    // In the README one mutation of another section has no answer: it names somebody who does not exist.
    assert!(asked_for - examples.len() <= usize::from(name == "README.md"), "{name}: an example without an answer");
    let server = demonstration(backend).await;
    let mut known = Known::new();
    let mut wrong = Vec::new();
    for Example { heading, role, mut query, answer } in examples {
        for (stands, text) in &known {
            query = query.replace(stands, text);
        }
        let subject = format!("demo:{}", role.code().to_lowercase());
        let asker = server.client_named(&subject, role, &["4601"], &[]);
        let found = ask(&asker, &query).await;
        if !fits(&answer, &found, &mut known) {
            wrong.push(format!("## {heading}\n{query}\nis answered\n{found:#}"));
        }
    }
    assert!(wrong.is_empty(), "{name} says otherwise:\n{}", wrong.join("\n"));
}

/// The answer without what it cost.
async fn ask(asker: &Client, query: &str) -> Value {
    let mut reply = asker.run(query, json!({})).await.body;
    reply.as_object_mut().unwrap().remove("extensions");
    reply
}

/// The demonstration as `samspill demo --on 2026-11-24` tells it, with its release.
async fn demonstration(backend: Backend) -> Server {
    let database = backend.database().await;
    let registry = Registry {
        database: database.connect().await,
        clock: Arc::new(FixedClock(demo::moment(day()))),
        ids: Ids::random(),
        rules: RuleSettings { synthetic_organisation_numbers: true, ..RuleSettings::default() },
    };
    demo::load(&registry, |_, _| ()).await.unwrap();
    let label = Some("Demonstrasjon".to_owned());
    create(registry, MadeBy::Demonstration, Wanted { label, ..Wanted::default() }).await.unwrap();
    Server::start_on(database, &[])
}
