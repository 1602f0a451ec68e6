//! What one may not see is the same as what does not exist: in every root field, filter and mutation.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    OURS, THEIRS,
    answers::{Answer, answers, texts},
    asks::{Ask, Batch, FilterBy, filters, narrowed, written},
    schema::{RootList, Schema},
    town::{ELSEWHERE, Town, owner},
};
use crate::support::{
    Backend, Client,
    records::{municipality_id, organisation_number},
};

on_both!(a_foreign_value_and_a_missing_one_find_the_same);

/// A word that stands nowhere, as long as theirs.
const NOWHERE: &str = "Kwyxib";

/// The same id with its last digits changed: one that nothing has.
pub fn missing(id: &str) -> String {
    // The town next to theirs is there, but has nothing.
    if id.starts_with("municipality_") {
        return municipality_id(ELSEWHERE);
    }
    let end = if id.ends_with("0000") { "1111" } else { "0000" };
    format!("{}{end}", &id[..id.len() - 4])
}

/// What another town's records are found by, and what no record is found by, in the same order.
pub struct Values {
    pub ids: BTreeMap<String, Vec<String>>,
    texts: BTreeMap<String, Vec<String>>,
    /// The number of the municipality, then those of its organisations.
    pub numbers: Vec<String>,
}

impl Values {
    pub async fn of(town: &Town, schema: &Schema, owner: &Client) -> Self {
        let newest = |(kind, ids): (&String, &Vec<String>)| (kind.clone(), ids.last().cloned().into_iter().collect());
        Self {
            ids: town.ids.iter().map(newest).collect(),
            texts: texts(schema, owner, town.name.word).await,
            numbers: town.numbers.clone(),
        }
    }

    pub fn missing(&self) -> Self {
        let absent = |text: &String| text.replace(THEIRS.word, NOWHERE);
        let each = |lists: &BTreeMap<String, Vec<String>>, change: &dyn Fn(&String) -> String| {
            lists.iter().map(|(name, values)| (name.clone(), values.iter().map(change).collect())).collect()
        };
        let organisations = (0..self.numbers.len() - 1).map(|n| organisation_number(900 + n));
        Self {
            ids: each(&self.ids, &|id| missing(id)),
            texts: each(&self.texts, &absent),
            numbers: std::iter::once(ELSEWHERE.to_owned()).chain(organisations).collect(),
        }
    }

    /// Every root field that takes one of them.
    fn roots(&self, schema: &Schema) -> Vec<Ask> {
        let mut batch = Batch::new("query");
        for root in schema.roots() {
            for arg in root.args.iter().filter(|arg| arg.of.is_required()) {
                let values: Vec<&String> = match (arg.of.name(), schema.kind(&root.name, &arg.name)) {
                    // Everybody may read of every municipality.
                    (_, Some("municipality")) => Vec::new(),
                    ("ID", Some(kind)) => self.ids.get(kind).into_iter().flatten().collect(),
                    ("ID", None) => self.records().collect(),
                    ("String", _) => self.numbers[1..].iter().collect(),
                    _ => Vec::new(),
                };
                let others = root.args.iter().filter(|other| other.of.is_required() && other.name != arg.name);
                let others: String = others.flat_map(|other| [", ".to_owned(), written(schema, other)]).collect();
                for value in values {
                    let field = format!("{}({}: ${others}) {{ __typename }}", root.name, arg.name);
                    let given = if arg.of.is_list() { json!([value]) } else { json!(value) };
                    batch.add(&field, &field, Some((&arg.of.written(), given)));
                }
            }
        }
        batch.asks()
    }

    /// Every filter that takes one of them.
    pub fn filters(&self, schema: &Schema) -> Vec<Ask> {
        let ids = |kind: &str| self.ids.get(kind).into_iter().flatten().map(|id| json!(id)).collect();
        let others = |list: &RootList<'_>, comparator: &str, of: &str| match (comparator, of) {
            ("String", _) => vec![json!(self.texts["externalIds"][0])],
            (_, "String") => {
                let texts = self.texts.get(&list.field.name).into_iter().flatten();
                texts.chain(&self.numbers).map(|text| json!(text)).collect::<Vec<Value>>()
            }
            _ => Vec::new(),
        };
        let reference = |by: &FilterBy| ["counties", "municipalities", "kostraFunctions"].contains(&by.list.as_str());
        let filters: Vec<FilterBy> = filters(schema, ids, others).into_iter().filter(|by| !reference(by)).collect();
        narrowed(&filters)
    }

    fn records(&self) -> impl Iterator<Item = &String> {
        self.ids.iter().filter(|(kind, _)| *kind != "municipality").flat_map(|(_, ids)| ids)
    }
}

/// Whoever asks by what another town has and by what nobody has is answered the same, headers and number of statements
/// included.
async fn a_foreign_value_and_a_missing_one_find_the_same(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let ours = Town::build(&server, OURS).await;
    let theirs = Town::build(&server, THEIRS).await;
    let owner = owner(&server, THEIRS);
    let values = Values::of(&theirs, schema, &owner).await;
    let absent = values.missing();
    for (callers, foreign, missing) in [
        (ours.callers(&server), values.roots(schema), absent.roots(schema)),
        (ours.kinds(&server), values.filters(schema), absent.filters(schema)),
    ] {
        for (_, who, caller) in callers {
            compare(&caller, &who, &foreign, &missing).await;
        }
    }
    let foreign = [values.roots(schema), values.filters(schema)].concat();
    let missing = [absent.roots(schema), absent.filters(schema)].concat();
    // Whoever may see them finds something by nearly all of it.
    let (found, none) = (answers(&owner, &foreign).await, answers(&owner, &missing).await);
    let told_apart = found.iter().zip(&none).filter(|(found, none)| found.body != none.body).count();
    assert!(told_apart > found.len() * 3 / 4, "{told_apart} of {}", found.len());
    let text = |answer: &Answer| answer.body.clone();
    assert!(none.iter().map(text).all(|body| !body.contains(THEIRS.word)), "the missing are missing");
}

/// Checks that what is asked one way or the other is answered the same.
pub async fn compare(caller: &Client, who: &str, foreign: &[Ask], missing: &[Ask]) {
    let (found, none) = (answers(caller, foreign).await, answers(caller, missing).await);
    for ((ask, found), none) in foreign.iter().zip(found).zip(none) {
        assert_eq!(found, none, "{who}: {}", ask.about);
    }
}
