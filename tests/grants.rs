//! Who gives access to whom, and what it leads to.

use samspill::auth::Role;
use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Server,
    program::samspill,
    records::{municipality_id, organisation},
};

on_both!(
    access_is_given_and_taken_back_from_the_next_request_on,
    nobody_gives_more_than_they_hold_or_elsewhere,
    a_grant_holds_on_its_days_only,
    powers_in_several_places_do_not_mix,
    the_operator_appoints_the_first_administrator,
    grants_are_seen_by_the_administrators_of_the_place,
);

const LOCAL: &str = "samspill:local";
const CREATE: &str = "mutation ($input: CreateAccessGrantInput!) {
    createAccessGrant(input: $input) { accessGrant { id version } errors { code field message } }
}";
const VIEWER: &str = "{ viewer {
    subject issuer mutations
    powers { role everywhere municipalities { number } organisations { name } operations readsNames grants }
} }";

fn administrator(server: &Server, municipality: &str) -> Client {
    server.client(Role::MunicipalAdministrator, &[municipality], &[])
}

/// Somebody who reads in Stavanger by token, and elsewhere by what is given.
fn kari(server: &Server) -> Client {
    server.client_named("kari", Role::Reader, &["1103"], &[])
}

fn to_kari(role: &str, municipality: &str) -> Value {
    json!({ "issuer": LOCAL, "subject": "kari", "role": role, "municipality": municipality_id(municipality) })
}

async fn give(giver: &Client, input: Value) -> Value {
    giver.ok(CREATE, json!({ "input": input })).await["accessGrant"].clone()
}

async fn refused(giver: &Client, input: Value) -> String {
    giver.user_errors(CREATE, json!({ "input": input })).await[0]["code"].as_str().unwrap().to_owned()
}

async fn count(client: &Client) -> Value {
    client.data("{ organisations { totalCount } }", json!({})).await["organisations"]["totalCount"].clone()
}

async fn access_is_given_and_taken_back_from_the_next_request_on(backend: Backend) {
    let server = Server::start(backend).await;
    organisation(&server.planner("4601"), "4601", json!({})).await;
    let kari = kari(&server);
    assert_eq!(count(&kari).await, 0);
    let viewer = kari.data(VIEWER, json!({})).await["viewer"].clone();
    assert_eq!((&viewer["subject"], &viewer["issuer"]), (&json!("kari"), &json!(LOCAL)));
    assert_eq!(viewer["mutations"], json!([]));

    let administrator = administrator(&server, "4601");
    let grant = give(&administrator, to_kari("MUNICIPAL_PLANNER", "4601")).await;
    assert_eq!(count(&kari).await, 1);
    let viewer = kari.data(VIEWER, json!({})).await["viewer"].clone();
    let everything = json!(["READ_COOPERATION", "WRITE_COOPERATION", "READ_OUTCOMES"]);
    assert_eq!(
        viewer["powers"],
        json!([
            { "role": "READER", "everywhere": false, "municipalities": [{ "number": "1103" }], "organisations": [],
              "operations": ["READ_COOPERATION", "READ_OUTCOMES"], "readsNames": false, "grants": [] },
            { "role": "MUNICIPAL_PLANNER", "everywhere": false, "municipalities": [{ "number": "4601" }],
              "organisations": [], "operations": everything, "readsNames": true, "grants": [] },
        ])
    );
    let mutations = viewer["mutations"].as_array().unwrap();
    assert!(mutations.contains(&json!("createPartnership")) && !mutations.contains(&json!("createAccessGrant")));

    let take = "mutation ($input: DeleteAccessGrantInput!) {
        deleteAccessGrant(input: $input) { deletedId errors { code } }
    }";
    administrator.ok(take, json!({ "input": { "id": grant["id"], "version": grant["version"] } })).await;
    assert_eq!(count(&kari).await, 0);
}

async fn nobody_gives_more_than_they_hold_or_elsewhere(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let library = organisation(&planner, "4601", json!({ "serviceType": "LIBRARY" })).await;
    let choir = organisation(&planner, "4601", json!({ "name": "Koret", "serviceType": "VOLUNTARY_CULTURE" })).await;
    let administrator = administrator(&server, "4601");
    let at = |organisation: &Value| json!({ "issuer": LOCAL, "subject": "kari", "role": "COORDINATOR", "organisation": organisation["id"] });

    // Elsewhere, and above.
    assert_eq!(refused(&administrator, to_kari("READER", "0301")).await, "FORBIDDEN");
    let everywhere = json!({ "issuer": LOCAL, "subject": "kari", "role": "REGISTRY_ADMIN" });
    assert_eq!(refused(&administrator, everywhere.clone()).await, "FORBIDDEN");
    give(&administrator, at(&library)).await;
    assert_eq!(refused(&administrator, at(&choir)).await, "FORBIDDEN");
    // Those who administer nothing.
    for who in [planner, server.reader("4601"), server.coordinator(&library["id"])] {
        assert_eq!(refused(&who, to_kari("READER", "4601")).await, "FORBIDDEN");
    }
    // Who runs the registry reads no names, and so gives nobody a role that does.
    let admin = server.admin();
    for role in ["MUNICIPAL_ADMINISTRATOR", "MUNICIPAL_PLANNER", "INTEGRATION"] {
        assert_eq!(refused(&admin, to_kari(role, "4601")).await, "FORBIDDEN", "{role}");
    }
    give(&admin, to_kari("ANALYST", "4601")).await;
    give(&admin, everywhere).await;

    // What makes no sense.
    for (change, code, field) in [
        (json!({ "group": "g" }), "INVALID_VALUE", "subject"),
        (json!({ "subject": null }), "INVALID_VALUE", "subject"),
        (json!({ "organisation": library["id"] }), "INVALID_VALUE", "municipality"),
        (json!({ "role": "COORDINATOR" }), "INVALID_VALUE", "role"),
        (json!({ "role": "REGISTRY_ADMIN" }), "INVALID_VALUE", "role"),
        (json!({ "validFrom": "2026-02-01", "validTo": "2026-01-01" }), "INVALID_VALUE", "validTo"),
        (json!({ "issuer": " " }), "REQUIRED", "issuer"),
        (json!({ "note": "01010150074" }), "IDENTITY_NUMBER", "note"),
    ] {
        let mut input = to_kari("READER", "4601");
        for (name, value) in change.as_object().unwrap() {
            input[name] = value.clone();
        }
        let error = &administrator.user_errors(CREATE, json!({ "input": input })).await[0];
        assert_eq!((&error["code"], &error["field"]), (&json!(code), &json!([field])), "{change}");
    }
}

async fn a_grant_holds_on_its_days_only(backend: Backend) {
    let server = Server::start(backend).await;
    organisation(&server.planner("4601"), "4601", json!({})).await;
    let (administrator, kari) = (administrator(&server, "4601"), kari(&server));
    let mut past = to_kari("READER", "4601");
    past["validFrom"] = json!("2020-01-01");
    past["validTo"] = json!("2020-12-31");
    let mut coming = to_kari("READER", "4601");
    coming["validFrom"] = json!("2199-01-01");
    let grant = give(&administrator, past).await;
    give(&administrator, coming).await;
    assert_eq!(count(&kari).await, 0);
    let prolong = "mutation ($input: UpdateAccessGrantInput!) {
        updateAccessGrant(input: $input) { accessGrant { validTo } errors { code } }
    }";
    let input = json!({ "id": grant["id"], "version": grant["version"], "validTo": null });
    administrator.ok(prolong, json!({ "input": input })).await;
    assert_eq!(count(&kari).await, 1);
}

async fn powers_in_several_places_do_not_mix(backend: Backend) {
    let server = Server::start(backend).await;
    let employ = "mutation ($input: CreateStaffMemberInput!) {
        createStaffMember(input: $input) { staffMember { id version } errors { code field } }
    }";
    let mut people = Vec::new();
    for municipality in ["1103", "4601"] {
        let planner = server.planner(municipality);
        let school = organisation(&planner, municipality, json!({})).await;
        let input = json!({
            "employer": school["id"], "employeeKey": "1", "displayName": format!("Ola fra {municipality}"),
            "employmentPercentage": "100", "employedFrom": "2020-01-01",
        });
        people.push(planner.ok(employ, json!({ "input": input })).await["staffMember"].clone());
    }
    let kari = kari(&server);
    give(&administrator(&server, "4601"), to_kari("MUNICIPAL_PLANNER", "4601")).await;
    let list = "{ staffMembers(orderBy: [{ field: CREATED_AT }]) { nodes { displayName municipality { number } } } }";
    let seen = kari.data(list, json!({})).await["staffMembers"]["nodes"].clone();
    assert_eq!(
        seen,
        json!([
            { "displayName": null, "municipality": { "number": "1103" } },
            { "displayName": "Ola fra 4601", "municipality": { "number": "4601" } },
        ])
    );
    let rename = "mutation ($input: UpdateStaffMemberInput!) {
        updateStaffMember(input: $input) { staffMember { title } errors { code } }
    }";
    let input = |person: &Value| json!({ "input": { "id": person["id"], "version": 1, "title": "Dansepedagog" } });
    assert_eq!(kari.user_errors(rename, input(&people[0])).await[0]["code"], "FORBIDDEN");
    kari.ok(rename, input(&people[1])).await;
}

async fn the_operator_appoints_the_first_administrator(backend: Backend) {
    let server = Server::start(backend).await;
    let kari = kari(&server);
    let appoint = |arguments: &[&str]| {
        let mut program = samspill(server.data_dir());
        program.args(["grant", "--database-url", server.database().url(), "--issuer", LOCAL]).args(arguments);
        program.output().unwrap()
    };
    let role = ["--subject", "kari", "--role", "MUNICIPAL_ADMINISTRATOR"];
    let done = appoint(&[&role[..], &["--municipality", "4601"]].concat());
    assert!(done.status.success(), "{done:?}");
    assert!(String::from_utf8(done.stdout).unwrap().starts_with("accessGrant_"));
    give(&kari, to_kari("MUNICIPAL_PLANNER", "4601")).await;
    for (wrong, reason) in [
        (&role[..], "Give: municipality"),
        (&["--subject", "kari", "--group", "g", "--role", "READER"], "cannot be used with"),
        (&["--subject", "kari", "--role", "READER", "--municipality", "9999"], "9999"),
    ] {
        let refused = appoint(wrong);
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && said.contains(reason), "{said}");
    }
}

async fn grants_are_seen_by_the_administrators_of_the_place(backend: Backend) {
    let server = Server::start(backend).await;
    let (bergen, oslo) = (administrator(&server, "4601"), administrator(&server, "0301"));
    let grant = give(&bergen, to_kari("READER", "4601")).await;
    let list = "query ($id: ID!) { accessGrants { totalCount nodes { subject role } } node(id: $id) { id } }";
    for (who, sees) in [(bergen, true), (server.admin(), true), (oslo, false), (server.planner("4601"), false)] {
        let data = who.data(list, json!({ "id": grant["id"] })).await;
        assert_eq!(data["accessGrants"]["totalCount"], i32::from(sees));
        assert_eq!(data["node"].is_null(), !sees);
    }
}
