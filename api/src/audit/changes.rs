//! What an event changed, field by field, under the names of the API.

use std::collections::{BTreeSet, HashSet};

use entity::{audit_event, id::StaffMemberId};
use serde_json::{Map, Value};

use super::{
    personal::{Fields, open, people_in, place},
    seal::PersonalKey,
};
use crate::{
    access::{Guarded, guard},
    graphql::ids::is_public_id,
    text::camel_case,
};

/// One changed field, for a certain reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field's name in the API.
    pub field: String,
    /// The value before; none when there was none or it is redacted.
    pub before: Option<String>,
    /// The value after; none when there is none or it is redacted.
    pub after: Option<String>,
    /// Whether a value, or a part of one, is left out because the reader may not read it or it was erased.
    pub redacted: bool,
}

/// The key and the stamps, which say nothing about what was done.
const STAMPS: &[&str] = &["id", "version", "created_at", "updated_at"];

/// Columns that serve the database and that the API does not know, with the kind of record.
const INNER: &[(&str, &str)] = &[
    ("indicator", "code_scope"),
    ("outcomeObservation", "subject_id"),
    ("outcomeTarget", "subject_id"),
    ("partnership", "revision_number"),
    ("staffAllocation", "agreed_host_id"),
];

fn is_told(kind: &str, column: &str) -> bool {
    !STAMPS.contains(&column) && !INNER.contains(&(kind, column))
}

/// The name in the API of what a column holds: `employer_id` holds the `employer`.
#[must_use]
pub fn api_name(kind: &str, column: &str) -> String {
    let (.., name) = RENAMED.iter().find(|(of, named, _)| *of == kind && *named == column).unwrap_or(&("", "", ""));
    if !name.is_empty() {
        return (*name).to_owned();
    }
    let link = column.strip_suffix("_id").filter(|_| column != "external_id");
    camel_case(link.unwrap_or(column))
}

/// Fields the API knows by another name than the table does.
const RENAMED: &[(&str, &str, &str)] = &[("accessGrant", "member_of", "group")];

/// The ids a value is: itself, or a list of them. Structures are frozen terms, which show what they name to those who
/// read them.
fn ids_of(value: &str) -> Vec<String> {
    if is_public_id(value) {
        return vec![value.to_owned()];
    }
    let list = serde_json::from_str::<Vec<String>>(value).unwrap_or_default();
    list.into_iter().filter(|text| is_public_id(text)).collect()
}

impl Change {
    /// The records that the values name.
    #[must_use]
    pub fn named(&self) -> Vec<String> {
        self.before.iter().chain(&self.after).flat_map(|value| ids_of(value)).collect()
    }

    /// The change without the values that name any of these records.
    #[must_use]
    pub fn without(mut self, hidden: &HashSet<&String>) -> Self {
        for value in [&mut self.before, &mut self.after] {
            if value.as_ref().is_some_and(|value| ids_of(value).iter().any(|id| hidden.contains(id))) {
                *value = None;
                self.redacted = true;
            }
        }
        self
    }
}

/// What an event changed.
pub struct Changes {
    kind: String,
    record: String,
    before: Fields,
    after: Fields,
}

impl Changes {
    /// The changes an event tells of; none for one that reads.
    #[must_use]
    pub fn of(event: &audit_event::Model) -> Self {
        let read = |text: &Option<String>| -> Fields {
            text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
        };
        Self {
            kind: event.kind.clone(),
            record: event.record.clone(),
            before: read(&event.before),
            after: read(&event.after),
        }
    }

    /// The people whose data is sealed in the values.
    #[must_use]
    pub fn people(&self) -> BTreeSet<StaffMemberId> {
        let mut people = BTreeSet::new();
        self.before.values().chain(self.after.values()).for_each(|value| people_in(value, &mut people));
        people
    }

    /// What guards any of the fields, besides the seal.
    #[must_use]
    pub fn guards(&self) -> HashSet<Guarded> {
        let guards = self.before.keys().chain(self.after.keys()).filter_map(|column| self.guard(column));
        guards.collect()
    }

    /// What guards a field. Names are guarded by their seal: what is not sealed of a person names nobody.
    fn guard(&self, column: &str) -> Option<Guarded> {
        guard(&self.kind, &api_name(&self.kind, column)).filter(|guarded| *guarded != Guarded::Names)
    }

    /// The changes for a caller who may read what is guarded so, opened with the keys it was given.
    #[must_use]
    pub fn told(
        mut self,
        may_read: &HashSet<Guarded>,
        key: &impl Fn(StaffMemberId) -> Option<PersonalKey>,
    ) -> Vec<Change> {
        let mut columns: BTreeSet<String> = self.before.keys().chain(self.after.keys()).cloned().collect();
        columns.retain(|column| is_told(&self.kind, column));
        let told = columns.into_iter();
        told.map(|column| {
            let readable = self.guard(&column).is_none_or(|guarded| may_read.contains(&guarded));
            let at = place(&self.record, &column);
            let mut whole = true;
            let mut tell = |fields: &mut Fields| {
                let mut value = fields.remove(&column).filter(|value| !value.is_null())?;
                if !readable {
                    whole = false;
                    return None;
                }
                whole &= open(&mut value, &at, key);
                text(&value)
            };
            let (before, after) = (tell(&mut self.before), tell(&mut self.after));
            Change { field: api_name(&self.kind, &column), before, after, redacted: !whole }
        })
        .collect()
    }
}

/// A value as text: a scalar as the API writes it, a list or an object as JSON.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => {
            Some(text.strip_prefix(',').and_then(|terms| terms.strip_suffix(',')).unwrap_or(text).to_owned())
        }
        Value::Array(_) | Value::Object(_) => Some(renamed(value).to_string()),
        scalar => Some(scalar.to_string()),
    }
}

/// A structure with its fields named as in the API.
fn renamed(value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(renamed).collect(),
        Value::Object(fields) => {
            let fields: Map<String, Value> =
                fields.iter().map(|(field, value)| (api_name("", field), renamed(value))).collect();
            Value::Object(fields)
        }
        scalar => scalar.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{api_name, is_told};
    use crate::{access::TYPES, audit::store::tables};

    #[test]
    fn changes_go_by_the_names_of_the_api() {
        let sdl = crate::graphql::schema::sdl();
        let mut unknown = Vec::new();
        for (kind, columns) in tables() {
            let name = TYPES.iter().find(|rule| rule.kind == kind).unwrap().name;
            let start = sdl.find(&format!("type {name} ")).unwrap_or_else(|| panic!("no type {name}"));
            let body = &sdl[start..start + sdl[start..].find("\n}").unwrap()];
            for column in columns {
                let field = api_name(kind, &column);
                let is_there = body.lines().any(|line| {
                    let line = line.trim_start();
                    line.starts_with(&format!("{field}:")) || line.starts_with(&format!("{field}("))
                });
                // An external id is shown as a part of its organisation.
                let part =
                    kind == "organisationExternalId" && ["organisation", "municipality"].contains(&field.as_str());
                if is_told(kind, &column) && !is_there && !part && !column.starts_with("search_") {
                    unknown.push(format!("{kind}.{column} as {field}"));
                }
            }
        }
        assert!(unknown.is_empty(), "{unknown:#?}");
    }
}
