//! Writing organisations: what is kept, what is refused, and how that is told.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Server,
    records::{CREATE_ORGANISATION, organisation, organisation_input, organisation_number},
};

on_both!(
    an_organisation_is_created_changed_and_deleted,
    a_stale_version_is_a_conflict,
    what_cannot_be_seen_does_not_exist,
    what_may_not_be_changed_is_forbidden,
    problems_are_told_all_at_once_in_the_callers_language,
    one_number_belongs_to_one_organisation,
    a_request_too_large_is_refused,
);

const UPDATE: &str = "mutation ($input: UpdateOrganisationInput!) {
    updateOrganisation(input: $input) {
        organisation { id version name number active externalIds { scheme value } createdAt updatedAt }
        errors { code field message currentVersion allowed }
    }
}";
const DELETE: &str = "mutation ($input: DeleteOrganisationInput!) {
    deleteOrganisation(input: $input) { deletedId errors { code field message } }
}";
const READ: &str = "query ($id: ID!) { organisation(id: $id) { name version } node(id: $id) { id } }";

async fn an_organisation_is_created_changed_and_deleted(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let number = organisation_number(0);
    let fields = json!({
        "name": "  Bergen kulturskole ",
        "number": number,
        "kostraFunctions": ["383"],
        "externalIds": [{ "scheme": "NSR", "value": "1" }],
    });
    let created = organisation(&planner, "4601", fields).await;
    assert_eq!(created["version"], 1);
    assert_eq!(created["name"], "Bergen kulturskole");
    assert_eq!(created["number"], number);
    assert_eq!(created["externalIds"], json!([{ "scheme": "nsr", "value": "1" }]));

    // What is left out stays, null removes.
    let change = json!({ "id": created["id"], "version": 1, "name": "Nye Bergen", "number": null });
    let changed = planner.ok(UPDATE, json!({ "input": change })).await["organisation"].clone();
    assert_eq!(changed["version"], 2);
    assert_eq!(changed["name"], "Nye Bergen");
    assert_eq!(changed["number"], Value::Null);
    assert_eq!(changed["externalIds"], created["externalIds"]);
    assert_ne!(changed["createdAt"], changed["updatedAt"]);

    // A change that changes nothing is no new version.
    let same = json!({ "id": created["id"], "version": 2, "name": "Nye Bergen" });
    let same = planner.ok(UPDATE, json!({ "input": same })).await["organisation"].clone();
    assert_eq!(same, changed);

    let delete = json!({ "input": { "id": created["id"], "version": 2 } });
    assert_eq!(planner.ok(DELETE, delete).await["deletedId"], created["id"]);
    let data = planner.data(READ, json!({ "id": created["id"] })).await;
    assert_eq!(data, json!({ "organisation": null, "node": null }));
}

async fn a_stale_version_is_a_conflict(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let created = organisation(&planner, "4601", json!({})).await;
    let change =
        |version: i32, name: &str| json!({ "input": { "id": created["id"], "version": version, "name": name } });
    planner.ok(UPDATE, change(1, "Second")).await;
    for version in [0, 1, 3] {
        let errors = planner.user_errors(UPDATE, change(version, "Third")).await;
        assert_eq!(errors[0]["code"], "CONFLICT");
        assert_eq!(errors[0]["field"], json!(["version"]));
        assert_eq!(errors[0]["currentVersion"], 2);
    }
    let delete = json!({ "input": { "id": created["id"], "version": 1 } });
    assert_eq!(codes(&planner.user_errors(DELETE, delete).await), ["CONFLICT"]);

    // Of two who change the same version at once, one hears of the other.
    let attempts = ["A", "B", "C", "D"].map(|name| planner.run(UPDATE, change(2, name)));
    let replies = join_all(attempts).await;
    let told =
        replies.iter().map(|reply| codes(reply.data()["updateOrganisation"]["errors"].as_array().unwrap()).join(" "));
    let mut told: Vec<String> = told.collect();
    told.sort();
    assert_eq!(told, ["", "CONFLICT", "CONFLICT", "CONFLICT"]);
    let data = planner.data(READ, json!({ "id": created["id"] })).await;
    assert_eq!(data["organisation"]["version"], 3);
}

async fn what_cannot_be_seen_does_not_exist(backend: Backend) {
    let server = Server::start(backend).await;
    let hidden = organisation(&server.planner("5610"), "5610", json!({})).await["id"].clone();
    let planner = server.planner("4601");
    let absent = json!("organisation_0193a5c0b7e47c3a9d1e2f3a4b5c6d7e");
    let mut answers = Vec::new();
    for id in [&hidden, &absent] {
        let data = planner.data(READ, json!({ "id": id })).await;
        assert_eq!(data, json!({ "organisation": null, "node": null }));
        let change = json!({ "input": { "id": id, "version": 1, "name": "Mine" } });
        let mut errors = planner.user_errors(UPDATE, change).await;
        assert_eq!(codes(&errors), ["NOT_FOUND"]);
        assert_eq!(errors[0]["field"], json!(["id"]));
        errors[0]["message"] = json!(errors[0]["message"].as_str().unwrap().replace(id.as_str().unwrap(), "…"));
        answers.push(errors);
        // Naming it in another record does not reveal it either.
        let input = organisation_input("4601", &json!({ "parent": id }));
        let errors = planner.user_errors(CREATE_ORGANISATION, input).await;
        assert_eq!((&errors[0]["code"], &errors[0]["field"]), (&json!("NOT_FOUND"), &json!(["parent"])));
    }
    assert_eq!(answers[0], answers[1]);

    let input = json!({ "input": { "id": "municipality_0193a5c0b7e47c3a9d1e2f3a4b5c6d7e", "version": 1 } });
    let errors = planner.errors(UPDATE, input).await;
    assert!(errors[0]["message"].as_str().unwrap().contains("organisation_"), "{errors:?}");
}

async fn what_may_not_be_changed_is_forbidden(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let own = organisation(&planner, "4601", json!({})).await;
    let sibling = organisation(&planner, "4601", json!({ "serviceType": "LIBRARY" })).await;
    let input = organisation_input("5610", &json!({}));
    assert_eq!(codes(&planner.user_errors(CREATE_ORGANISATION, input).await), ["FORBIDDEN"]);
    let input = organisation_input("4601", &json!({}));
    let coordinator = server.coordinator(&own["id"]);
    for client in [&server.reader("4601"), &coordinator] {
        let errors = client.user_errors(CREATE_ORGANISATION, input.clone()).await;
        assert_eq!(codes(&errors), ["FORBIDDEN"]);
    }
    let change =
        |organisation: &Value| json!({ "input": { "id": organisation["id"], "version": 1, "name": "Changed" } });
    let errors = coordinator.user_errors(UPDATE, change(&sibling)).await;
    assert_eq!(codes(&errors), ["FORBIDDEN"]);
    let errors = server.reader("4601").user_errors(UPDATE, change(&own)).await;
    assert_eq!(codes(&errors), ["FORBIDDEN"]);
    coordinator.ok(UPDATE, change(&own)).await;
}

async fn problems_are_told_all_at_once_in_the_callers_language(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let fields = json!({ "name": " ", "number": "958935421", "kostraFunctions": ["383", "999"] });
    let input = organisation_input("4601", &fields);
    for (language, said) in [
        ("nb", ["kan ikke være tomt", "ikke et gyldig organisasjonsnummer", "finnes ikke"]),
        ("nn-NO,nn;q=0.9,nb;q=0.8", ["kan ikkje vere tomt", "ikkje eit gyldig organisasjonsnummer", "finst ikkje"]),
        ("en", ["cannot be empty", "not a valid organisation number", "There is no KOSTRA function"]),
        ("fr", ["cannot be empty", "not a valid organisation number", "There is no KOSTRA function"]),
    ] {
        let client: Client = planner.speaking(language);
        let reply = client.run(CREATE_ORGANISATION, input.clone()).await;
        let spoken = if language == "fr" { "en" } else { &language[..2] };
        assert_eq!(reply.headers["content-language"], spoken);
        let errors = reply.data()["createOrganisation"]["errors"].clone();
        let errors = errors.as_array().unwrap();
        assert_eq!(codes(errors), ["REQUIRED", "INVALID_VALUE", "INVALID_VALUE"]);
        let fields = ["name", "number", "kostraFunctions"];
        for ((error, field), said) in errors.iter().zip(fields).zip(said) {
            assert_eq!(error["field"], json!([field]));
            assert!(error["message"].as_str().unwrap().contains(said), "{error} lacks {said:?}");
        }
    }
    let fields = json!({ "name": "Til 13097248022" });
    let errors = planner.user_errors(CREATE_ORGANISATION, organisation_input("4601", &fields)).await;
    assert_eq!(codes(&errors), ["IDENTITY_NUMBER"]);
    let count = planner.data("{ organisations { totalCount } }", json!({})).await;
    assert_eq!(count["organisations"]["totalCount"], 0);
}

async fn one_number_belongs_to_one_organisation(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let number = organisation_number(1);
    let attempts = (0..8).map(|attempt| {
        let fields = json!({ "name": format!("Attempt {attempt}"), "number": number });
        let input = organisation_input("4601", &fields);
        let planner = &planner;
        async move { planner.data(CREATE_ORGANISATION, input).await["createOrganisation"].clone() }
    });
    let payloads = join_all(attempts).await;
    let (won, lost): (Vec<_>, Vec<_>) = payloads.iter().partition(|payload| payload["errors"] == json!([]));
    assert_eq!(won.len(), 1, "{payloads:#?}");
    for payload in lost {
        assert_eq!(codes(payload["errors"].as_array().unwrap()), ["ALREADY_EXISTS"]);
    }
    let query = "query ($number: String!) {
        organisationByNumber(number: $number) { id }
        organisations(filter: { number: { eq: $number } }) { totalCount }
    }";
    let data = planner.data(query, json!({ "number": number })).await;
    assert_eq!(data["organisations"]["totalCount"], 1);
    assert_eq!(data["organisationByNumber"]["id"], won[0]["organisation"]["id"]);

    // Said with the field when it is known before the write.
    let input = organisation_input("4601", &json!({ "number": number }));
    let errors = planner.user_errors(CREATE_ORGANISATION, input).await;
    assert_eq!((&errors[0]["code"], &errors[0]["field"]), (&json!("ALREADY_EXISTS"), &json!(["number"])));
}

async fn a_request_too_large_is_refused(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let large = "x".repeat(256 * 1024);
    let reply = planner.run("{ serviceTypes { code } }", json!({ "unused": large })).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (413, "PAYLOAD_TOO_LARGE"));
}

fn codes(errors: &[Value]) -> Vec<&str> {
    errors.iter().map(|error| error["code"].as_str().unwrap()).collect()
}
