//! Records for tests that need some to be there.

use samspill::{organisation::rules::check_number, reference};
use serde_json::{Value, json};

use super::Client;

/// The public id of a municipality.
pub fn municipality_id(number: &str) -> String {
    reference::municipality_id(number).to_string()
}

/// The `n`th valid organisation number, counted from some beginning.
pub fn organisation_number(n: usize) -> String {
    let valid = (81_000_000_u32..)
        .flat_map(|start| (0..10).map(move |check| format!("{start}{check}")))
        .filter(|number| check_number(number, false).is_ok());
    valid.skip(n).take(1).collect()
}

/// A valid organisation number of the synthetic series.
pub fn synthetic_number() -> String {
    let valid = (0..).map(|end| (210_999_000_u32 + end).to_string());
    let mut valid = valid.filter(|number| check_number(number, true).is_ok());
    valid.next().unwrap()
}

/// Creates organisations; the variable is `input`.
pub const CREATE_ORGANISATION: &str = "mutation ($input: CreateOrganisationInput!) {
    createOrganisation(input: $input) {
        organisation { id version name number serviceType active externalIds { scheme value } }
        errors { code field message currentVersion allowed }
    }
}";

/// The input for a culture school in a municipality; `fields` adds to it or overrules it.
pub fn organisation_input(municipality: &str, fields: &Value) -> Value {
    let mut input = json!({
        "municipality": municipality_id(municipality),
        "name": "Kulturskolen",
        "serviceType": "CULTURE_SCHOOL",
    });
    for (name, value) in fields.as_object().unwrap() {
        input[name] = value.clone();
    }
    json!({ "input": input })
}

/// Creates an organisation.
pub async fn organisation(client: &Client, municipality: &str, fields: Value) -> Value {
    let input = organisation_input(municipality, &fields);
    client.ok(CREATE_ORGANISATION, input).await["organisation"].clone()
}
