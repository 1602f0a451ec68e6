//! The log: one line a request, in its caller's trace, and nothing in it that was asked for.

use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Reply, Server,
    records::{CREATE_ORGANISATION, municipality_id, organisation_input},
};

on_both!(a_request_is_one_line, no_log_tells_what_was_asked_for);

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The lines of the request with this id.
fn lines_of(server: &Server, request: &str) -> Vec<Value> {
    let entries = server.logged("answered");
    entries.into_iter().filter(|entry| request_span(entry)["request_id"] == request).collect()
}

/// The span of the request in a line.
fn request_span(entry: &Value) -> Value {
    let spans = entry["spans"].as_array().unwrap();
    spans.iter().find(|span| span["name"] == "request").cloned().unwrap_or_default()
}

async fn ask(client: &Client, id: &str, query: &str, trace: Option<&str>) -> Reply {
    let request = client.post().header("x-request-id", id).json(&json!({ "query": query }));
    let request = match trace {
        Some(trace) => request.header("traceparent", trace),
        None => request,
    };
    Reply::of(request).await.unwrap()
}

async fn a_request_is_one_line(backend: Backend) {
    let mut server = Server::start(backend).await;
    let planner = server.planner("4601");
    let trace = format!("00-{TRACE}-00f067aa0ba902b7-01");
    let read = "query Names { organisations(first: 5) { nodes { name } } }";
    ask(&planner, "read", read, Some(&trace)).await.data();
    ask(&planner, "failed", "{ node(id: \"x\") { id } }", Some("00-nonsense-00f067aa0ba902b7-01")).await;
    ask(&planner, "refused", "{ nothing }", None).await;
    ask(&server.stranger(), "stranger", "{ __typename }", Some(&trace)).await;
    let long = format!("query {} {{ __typename }}", "x".repeat(1_000));
    ask(&planner, "long", &long, None).await.data();
    let body = json!({ "query": CREATE_ORGANISATION, "variables": organisation_input("4601", &json!({})) });
    Reply::of(planner.post().header("x-request-id", "write").json(&body)).await.unwrap().data();
    Reply::of(planner.request(reqwest::Method::GET, "/nowhere").header("x-request-id", "nowhere")).await.unwrap();
    let export = planner.request(reqwest::Method::GET, "/export/budget.csv").header("x-request-id", "export");
    assert_eq!(Reply::of(export).await.unwrap().status.as_u16(), 200);
    let probe = planner.request(reqwest::Method::GET, "/health/ready").header("x-request-id", "probe");
    assert_eq!(Reply::of(probe).await.unwrap().status.as_u16(), 200);
    assert!(server.stop().success());

    let line = |id: &str| {
        let lines = lines_of(&server, id);
        assert_eq!(lines.len(), 1, "{id}: {lines:#?}\n{}", server.log());
        let (span, fields) = (request_span(&lines[0]), lines[0]["fields"].clone());
        assert!(fields["duration_ms"].as_f64().unwrap() > 0.0, "{fields}");
        (span, fields)
    };
    let (span, fields) = line("read");
    let told = ["method", "path", "trace_id"].map(|name| span[name].as_str().unwrap().to_owned());
    assert_eq!(told, ["POST", "/graphql", TRACE]);
    for (name, value) in [
        ("status", json!(200)),
        ("operation", json!("Names")),
        ("kind", json!("query")),
        ("roles", json!("MUNICIPAL_PLANNER")),
        ("cost", json!(6)),
    ] {
        assert_eq!(fields[name], value, "{fields}");
    }
    assert!(fields["statements"].as_u64().unwrap() > 0, "{fields}");
    assert!(fields.get("codes").is_none() && fields.get("subject").is_none(), "{fields}");
    let (span, fields) = line("failed");
    let own = span["trace_id"].as_str().unwrap();
    assert!(own.len() == 32 && own != TRACE && own.bytes().all(|digit| digit.is_ascii_hexdigit()), "{own}");
    assert_eq!((&fields["status"], &fields["codes"]), (&json!(200), &json!("BAD_USER_INPUT")));
    assert!(fields.get("operation").is_none(), "{fields}");
    let (span, fields) = line("refused");
    assert_ne!(span["trace_id"], own);
    assert_eq!((&fields["status"], &fields["codes"]), (&json!(400), &json!("GRAPHQL_VALIDATION_FAILED")));
    let (span, fields) = line("stranger");
    assert_eq!((&span["trace_id"], &fields["status"]), (&json!(TRACE), &json!(401)));
    assert!(fields["codes"] == "UNAUTHENTICATED" && fields.get("roles").is_none(), "{fields}");
    assert_eq!(line("long").1["operation"].as_str().unwrap().chars().count(), 65);
    assert_eq!(line("write").1["kind"], "mutation");
    assert_eq!(line("nowhere").1["status"], 404);
    let (span, fields) = line("export");
    assert_eq!((&span["path"], &fields["roles"]), (&json!("/export/budget.csv"), &json!("MUNICIPAL_PLANNER")));
    assert!(fields["statements"].as_u64().unwrap() > 0, "{fields}");
    assert!(lines_of(&server, "probe").is_empty(), "{}", server.log());
}

async fn no_log_tells_what_was_asked_for(backend: Backend) {
    for format in ["json", "text"] {
        let settings =
            [("SAMSPILL_LOG", format), ("SAMSPILL_LOG_FILTER", "trace"), ("SAMSPILL_METRICS_BIND", "127.0.0.1:0")];
        let mut server = Server::start_with(backend, &settings).await;
        // The subject may be a person.
        let planner =
            server.client_named("kari.secretperson@example.no", samspill::auth::Role::MunicipalPlanner, &["4601"], &[]);
        let read = "query Known($text: String!) { organisations(filter: { name: { eq: $text } }) { totalCount } }";
        let variables = json!({ "text": "secretvariable" });
        planner.data(read, variables.clone()).await;
        let literal = read.replace("($text: String!)", "").replace("$text", "\"secretliteral\"");
        planner.data(&literal, json!({})).await;
        for (query, variables) in [
            ("query { organisations(filter: { name: { eq: \"secretbroken", json!({})),
            ("{ organisations(filter: { name: { eqq: \"secretinvalid\" } }) { totalCount } }", json!({})),
            ("{ node(id: \"secretid\") { id } }", json!({})),
            (read, json!({ "text": ["secretlist"] })),
            (read, json!({ "txet": "secretunused" })),
            ("{ organisations(after: \"secretcursor\") { totalCount } }", json!({})),
        ] {
            planner.errors(query, variables).await;
        }
        // Written, refused by a rule, and refused by the database's own.
        let input = json!({ "name": "secretname", "number": "958935420" });
        let created = planner.ok(CREATE_ORGANISATION, organisation_input("4601", &input)).await;
        assert!(created["organisation"]["id"].is_string());
        planner.user_errors(CREATE_ORGANISATION, organisation_input("4601", &input)).await;
        let input = json!({ "name": "secretwrong", "number": "secretnumber" });
        planner.user_errors(CREATE_ORGANISATION, organisation_input("4601", &input)).await;
        let staff = "mutation($input: CreateStaffMemberInput!) {
            createStaffMember(input: $input) { errors { code field message } }
        }";
        let input = json!({ "employer": created["organisation"]["id"], "name": "secretstaff", "title": "secrettitle",
            "positionPercent": "100" });
        planner.run(staff, json!({ "input": input })).await;
        // In an address.
        let address =
            "/graphql?query=%7Ba%3A__typename%20%23secretquery%0A%7D&variables=%7B%22a%22%3A%22secretget%22%7D";
        let reply = Reply::of(planner.request(reqwest::Method::GET, address)).await.unwrap();
        assert_eq!(reply.data()["a"], "Query");
        planner.get("/nowhere?token=secrettoken").await;
        planner.get("/graphiql?token=secrettoken").await;
        // Tokens that are no good.
        for token in ["secretgarbage", "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJzZWNyZXQifQ.c2VjcmV0"] {
            server.stranger().with_token(token).run(read, variables.clone()).await;
        }
        let trace = planner.post().header("traceparent", "secrettrace").header("tracestate", "a=secretstate");
        Reply::of(trace.header("x-request-id", "secret id").body("secretbody")).await.unwrap();
        Client::new(server.address_logged("metrics are served")).get("/metrics").await;
        assert!(server.stop().success());

        let log = server.log();
        let marker = if format == "json" { "\"message\":\"answered\"" } else { ": answered " };
        assert!(log.lines().filter(|line| line.contains(marker)).count() >= 15, "{log}");
        assert!(log.contains("DEBUG"), "the filter does not hold: {log}");
        let own = planner.token().unwrap().rsplit_once('.').unwrap().1;
        for secret in ["secret", "eyJ", "Bearer", "958935420", own] {
            let told: Vec<_> = log.lines().filter(|line| line.contains(secret)).collect();
            assert!(told.is_empty(), "{secret} in the log ({format}): {told:#?}");
        }
        assert!(log.contains("Known"), "the name of the operation is told");
        let statements = ["SELECT ", "INSERT INTO ", &municipality_id("4601")];
        for statement in statements {
            let told: Vec<_> = log.lines().filter(|line| line.contains(statement)).collect();
            assert!(told.is_empty(), "{statement} in the log ({format}): {told:#?}");
        }
    }
}
