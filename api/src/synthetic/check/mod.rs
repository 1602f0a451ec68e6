//! Whether a whole registry keeps the rules of the domain, worked out anew from its rows: nothing here is shared with
//! what wrote them.

mod agreements;
mod deeds;
mod money;
mod people;

pub(crate) use people::busiest;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    breadth_activity,
    id::{BreadthActivityId, OrganisationId, PartnershipId, PartyId},
    kostra_function, organisation, partnership, party,
};
use serde_json::Value;

use super::rows::Rows;
use crate::{organisation::rules::check_number, privacy::holds_identity_number, text::normalise};

/// A registry's rows with what is looked up in them.
pub(crate) struct Book<'a> {
    pub rows: &'a Rows,
    pub functions: &'a [kostra_function::Model],
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub organisations: HashMap<OrganisationId, &'a organisation::Model>,
    pub partnerships: HashMap<PartnershipId, &'a partnership::Model>,
    pub parties: HashMap<PartyId, &'a party::Model>,
    pub activities: HashMap<BreadthActivityId, &'a breadth_activity::Model>,
}

impl<'a> Book<'a> {
    pub fn of(rows: &'a Rows, functions: &'a [kostra_function::Model], now: DateTime<Utc>, today: NaiveDate) -> Self {
        Self {
            rows,
            functions,
            now,
            today,
            organisations: rows.organisations.iter().map(|row| (row.id, row)).collect(),
            partnerships: rows.partnerships.iter().map(|row| (row.id, row)).collect(),
            parties: rows.parties.iter().map(|row| (row.id, row)).collect(),
            activities: rows.activities.iter().map(|row| (row.id, row)).collect(),
        }
    }

    /// Checks everything.
    pub fn check(&self) {
        self.organisations();
        self.texts();
        agreements::check(self);
        people::check(self);
        money::check(self);
        deeds::check(self);
    }

    /// The agreed days of a partnership.
    pub fn days(&self, id: PartnershipId) -> (NaiveDate, NaiveDate) {
        let row = self.partnerships[&id];
        (row.start_date, row.end_date.unwrap_or(NaiveDate::MAX))
    }

    /// That days lie inside a partnership's agreed days, and before it ended.
    pub fn inside(&self, id: PartnershipId, from: NaiveDate, to: Option<NaiveDate>) -> bool {
        let (first, last) = self.days(id);
        let last = self.partnerships[&id].ended_on.map_or(last, |ended| last.min(ended));
        first <= from && from <= to.unwrap_or(from) && to.unwrap_or(NaiveDate::MAX) <= last
    }

    pub fn is_party(&self, partnership: PartnershipId, party: PartyId) -> bool {
        self.parties[&party].partnership_id == partnership
    }

    fn organisations(&self) {
        let mut numbers = BTreeMap::new();
        for row in &self.rows.organisations {
            if let Some(number) = &row.number {
                assert!(check_number(number, true).is_ok() && number.starts_with(['2', '3']), "{row:?}");
                assert!(numbers.insert(number, row.id).is_none(), "{row:?}");
            }
            for code in row.kostra_functions.codes() {
                assert!(self.functions.iter().any(|function| function.code == *code), "{row:?}");
            }
            if let Some(parent) = row.parent_id {
                let parent = self.organisations[&parent];
                assert!(parent.municipality_id == row.municipality_id && parent.id != row.id);
            }
        }
    }

    /// Searched texts are normal, stamps are in order, and nobody's identity number is anywhere.
    fn texts(&self) {
        for (table, row) in self.rows.json() {
            no_identity_number(table, &row);
            let text = |field: &str| row[field].as_str().map(str::to_owned);
            let searched = match table {
                "indicator" => Some(("search_name", format!("{} {}", text("name").unwrap(), text("code").unwrap()))),
                "plan_link" => {
                    Some(("search_title", format!("{} {}", text("plan_title").unwrap(), text("goal").unwrap())))
                }
                "higher_education_cooperation" => {
                    Some(("search_title", format!("{} {}", text("title").unwrap(), text("institution").unwrap())))
                }
                "staff_member" => text("display_name").map(|name| ("search_name", name)),
                _ if row.get("search_name").is_some() => text("name").map(|name| ("search_name", name)),
                _ if row.get("search_title").is_some() => text("title").map(|title| ("search_title", title)),
                _ => None,
            };
            if let Some((field, source)) = searched {
                assert_eq!(text(field), Some(normalise(&source)), "{table}");
            }
            let instant = |field: &str| row[field].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
            let (created, updated) = (instant("created_at"), instant("updated_at"));
            assert!(created <= updated && updated <= self.now, "{table} {row}");
        }
    }
}

fn no_identity_number(table: &str, value: &Value) {
    match value {
        Value::String(text) => assert!(!holds_identity_number(text), "{table}: {text}"),
        Value::Array(items) => items.iter().for_each(|item| no_identity_number(table, item)),
        Value::Object(fields) => {
            for (field, value) in fields {
                // The terms of a revision are JSON in text; keys are hexadecimal.
                match (field.as_str(), value.as_str()) {
                    ("terms", Some(terms)) => {
                        no_identity_number(table, &serde_json::from_str(terms).unwrap());
                    }
                    (key, _) if key == "id" || key.ends_with("_id") => {}
                    _ => no_identity_number(table, value),
                }
            }
        }
        _ => {}
    }
}
