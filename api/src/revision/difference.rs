//! What differs between two versions of the terms.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{partnership::terms::AgreementTerms, text::camel_case};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs, from the outside in: `endDate`, or `staffAllocations.staffAllocation_0193….percentage`.
    pub path: String,
    /// The value before; none when it was not there.
    pub before: Option<String>,
    /// The value after; none when it is gone.
    pub after: Option<String>,
}

/// Fields that are not terms: stamps, links within the partnership, what follows from the agreement, and what the accounts
/// say.
const NOT_TERMS: &[&str] = &[
    "id",
    "version",
    "created_at",
    "updated_at",
    "municipality_id",
    "partnership_id",
    "budget_id",
    "agreed_host_id",
    "actual",
];

/// The differences from one version to another, ordered by path; empty when the same was agreed.
#[must_use]
pub fn differences(from: &AgreementTerms, to: &AgreementTerms) -> Vec<Difference> {
    let (mut before, mut after) = (flatten(from), flatten(to));
    before.retain(|path, value| match after.get(path) {
        Some(same) if same == value => {
            after.remove(path);
            false
        }
        _ => true,
    });
    let paths: std::collections::BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    paths
        .into_iter()
        .map(|path| Difference { before: before.remove(&path), after: after.remove(&path), path })
        .collect()
}

/// The terms as text by path; rows of a list are named by their id.
fn flatten(terms: &AgreementTerms) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(terms) {
        add(&mut flat, "", &fields);
    }
    flat
}

fn add(flat: &mut BTreeMap<String, String>, outer: &str, fields: &Map<String, Value>) {
    for (name, value) in fields.iter().filter(|(name, _)| !NOT_TERMS.contains(&name.as_str())) {
        let path = format!("{outer}{}", camel_case(name.trim_end_matches("_id")));
        match value {
            Value::Null => {}
            Value::Array(rows) => {
                for row in rows.iter().filter_map(Value::as_object) {
                    let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
                    add(flat, &format!("{path}.{id}."), row);
                }
            }
            Value::String(text) => drop(flat.insert(path, text.trim_matches(',').to_owned())),
            other => drop(flat.insert(path, other.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, differences};
    use crate::partnership::terms::AgreementTerms;
    use chrono::{DateTime, NaiveDate};
    use entity::{
        Id, party,
        vocabulary::{PartyRole, Pillar},
    };
    use uuid::Uuid;

    fn party(number: u128) -> party::Model {
        party::Model {
            id: Id::new(Uuid::from_u128(number)),
            municipality_id: Id::new(Uuid::from_u128(1)),
            partnership_id: Id::new(Uuid::from_u128(2)),
            organisation_id: Id::new(Uuid::from_u128(number + 100)),
            role: PartyRole::CoCreator,
            responsibilities: None,
            joined_on: None,
            left_on: None,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn terms() -> AgreementTerms {
        AgreementTerms {
            title: "Kor på sykehjemmet".to_owned(),
            purpose: "Sang".to_owned(),
            pillars: [Pillar::Learning].into_iter().collect(),
            start_date: NaiveDate::from_ymd_opt(2026, 8, 1).unwrap(),
            end_date: None,
            parties: vec![party(1), party(2)],
            staff_allocations: Vec::new(),
            budget_lines: Vec::new(),
        }
    }

    #[test]
    fn the_same_terms_do_not_differ_whatever_their_stamps() {
        let mut later = terms();
        later.parties[0].version = 9;
        assert!(differences(&terms(), &later).is_empty());
    }

    #[test]
    fn each_change_is_named() {
        let mut after = terms();
        after.end_date = NaiveDate::from_ymd_opt(2027, 7, 31);
        after.parties.remove(1);
        after.parties[0].role = PartyRole::Host;
        let found = differences(&terms(), &after);
        let change = |path: &str, before: Option<&str>, after: Option<&str>| Difference {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        assert!(found.contains(&change("endDate", None, Some("2027-07-31"))));
        let first = format!("parties.{}.role", party(1).id);
        assert!(found.contains(&change(&first, Some("CO_CREATOR"), Some("HOST"))));
        let second = format!("parties.{}.role", party(2).id);
        assert!(found.contains(&change(&second, Some("CO_CREATOR"), None)));
        assert_eq!(found.len(), 4);
    }
}
