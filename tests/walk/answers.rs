//! What the server answers, made comparable.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{asks::Ask, schema::Schema, town::Town};
use crate::support::{Client, Reply};

/// An answer without what differs from request to request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    /// The headers that an answer may be told by, the number of statements among them.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    pub fn of(reply: &Reply) -> Self {
        let mut body = reply.body.clone();
        for error in body["errors"].as_array_mut().into_iter().flatten() {
            error["extensions"]["requestId"] = Value::Null;
        }
        let headers = reply.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        let of_the_request = ["date", "x-request-id", "content-length"];
        let headers = headers.filter(|(name, _)| !of_the_request.contains(&name.as_str())).collect();
        Self { status: reply.status.as_u16(), body: body.to_string(), headers }
    }

    /// The same without histories, which reading itself adds to: readings of names are written down.
    pub fn without_history(mut self) -> Self {
        fn forget(answer: &mut Value) {
            match answer {
                Value::Array(rows) => rows.iter_mut().for_each(forget),
                Value::Object(fields) => {
                    fields.remove("history");
                    fields.values_mut().for_each(forget);
                }
                _ => {}
            }
        }
        let mut body: Value = serde_json::from_str(&self.body).unwrap();
        forget(&mut body);
        self.body = body.to_string();
        self
    }

    /// The same, with each of these ids called by its place.
    pub fn without(mut self, ids: &[String]) -> Self {
        for (place, id) in ids.iter().enumerate() {
            self.body = self.body.replace(id, &format!("#{place}"));
        }
        self
    }
}

/// The answers of queries that must all succeed.
pub async fn answers(client: &Client, asks: &[Ask]) -> Vec<Answer> {
    let mut found = Vec::with_capacity(asks.len());
    for ask in asks {
        let reply = client.run(&ask.query, ask.variables.clone()).await;
        assert!(reply.body.get("errors").is_none(), "{}\n{}\n{:#}", ask.about, ask.query, reply.body);
        found.push(Answer::of(&reply));
    }
    found
}

/// What a town has to hide: its ids, and the word that stands in all its texts.
pub struct Secrets {
    word: String,
    keys: BTreeSet<String>,
}

impl Secrets {
    pub fn of(town: &Town) -> Self {
        Self::save(town, &[])
    }

    /// The same, save the ids of these records.
    pub fn save(town: &Town, known: &[String]) -> Self {
        let ids = town.ids.iter().filter(|(kind, _)| *kind != "municipality").flat_map(|(_, ids)| ids);
        let key = |id: &String| id.split_once('_').unwrap().1.to_owned();
        let keys = ids.filter(|id| !known.contains(id)).map(key).collect();
        Self { word: town.name.word.to_lowercase(), keys }
    }

    /// Which of them an answer holds, in plain sight or inside a cursor.
    pub fn found_in(&self, answer: &str) -> Option<String> {
        let cursors = answer.split('"').filter_map(cursor);
        std::iter::once(answer.to_lowercase()).chain(cursors).find_map(|text| self.found_in_text(&text))
    }

    fn found_in_text(&self, text: &str) -> Option<String> {
        if text.contains(&self.word) {
            return Some(self.word.clone());
        }
        // Cursors write keys with dashes.
        let plain = text.replace('-', "");
        let mut words = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.find(|word| self.keys.contains(*word)).map(str::to_owned)
    }
}

/// What a cursor holds, if this is one.
fn cursor(text: &str) -> Option<String> {
    let decoded = URL_SAFE_NO_PAD.decode(text).ok()?;
    let json = String::from_utf8(decoded).ok()?;
    json.starts_with('[').then(|| json.to_lowercase())
}

/// The texts of a town's records by root list, those with its word; external ids as they are asked for.
pub async fn texts(schema: &Schema, owner: &Client, word: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for list in schema.lists() {
        let fields = schema.get(list.rows).fields().iter();
        let names = fields.filter(|field| field.of.name() == "String" && !field.of.is_list());
        let names: Vec<&str> = names.map(|field| field.name.as_str()).collect();
        if names.is_empty() {
            continue;
        }
        let query = format!("{{ {}(last: 1) {{ nodes {{ {} }} }} }}", list.field.name, names.join(" "));
        let data = owner.data(&query, serde_json::json!({})).await;
        let rows = data[&list.field.name]["nodes"].as_array().unwrap().iter().filter_map(Value::as_object);
        let values = rows.flat_map(|row| row.values()).filter_map(Value::as_str).filter(|text| text.contains(word));
        found.insert(list.field.name.clone(), values.map(str::to_owned).collect());
    }
    let query = "{ organisations(last: 1) { nodes { externalIds { scheme value } } } }";
    let id = owner.data(query, serde_json::json!({})).await["organisations"]["nodes"][0]["externalIds"][0].take();
    let id = format!("{}:{}", id["scheme"].as_str().unwrap(), id["value"].as_str().unwrap());
    found.insert("externalIds".to_owned(), vec![id]);
    found
}
