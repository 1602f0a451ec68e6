//! How the service speaks HTTP: formats, methods, statuses, and errors that say what and to which request.

use reqwest::{
    Method, StatusCode,
    header::{ACCEPT, ALLOW, CONTENT_TYPE},
};
use serde_json::{Value, json};

use crate::support::{Backend, Client, Reply, Server};

on_both!(
    get_reads_and_never_writes,
    only_json_is_taken,
    the_format_is_negotiated,
    the_status_tells_how_it_went,
    every_error_is_coded_and_names_the_request,
    variables_are_checked_before_anything_runs,
    an_error_nulls_its_field_or_the_next_that_may_be_null,
    the_limits_and_the_cost_are_told,
    defaults_of_variables_steer_directives,
);

const READ: &str = "query Read($number: String!) { municipalityByNumber(number: $number) { name } }";
const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";

/// A percent-encoded address of the endpoint.
fn address(parameters: &[(&str, &str)]) -> String {
    let mut url = reqwest::Url::parse("http://host/graphql").unwrap();
    url.query_pairs_mut().extend_pairs(parameters);
    format!("/graphql?{}", url.query().unwrap())
}

async fn get(client: &Client, parameters: &[(&str, &str)]) -> Reply {
    let request = client.request(Method::GET, &address(parameters));
    Reply::of(request.header(ACCEPT, GRAPHQL_RESPONSE)).await.unwrap()
}

async fn post_as(client: &Client, accept: &str, body: &Value) -> Reply {
    Reply::of(client.post().header(ACCEPT, accept).json(body)).await.unwrap()
}

async fn get_reads_and_never_writes(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let number = json!({ "number": "4601" }).to_string();
    let reply = get(&planner, &[("query", READ), ("variables", &number), ("extensions", "{}")]).await;
    assert_eq!(reply.data()["municipalityByNumber"]["name"], "Bergen");
    let two = "query A { __typename } query B { vocabularies(names: []) { name } } mutation C { __typename }";
    let reply = get(&planner, &[("query", two), ("operationName", "B")]).await;
    assert_eq!(reply.data(), json!({ "vocabularies": [] }));
    assert_eq!(get(&planner, &[("query", two)]).await.code(), "OPERATION_RESOLUTION_FAILURE");
    let write =
        "mutation($input: CreateOrganisationInput!) { createOrganisation(input: $input) { organisation { id } } }";
    let input = crate::support::records::organisation_input("4601", &json!({})).to_string();
    for parameters in [vec![("query", two), ("operationName", "C")], vec![("query", write), ("variables", &input)]] {
        let reply = get(&planner, &parameters).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (405, "METHOD_NOT_ALLOWED"), "{reply:?}");
        assert_eq!(reply.headers[ALLOW], "POST");
    }
    let data = planner.data("{ organisations { totalCount } }", json!({})).await;
    assert_eq!(data["organisations"]["totalCount"], 0);
    for parameters in [vec![], vec![("query", READ), ("query", READ)], vec![("query", READ), ("variables", "[]")]] {
        let reply = get(&planner, &parameters).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_REQUEST"), "{parameters:?}");
    }
}

async fn only_json_is_taken(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = json!({ "query": "{ __typename }" }).to_string();
    for kind in ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"] {
        let reply = Reply::of(planner.post().header(CONTENT_TYPE, kind).body(body.clone())).await.unwrap();
        assert_eq!(reply.data()["__typename"], "Query", "{kind}");
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/graphql",
        "",
    ] {
        let reply = Reply::of(planner.post().header(CONTENT_TYPE, kind).body(body.clone())).await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.code()), (415, "UNSUPPORTED_MEDIA_TYPE"), "{kind}");
    }
    let untyped = Reply::of(planner.post().body(body)).await.unwrap();
    assert_eq!(untyped.code(), "UNSUPPORTED_MEDIA_TYPE");
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "[{\"query\":\"{__typename}\"}]",
        "{\"query\":7}",
        "{\"query\":\"{__typename}\"",
        "{\"query\":\"{__typename}\",\"variables\":\"{}\"}",
        "{\"query\":\"{__typename}\",\"operationName\":[]}",
        "{\"query\":\"{__typename}\",\"extensions\":3}",
    ] {
        let request = planner.post().header(CONTENT_TYPE, "application/json").body(body);
        let reply = Reply::of(request).await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_REQUEST"), "{body}");
        assert!(reply.body.get("data").is_none(), "{body}");
    }
}

async fn the_format_is_negotiated(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = json!({ "query": "{ __typename }" });
    for (accept, expected) in [
        (GRAPHQL_RESPONSE, GRAPHQL_RESPONSE),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json;q=0.9", "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
    ] {
        let reply = post_as(&planner, accept, &body).await;
        assert_eq!(reply.data()["__typename"], "Query");
        assert_eq!(reply.headers[CONTENT_TYPE], format!("{expected}; charset=utf-8"), "{accept}");
    }
    for accept in ["text/html", "application/json;q=0", "application/json; charset=utf-16"] {
        let reply = post_as(&planner, accept, &body).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (406, "NOT_ACCEPTABLE"), "{accept}");
    }
}

async fn the_status_tells_how_it_went(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let too_deep = format!("{{{}}}", "a{".repeat(100) + &"}".repeat(100));
    for (body, code, by_name) in [
        (json!({ "query": "{" }), "GRAPHQL_PARSE_FAILED", 200),
        (json!({ "query": "{ nothing }" }), "GRAPHQL_VALIDATION_FAILED", 200),
        (json!({ "query": "query($a: Int!) { __typename }" }), "BAD_USER_INPUT", 200),
        (json!({ "query": "{ __typename }", "operationName": "X" }), "OPERATION_RESOLUTION_FAILURE", 200),
        (json!({ "query": too_deep }), "LIMIT_EXCEEDED", 400),
        (json!({ "query": null }), "BAD_REQUEST", 400),
        (json!({ "query": "subscription { __typename }" }), "GRAPHQL_VALIDATION_FAILED", 200),
    ] {
        for (accept, status) in [(GRAPHQL_RESPONSE, 400), ("*/*", 400), ("application/json", by_name)] {
            let reply = post_as(&planner, accept, &body).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (status, code), "{body} as {accept}: {reply:?}");
            assert!(reply.body.get("data").is_none(), "{body}");
        }
    }
    // What was carried out is 200, whatever came of its fields.
    for query in ["{ node(id: \"x\") { id } }", "{ partnerships(first: 0) { totalCount } }"] {
        let reply = post_as(&planner, GRAPHQL_RESPONSE, &json!({ "query": query })).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (200, "BAD_USER_INPUT"), "{query}");
        assert!(reply.body.get("data").is_some(), "{query}");
    }
}

/// All codes that errors may have, with the bokmål of each.
async fn codes(client: &Client) -> Vec<String> {
    let query = "{ vocabularies(names: [\"ErrorCode\"]) { values { code label { nb nn en } meaning { nb nn en } } } }";
    let data = client.data(query, json!({})).await;
    let values = data["vocabularies"][0]["values"].as_array().unwrap().clone();
    values.iter().map(|value| value["code"].as_str().unwrap().to_owned()).collect()
}

async fn every_error_is_coded_and_names_the_request(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let known = codes(&planner).await;
    let ask = |method: Method, path: &str| planner.request(method, path).header("x-request-id", "tidy-1");
    let json = |query: &str| json!({ "query": query });
    let requests = [
        (ask(Method::GET, "/nowhere"), 404),
        (ask(Method::GET, "/"), 404),
        (ask(Method::GET, "/graphiql/nowhere.js"), 404),
        (ask(Method::PUT, "/graphql"), 405),
        (ask(Method::DELETE, "/graphql"), 405),
        (ask(Method::POST, "/health/live"), 405),
        (ask(Method::POST, "/graphiql"), 405),
        (ask(Method::POST, "/graphql").header(ACCEPT, "text/html").json(&json("{ __typename }")), 406),
        (ask(Method::POST, "/graphql").body("query"), 415),
        (ask(Method::POST, "/graphql").json(&json(&"x".repeat(1_000_000))), 413),
        (ask(Method::POST, "/graphql").json(&json("{ 8 }")), 400),
        (ask(Method::POST, "/graphql").json(&json("{ nothing }")), 400),
        (ask(Method::POST, "/graphql").json(&json("{ nodes(ids: [\"x\", \"y\"]) { id } }")), 200),
        (ask(Method::POST, "/graphql").json(&json("{ partnerships(last: 0) { totalCount } }")), 200),
        (
            server.stranger().request(Method::POST, "/graphql").header("x-request-id", "tidy-1").json(&json("{ a }")),
            401,
        ),
        (server.stranger().request(Method::GET, "/graphql").header("x-request-id", "tidy-1"), 401),
    ];
    for (request, status) in requests {
        let told = format!("{request:?}");
        let reply = Reply::of(request).await.unwrap();
        assert_eq!(reply.status.as_u16(), status, "{told}: {reply:?}");
        let errors = reply.body["errors"].as_array().unwrap_or_else(|| panic!("{told}: {reply:?}"));
        for error in errors {
            let code = error["extensions"]["code"].as_str().unwrap();
            assert!(known.iter().any(|known| known == code), "{told}: {code}");
            assert_eq!(error["extensions"]["requestId"], "tidy-1", "{told}");
            let message = error["message"].as_str().unwrap();
            for internal in ["panicked", "sqlx", "sea_orm", "SELECT", "-->", "EOI", "Pest", "src/", "::"] {
                assert!(!message.contains(internal), "{told}: {message}");
            }
        }
        if status == 405 {
            assert!(reply.headers.contains_key(ALLOW), "{told}");
        }
        assert_eq!(reply.headers["x-request-id"], "tidy-1");
    }
    // In the caller's language.
    for (language, said) in
        [("nb", "Det er ingenting"), ("nn", "Det er ingenting på denne adressa"), ("en", "nothing at")]
    {
        let reply = Reply::of(planner.speaking(language).request(Method::GET, "/nowhere")).await.unwrap();
        assert!(reply.body["errors"][0]["message"].as_str().unwrap().contains(said), "{reply:?}");
        assert_eq!(reply.headers["content-language"], language);
    }
}

async fn variables_are_checked_before_anything_runs(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let write = "mutation($name: String!, $input: UpdateOrganisationInput!, $page: Int) {
        created: createOrganisation(input: {
            municipality: \"municipality_x\", name: $name, serviceType: SCHOOL
        }) { errors { code } }
        updateOrganisation(input: $input) { errors { code } }
    }";
    let input = json!({ "id": "organisation_00000000000000000000000000000000", "version": 1 });
    for (variables, field) in [
        (json!({ "input": input }), json!(["name"])),
        (json!({ "name": null, "input": input }), json!(["name"])),
        (json!({ "name": 1, "input": input }), json!(["name"])),
        (json!({ "name": "x", "input": input, "page": 3_000_000_000_i64 }), json!(["page"])),
        (json!({ "name": "x", "input": { "id": input["id"] } }), json!(["input", "version"])),
        (json!({ "name": "x", "input": { "id": input["id"], "version": 1, "nmae": "x" } }), json!(["input", "nmae"])),
        (
            json!({ "name": "x", "input": { "id": input["id"], "version": 1, "serviceType": "SCOOL" } }),
            json!(["input", "serviceType"]),
        ),
    ] {
        for (language, said) in
            [("nb", "mangler|kan ikke|må være|finnes ikke|ingen av"), ("en", "missing|cannot|must|exist|none of")]
        {
            let body = json!({ "query": write, "variables": variables });
            let client = planner.speaking(language);
            let reply = post_as(&client, GRAPHQL_RESPONSE, &body).await;
            assert_eq!((reply.status, reply.code()), (StatusCode::BAD_REQUEST, "BAD_USER_INPUT"), "{variables}");
            assert!(reply.body.get("data").is_none(), "{variables}");
            let error = &reply.body["errors"][0];
            assert_eq!(error["extensions"]["field"], field, "{variables}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(field[0].as_str().unwrap()), "{message}");
            assert!(said.split('|').any(|said| message.contains(said)), "{message}");
        }
    }
    // A variable that is not declared is for validation, one that is not used is not.
    assert_eq!(planner.run("{ node(id: $id) { id } }", json!({ "id": "x" })).await.code(), "GRAPHQL_VALIDATION_FAILED");
    planner.data("{ __typename }", json!({ "unused": [1, 2] })).await;
}

async fn an_error_nulls_its_field_or_the_next_that_may_be_null(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let query = "{
        here: municipalityByNumber(number: \"4601\") { name }
        nullable: municipality(id: \"organisation_1\") { name }
        below: municipalityByNumber(number: \"4601\") { name organisations(first: 0) { totalCount } }
    }";
    let reply = planner.run(query, json!({})).await;
    let expected = json!({ "here": { "name": "Bergen" }, "nullable": null, "below": null });
    assert_eq!(reply.body["data"], expected, "{reply:?}");
    let mut paths: Vec<_> =
        reply.body["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect();
    paths.sort_by_key(Value::to_string);
    assert_eq!(paths, [json!(["below", "organisations"]), json!(["nullable"])]);
    // Nothing above may be null: all of the data is.
    let reply = planner.run("{ here: __typename organisations(first: 0) { totalCount } }", json!({})).await;
    assert_eq!(reply.body["data"], Value::Null);
    assert!(reply.body.as_object().unwrap().contains_key("data"));
    assert_eq!(reply.body["errors"][0]["path"], json!(["organisations"]));
}

async fn the_limits_and_the_cost_are_told(backend: Backend) {
    let settings = [("SAMSPILL_REQUEST_SECONDS", "7"), ("SAMSPILL_REQUEST_COMPLEXITY", "2000")];
    let server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    let reply = planner.run("{ limits { name most code status } }", json!({})).await;
    let data = reply.data();
    let limits = data["limits"].as_array().unwrap();
    let told = |name: &str| limits.iter().find(|limit| limit["name"] == name).unwrap().clone();
    for (name, most, code, status) in [
        ("BODY_BYTES", 262_144, "PAYLOAD_TOO_LARGE", 413),
        ("QUERY_BYTES", 32_768, "LIMIT_EXCEEDED", 400),
        ("FRAGMENTS", 64, "LIMIT_EXCEEDED", 400),
        ("SELECTIONS", 5_000, "LIMIT_EXCEEDED", 400),
        ("ALIASES", 100, "LIMIT_EXCEEDED", 400),
        ("DIRECTIVES", 5, "LIMIT_EXCEEDED", 400),
        ("DEPTH", 15, "LIMIT_EXCEEDED", 400),
        ("INTROSPECTION_LISTS", 3, "LIMIT_EXCEEDED", 400),
        ("COMPLEXITY", 2_000, "LIMIT_EXCEEDED", 400),
        ("MUTATIONS", 10, "LIMIT_EXCEEDED", 400),
        ("LIST_VALUES", 250, "LIMIT_EXCEEDED", 400),
        ("SECONDS", 7, "TIMEOUT", 503),
    ] {
        assert_eq!(told(name), json!({ "name": name, "most": most, "code": code, "status": status }));
    }
    assert_eq!(reply.body["extensions"]["cost"], json!({ "requested": 5, "limit": 2_000 }));
    // Also when a field failed.
    let reply = planner
        .run("{ municipalities(first: 3) { nodes { county { name } } } node(id: \"x\") { id } }", json!({}))
        .await;
    assert_eq!(reply.body["extensions"]["cost"], json!({ "requested": 8, "limit": 2_000 }));
}

async fn defaults_of_variables_steer_directives(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let query = "query($leaveOut: Boolean = true, $bring: Boolean = false) {
        a: __typename @skip(if: $leaveOut) b: __typename @include(if: $bring) c: __typename
    }";
    assert_eq!(planner.data(query, json!({})).await, json!({ "c": "Query" }));
    let all = json!({ "leaveOut": false, "bring": true });
    assert_eq!(planner.data(query, all).await, json!({ "a": "Query", "b": "Query", "c": "Query" }));
}
