//! What one may not see is the same as what does not exist.

use serde_json::{Value, json};

use crate::support::{Backend, Client, Server, records::organisation};

on_both!(
    a_foreign_id_and_a_missing_id_are_answered_alike,
    a_neighbour_finds_nothing_in_any_list,
    readers_and_analysts_write_nothing,
    a_coordinator_sees_and_changes_what_the_organisation_takes_part_in,
);

const CREATE_PARTNERSHIP: &str = "mutation ($input: CreatePartnershipInput!) {
    createPartnership(input: $input) { partnership { id version } errors { code field message } }
}";

async fn partnership(planner: &Client, parties: &[(&Value, &str)]) -> Value {
    let parties: Vec<Value> =
        parties.iter().map(|(party, role)| json!({ "organisation": party["id"], "role": role })).collect();
    let input = json!({
        "title": "Hemmelig samarbeid", "purpose": "Dans", "pillars": ["LEARNING"], "startDate": "2026-01-01",
        "parties": parties,
    });
    planner.ok(CREATE_PARTNERSHIP, json!({ "input": input })).await["partnership"].clone()
}

/// The same id with its last digits changed: one that nothing has.
fn missing(id: &Value) -> String {
    let id = id.as_str().unwrap();
    let end = if id.ends_with("0000") { "1111" } else { "0000" };
    format!("{}{end}", &id[..id.len() - 4])
}

async fn a_foreign_id_and_a_missing_id_are_answered_alike(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    let partnership = partnership(&planner, &[(&school, "LEAD")]).await;
    let neighbour = server.planner("0301");
    let queries = [
        "query ($id: ID!) { node(id: $id) { id } }",
        "query ($id: ID!) { nodes(ids: [$id, $id]) { id } }",
        "query ($id: ID!) { partnership(id: $id) { id title } }",
        "query ($id: ID!) { partnerships(filter: { awaitingConfirmation: false }) { totalCount } node(id: $id) { id } }",
        "query ($id: ID!) { parties(filter: { partnership: { eq: $id } }) { totalCount nodes { id } } }",
    ];
    let strip = |mut body: Value| {
        if let Some(errors) = body["errors"].as_array_mut() {
            for error in errors {
                error["extensions"]["requestId"] = Value::Null;
            }
        }
        body.to_string()
    };
    for query in queries {
        let foreign = neighbour.run(query, json!({ "id": partnership["id"] })).await;
        let missing = neighbour.run(query, json!({ "id": missing(&partnership["id"]) })).await;
        assert_eq!(foreign.status, missing.status);
        assert_eq!(strip(foreign.body), strip(missing.body), "{query}");
    }
    let update = "mutation ($input: UpdatePartnershipInput!) {
        updatePartnership(input: $input) { partnership { id } errors { code field message } }
    }";
    let input = |id: Value| json!({ "input": { "id": id, "version": 1, "title": "Ny" } });
    let foreign = neighbour.user_errors(update, input(partnership["id"].clone())).await;
    let none = neighbour.user_errors(update, input(json!(missing(&partnership["id"])))).await;
    assert_eq!((&foreign[0]["code"], &foreign[0]["field"]), (&none[0]["code"], &none[0]["field"]));
    assert_eq!(foreign[0]["code"], "NOT_FOUND");
}

async fn a_neighbour_finds_nothing_in_any_list(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    partnership(&planner, &[(&school, "LEAD")]).await;
    let introspection = "{ __schema { queryType { fields { name args { name } type { name } } } } }";
    let schema = server.admin().data(introspection, json!({})).await;
    let fields = schema["__schema"]["queryType"]["fields"].as_array().unwrap();
    let public = ["counties", "municipalities", "kostraFunctions"];
    let mut lists = 0;
    for field in fields {
        let name = field["name"].as_str().unwrap();
        // Lists of records have filters; cells of releases, which are everybody's, have none.
        let is_list = field["args"].as_array().unwrap().iter().any(|arg| arg["name"] == "filter");
        if !is_list || public.contains(&name) {
            continue;
        }
        lists += 1;
        let query = format!("{{ {name} {{ totalCount nodes {{ id }} edges {{ cursor }} pageInfo {{ endCursor }} }} }}");
        for who in [server.planner("0301"), server.reader("0301"), server.coordinator(&json!(missing(&school["id"])))] {
            let data = who.data(&query, json!({})).await;
            let expected = json!({ "totalCount": 0, "nodes": [], "edges": [], "pageInfo": { "endCursor": null } });
            assert_eq!(data[name], expected, "{name}");
        }
    }
    assert!(lists >= 20, "{lists} lists were asked");
}

async fn readers_and_analysts_write_nothing(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    let partnership = partnership(&planner, &[(&school, "LEAD")]).await;
    let analyst = server.client(samspill::auth::Role::Analyst, &["4601"], &[]);
    for who in [server.reader("4601"), analyst] {
        let seen = who.data("{ partnerships { nodes { title } } }", json!({})).await;
        assert_eq!(seen["partnerships"]["nodes"][0]["title"], "Hemmelig samarbeid");
        let withdraw = "mutation ($input: WithdrawPartnershipInput!) {
            withdrawPartnership(input: $input) { partnership { id } errors { code field message } }
        }";
        let input = json!({ "id": partnership["id"], "version": partnership["version"] });
        let refusal = who.user_errors(withdraw, json!({ "input": input })).await;
        assert_eq!(refusal[0]["code"], "FORBIDDEN");
    }
}

async fn a_coordinator_sees_and_changes_what_the_organisation_takes_part_in(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    let one = organisation(&planner, "4601", json!({ "name": "Skole A", "serviceType": "SCHOOL" })).await;
    let other = organisation(&planner, "4601", json!({ "name": "Skole B", "serviceType": "SCHOOL" })).await;
    let theirs = partnership(&planner, &[(&school, "LEAD"), (&one, "HOST")]).await;
    partnership(&planner, &[(&school, "LEAD"), (&other, "HOST")]).await;
    let coordinator = server.coordinator(&one["id"]);
    let seen = coordinator.data("{ partnerships { totalCount nodes { id } } }", json!({})).await;
    assert_eq!(seen["partnerships"], json!({ "totalCount": 1, "nodes": [{ "id": theirs["id"] }] }));
    let rename = "mutation ($input: UpdatePartnershipInput!) {
        updatePartnership(input: $input) { partnership { title } errors { code field message } }
    }";
    let input = json!({ "id": theirs["id"], "version": theirs["version"], "title": "Vårt samarbeid" });
    let payload = coordinator.ok(rename, json!({ "input": input })).await;
    assert_eq!(payload["partnership"]["title"], "Vårt samarbeid");
    // Through a shared partner nobody reaches what is not theirs.
    let through = "query ($id: ID!) { organisation(id: $id) { partnerships { totalCount nodes { title } } } }";
    let data = coordinator.data(through, json!({ "id": school["id"] })).await;
    assert_eq!(data["organisation"]["partnerships"]["totalCount"], 1);
}
