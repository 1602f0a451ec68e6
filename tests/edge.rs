//! The edge of the service: how often and how many at a time may ask, who is believed to be at the other end, and what
//! browsers are told.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::{
    Method, RequestBuilder,
    header::{HeaderMap, RETRY_AFTER},
};
use samspill::auth::Role;
use sea_orm::{ConnectionTrait as _, TransactionTrait as _};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{
    Backend, Client, Reply, Server,
    program::{refused, samspill},
    records::{CREATE_ORGANISATION, organisation_input},
};

on_both!(
    callers_are_limited_each_by_itself,
    a_caller_has_a_budget_of_complexity,
    tokens_cannot_be_tried_out_and_known_callers_are_not_held_up,
    the_address_is_the_peers_unless_a_trusted_proxy_names_another,
    the_limits_over_time_are_told,
    beyond_so_many_at_work_requests_are_turned_away,
    other_sites_may_not_ask_unless_they_are_listed,
    every_answer_keeps_browsers_safe,
    graphiql_and_the_schema_can_be_kept_back,
    a_body_that_drips_is_cut,
);

const ASK: &str = "{ __typename }";

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

fn seconds(headers: &HeaderMap) -> u64 {
    headers[RETRY_AFTER].to_str().unwrap().parse().unwrap()
}

/// Asks so many times at once.
async fn flood(client: &Client, times: usize) -> Vec<Reply> {
    join_all((0..times).map(|_| client.run(ASK, json!({})))).await
}

fn with_status(replies: &[Reply], status: u16) -> Vec<&Reply> {
    replies.iter().filter(|reply| reply.status == status).collect()
}

async fn callers_are_limited_each_by_itself(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUESTS_PER_SECOND", "1")]).await;
    let named = |name| server.client_named(name, Role::Reader, &["4601"], &[]);
    let (one, other) = (named("one"), named("other"));
    let first = one.run(ASK, json!({})).await;
    assert_eq!(header(&first.headers, "ratelimit-policy"), "\"caller\";q=4;w=4");
    assert_eq!(header(&first.headers, "ratelimit"), "\"caller\";r=3;t=1");
    let began = Instant::now();
    let replies = flood(&one, 60).await;
    let answered = with_status(&replies, 200).len();
    let fair = 3..=usize::try_from(4 + began.elapsed().as_secs()).unwrap();
    assert!(fair.contains(&answered), "{answered} answered, not {fair:?}");
    let turned_away = with_status(&replies, 429);
    assert_eq!(answered + turned_away.len(), 60);
    for reply in turned_away {
        let extensions = &reply.body["errors"][0]["extensions"];
        assert_eq!(
            (reply.code(), &extensions["limit"], &extensions["most"]),
            ("RATE_LIMITED", &json!("REQUESTS_PER_SECOND"), &json!(1))
        );
        assert_eq!(extensions["requestId"], header(&reply.headers, "x-request-id"));
        let wait = seconds(&reply.headers);
        assert!((1..=4).contains(&wait), "{reply:?}");
        assert_eq!(header(&reply.headers, "ratelimit"), format!("\"caller\";r=0;t={wait}"));
        assert!(reply.body.get("data").is_none());
    }
    // It is the caller that is counted: not its connection, its address, or which of its tokens it holds.
    assert_eq!(flood(&named("one"), 8).await.iter().filter(|reply| reply.status == 200).count().min(4), 0);
    other.data(ASK, json!({})).await;
    let told = flood(&one.speaking("nb"), 4).await;
    assert!(told[0].body["errors"][0]["message"].as_str().unwrap().contains("for ofte"), "{told:?}");
    // Whoever waits as told is let in.
    tokio::time::sleep(Duration::from_secs(seconds(&told[0].headers))).await;
    one.data(ASK, json!({})).await;
}

async fn a_caller_has_a_budget_of_complexity(backend: Backend) {
    let settings = [("SAMSPILL_COMPLEXITY_PER_SECOND", "100"), ("SAMSPILL_REQUEST_COMPLEXITY", "500")];
    let server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    let large = "{ municipalities(first: 100) { nodes { county { name } } } }";
    // What one request may cost is there at once, although it is more than four seconds' worth.
    let replies = join_all((0..10).map(|_| planner.run(large, json!({})))).await;
    let answered = with_status(&replies, 200);
    assert!((2..8).contains(&answered.len()), "{}", answered.len());
    assert_eq!(header(&answered[0].headers, "ratelimit-policy"), "\"complexity\";q=500;qu=\"objects\";w=5");
    let turned_away = with_status(&replies, 429);
    assert!(!turned_away.is_empty());
    for reply in turned_away {
        assert_eq!(reply.code(), "RATE_LIMITED");
        assert_eq!(reply.body["errors"][0]["extensions"]["limit"], "COMPLEXITY_PER_SECOND");
        assert!((1..=3).contains(&seconds(&reply.headers)), "{reply:?}");
    }
}

/// Asks with a token that is none.
async fn guess(server: &Server, token: &str) -> Reply {
    server.stranger().with_token(token).run(ASK, json!({})).await
}

async fn tokens_cannot_be_tried_out_and_known_callers_are_not_held_up(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_ADDRESS_REQUESTS_PER_SECOND", "1")]).await;
    let known = server.planner("4601");
    let first = known.run(ASK, json!({})).await;
    assert!(first.headers.get("ratelimit").is_none(), "a caller is not told of the address: {first:?}");
    let began = Instant::now();
    let guesses = join_all((0..40).map(|number| {
        let server = &server;
        async move { guess(server, &format!("e30.e30.{number}")).await }
    }))
    .await;
    let checked = with_status(&guesses, 401);
    let fair = 2..=usize::try_from(4 + began.elapsed().as_secs()).unwrap();
    assert!(fair.contains(&checked.len()), "{} checked, not {fair:?}", checked.len());
    assert_eq!(header(&checked[0].headers, "ratelimit-policy"), "\"address\";q=4;w=4");
    for reply in with_status(&guesses, 429) {
        assert_eq!(reply.body["errors"][0]["extensions"]["limit"], "ADDRESS_REQUESTS_PER_SECOND");
        assert!(seconds(&reply.headers) >= 1);
    }
    // From the same address a caller that is known comes in all the same, as often as it wants.
    for reply in flood(&known, 30).await {
        assert_eq!(reply.status, 200, "{reply:?}");
    }
    // Without a token one is counted as well, and with a good one that is new: until there is room again.
    let without = flood(&server.stranger(), 10).await;
    assert!(!with_status(&without, 429).is_empty());
    let new = server.client_named("new", Role::Reader, &["4601"], &[]);
    let replies = flood(&new, 10).await;
    assert!(replies.iter().all(|reply| [200, 429].contains(&reply.status.as_u16())));
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    new.data(ASK, json!({})).await;
    assert!(flood(&new, 20).await.iter().all(|reply| reply.status == 200));
}

async fn forwarded(server: &Server, name: &'static str, value: &str) -> u16 {
    let request = server.stranger().post().header(name, value).json(&json!({ "query": ASK }));
    Reply::of(request).await.unwrap().status.as_u16()
}

/// How many of twenty that come from somewhere else each, as they say, are let through to be refused.
async fn let_through(server: &Server, name: &'static str, address: impl Fn(usize) -> String) -> usize {
    let statuses = join_all((0..20).map(|number| {
        let address = address(number);
        async move { forwarded(server, name, &address).await }
    }));
    statuses.await.into_iter().filter(|status| *status == 401).count()
}

async fn the_address_is_the_peers_unless_a_trusted_proxy_names_another(backend: Backend) {
    let limited = ("SAMSPILL_ADDRESS_REQUESTS_PER_SECOND", "1");
    let others = |number| format!("198.51.100.{number}");
    let server = Server::start_with(backend, &[limited]).await;
    assert!(let_through(&server, "x-forwarded-for", others).await < 12, "nobody is trusted");
    assert!(server.log().contains("not among trusted_proxies"));

    let server = Server::start_with(backend, &[limited, ("SAMSPILL_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.1")]).await;
    assert_eq!(let_through(&server, "x-forwarded-for", others).await, 20);
    // Past the trusted ones, and no further: what stands left of the client is its own invention.
    let behind = |number| format!("203.0.113.{number}, 198.51.101.{number}, 10.0.0.1");
    assert_eq!(let_through(&server, "x-forwarded-for", behind).await, 20);
    let inventing = |number| format!("203.0.113.{number}, 198.51.100.200");
    assert!(let_through(&server, "x-forwarded-for", inventing).await < 12);
    // One network of IPv6 is one.
    assert!(let_through(&server, "x-forwarded-for", |number| format!("2001:db8::{number}")).await < 12);
    assert_eq!(let_through(&server, "x-forwarded-for", |number| format!("2001:db8:1:{number}::1")).await, 20);
    // The other header is not what this proxy writes.
    assert!(let_through(&server, "forwarded", |number| format!("for=192.0.2.{number}")).await < 12);
    assert!(server.log().contains("\"client\":\"198.51.100.200\""), "the log names the client");

    let settings = [limited, ("SAMSPILL_TRUSTED_PROXIES", "127.0.0.1"), ("SAMSPILL_FORWARDED_HEADER", "forwarded")];
    let server = Server::start_with(backend, &settings).await;
    assert_eq!(let_through(&server, "forwarded", |number| format!("for=192.0.2.{number};proto=https")).await, 20);
    assert!(let_through(&server, "x-forwarded-for", others).await < 12);
}

async fn the_limits_over_time_are_told(backend: Backend) {
    let settings = [
        ("SAMSPILL_REQUESTS_PER_SECOND", "50"),
        ("SAMSPILL_COMPLEXITY_PER_SECOND", "10000"),
        ("SAMSPILL_BODY_SECONDS", "7"),
        ("SAMSPILL_DATABASE_CONNECTIONS", "4"),
    ];
    let server = Server::start_with(backend, &settings).await;
    let data = server.planner("4601").data("{ limits { name most code status } }", json!({})).await;
    let limits = data["limits"].as_array().unwrap();
    let told = |name: &str| limits.iter().find(|limit| limit["name"] == name).cloned();
    for (name, most, code, status) in [
        ("REQUESTS_PER_SECOND", 50, "RATE_LIMITED", 429),
        ("COMPLEXITY_PER_SECOND", 10_000, "RATE_LIMITED", 429),
        ("CONCURRENT_REQUESTS", 16, "OVERLOADED", 503),
        ("BODY_SECONDS", 7, "REQUEST_TIMEOUT", 408),
    ] {
        assert_eq!(told(name), Some(json!({ "name": name, "most": most, "code": code, "status": status })));
    }
    assert_eq!(told("ADDRESS_REQUESTS_PER_SECOND"), None, "what is off is no limit");
}

async fn beyond_so_many_at_work_requests_are_turned_away(backend: Backend) {
    let settings = [("SAMSPILL_CONCURRENT_REQUESTS", "2"), ("SAMSPILL_REQUEST_SECONDS", "30")];
    let server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let blocking = database.begin().await.unwrap();
    let lock = match backend {
        Backend::Postgres => "LOCK TABLE organisation IN ACCESS EXCLUSIVE MODE",
        Backend::Sqlite => "UPDATE organisation SET version = version",
    };
    blocking.execute_unprepared(lock).await.unwrap();
    let write = |number: usize| {
        let planner = planner.clone();
        let input = organisation_input("4601", &json!({ "name": format!("Kulturskole {number}") }));
        tokio::spawn(async move { planner.run(CREATE_ORGANISATION, input).await })
    };
    let at_work = [write(0), write(1)];
    tokio::time::sleep(Duration::from_millis(400)).await;
    // Two wait for a second at most, the rest not at all; none of them has done anything.
    let began = Instant::now();
    let turned_away = join_all((2..40).map(write)).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    for reply in turned_away {
        let reply = reply.unwrap();
        assert_eq!((reply.status.as_u16(), reply.code()), (503, "OVERLOADED"), "{reply:?}");
        assert_eq!(seconds(&reply.headers), 1);
        let extensions = &reply.body["errors"][0]["extensions"];
        assert_eq!((&extensions["limit"], &extensions["most"]), (&json!("CONCURRENT_REQUESTS"), &json!(2)));
        assert_eq!(extensions["requestId"], header(&reply.headers, "x-request-id"));
    }
    for page in ["/health/live", "/health/ready"] {
        let began = Instant::now();
        assert_eq!(planner.get(page).await.status, 200, "{page}");
        assert!(began.elapsed() < Duration::from_secs(2), "{page}");
    }
    // Those at work get done, and one that waits gets its turn.
    let waiting = write(40);
    tokio::time::sleep(Duration::from_millis(100)).await;
    blocking.rollback().await.unwrap();
    for reply in at_work.into_iter().chain([waiting]) {
        let reply = reply.await.unwrap();
        assert_eq!(reply.data()["createOrganisation"]["errors"], json!([]));
    }
    let data = planner.data("{ organisations { totalCount } }", json!({})).await;
    assert_eq!(data["organisations"]["totalCount"], 3);
}

const CORS: [&str; 5] = [
    "access-control-allow-origin",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-expose-headers",
    "access-control-allow-credentials",
];

async fn preflight(client: &Client, origin: &str) -> reqwest::Response {
    let request = client.request(Method::OPTIONS, "/graphql").header("origin", origin);
    let request = request.header("access-control-request-method", "POST");
    request.header("access-control-request-headers", "authorization,content-type").send().await.unwrap()
}

async fn other_sites_may_not_ask_unless_they_are_listed(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let from = |client: &Client, origin: &str| {
        client.post().header("origin", origin.to_owned()).json(&json!({ "query": ASK }))
    };
    // By default none: no header of CORS at all.
    let asked = preflight(&planner, "https://app.example.no").await;
    assert_eq!(asked.status(), 405);
    let answered = from(&planner, "https://app.example.no").send().await.unwrap();
    for name in CORS {
        assert!(!asked.headers().contains_key(name) && !answered.headers().contains_key(name), "{name}");
    }

    let settings = [
        ("SAMSPILL_CORS_ORIGINS", "https://app.example.no, http://localhost:5173"),
        ("SAMSPILL_REQUESTS_PER_SECOND", "1"),
    ];
    let server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    for origin in ["https://app.example.no", "http://localhost:5173"] {
        let asked = preflight(&server.stranger(), origin).await;
        assert!(asked.status().is_success());
        assert_eq!(header(asked.headers(), "access-control-allow-origin"), origin);
        let allowed = header(asked.headers(), "access-control-allow-headers").to_lowercase();
        for name in [
            "authorization",
            "content-type",
            "idempotency-key",
            "x-request-id",
            "accept-language",
            "accept",
            "traceparent",
        ] {
            assert!(allowed.split(',').any(|allowed| allowed.trim() == name), "{name} is not in {allowed}");
        }
        assert_eq!(header(asked.headers(), "access-control-allow-methods"), "GET,POST");
        assert_eq!(header(asked.headers(), "x-content-type-options"), "nosniff");
    }
    // What is refused can be read by the page as well.
    let replies = join_all((0..12).map(|_| Reply::of(from(&planner, "https://app.example.no")))).await;
    let replies: Vec<_> = replies.into_iter().map(Result::unwrap).collect();
    assert!(!with_status(&replies, 429).is_empty() && !with_status(&replies, 200).is_empty());
    for reply in &replies {
        assert_eq!(header(&reply.headers, "access-control-allow-origin"), "https://app.example.no");
        let exposed = header(&reply.headers, "access-control-expose-headers").to_lowercase();
        for name in ["ratelimit", "ratelimit-policy", "retry-after", "x-request-id"] {
            assert!(exposed.split(',').any(|exposed| exposed.trim() == name), "{name} is not in {exposed}");
        }
        let vary: Vec<_> = reply.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        let vary = vary.join(",").to_lowercase();
        assert!(vary.contains("origin") && vary.contains("authorization"), "{vary}");
    }
    for origin in ["https://evil.example", "https://app.example.no.evil.example", "http://app.example.no", "null"] {
        let asked = preflight(&planner, origin).await;
        let answered = from(&planner, origin).send().await.unwrap();
        for headers in [asked.headers(), answered.headers()] {
            assert!(!headers.contains_key("access-control-allow-origin"), "{origin}");
            assert!(!headers.contains_key("access-control-allow-credentials"), "{origin}");
        }
    }

    let directory = tempfile::tempdir().unwrap();
    for origins in ["*", "https://app.example.no/", "app.example.no"] {
        let said = refused(samspill(directory.path()).arg("serve").env("SAMSPILL_CORS_ORIGINS", origins));
        assert!(said.contains("SAMSPILL_CORS_ORIGINS") && said.contains("https://app.example.no"), "{said}");
    }
    let said = refused(samspill(directory.path()).arg("serve").env("SAMSPILL_TRUSTED_PROXIES", "10.0.0.0/33"));
    assert!(said.contains("SAMSPILL_TRUSTED_PROXIES") && said.contains("10.0.0.0/33"), "{said}");
}

async fn every_answer_keeps_browsers_safe(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let planner = server.planner("4601");
    let ask = |method: Method, path: &str| planner.request(method, path);
    let question = json!({ "query": ASK });
    let requests: Vec<RequestBuilder> = vec![
        ask(Method::POST, "/graphql").json(&question),
        ask(Method::POST, "/graphql").json(&json!({ "query": "{" })),
        ask(Method::GET, "/graphql?query=%7B__typename%7D"),
        ask(Method::DELETE, "/graphql"),
        ask(Method::OPTIONS, "/graphql"),
        ask(Method::GET, "/nowhere"),
        ask(Method::GET, "/health/live"),
        ask(Method::GET, "/health/ready"),
        ask(Method::GET, "/graphiql"),
        ask(Method::GET, "/graphiql/nowhere.js"),
        server.stranger().post().json(&question),
    ];
    for request in requests {
        let told = format!("{request:?}");
        let headers = Reply::of(request).await.unwrap().headers;
        assert_eq!(header(&headers, "x-content-type-options"), "nosniff", "{told}");
        assert_eq!(header(&headers, "referrer-policy"), "no-referrer", "{told}");
        assert_eq!(header(&headers, "cross-origin-resource-policy"), "same-origin", "{told}");
        let policy = header(&headers, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{told}: {policy}"
        );
        assert!(!headers.contains_key("strict-transport-security"), "{told}: nobody speaks HTTPS");
        assert!(headers.contains_key("x-request-id"), "{told}");
    }
    let https = |scheme: &str| {
        let request = ask(Method::GET, "/health/live").header("x-forwarded-for", "198.51.100.7");
        Reply::of(request.header("x-forwarded-proto", scheme.to_owned()))
    };
    let reply = https("https").await.unwrap();
    assert_eq!(header(&reply.headers, "strict-transport-security"), "max-age=31536000");
    assert!(!https("http").await.unwrap().headers.contains_key("strict-transport-security"));
    let server = Server::start(backend).await;
    let request = server.stranger().request(Method::GET, "/health/live").header("x-forwarded-proto", "https");
    let reply = Reply::of(request.header("x-forwarded-for", "198.51.100.7")).await.unwrap();
    assert!(!reply.headers.contains_key("strict-transport-security"), "who says so is not trusted");
}

/// The value of an attribute in each tag of a name.
fn attributes<'a>(page: &'a str, tag: &str, attribute: &str) -> Vec<Option<&'a str>> {
    let (tag, attribute) = (format!("<{tag}"), format!("{attribute}=\""));
    let tags = page.split(tag.as_str()).skip(1).filter_map(|rest| rest.split('>').next());
    tags.map(|tag| tag.split(attribute.as_str()).nth(1)?.split('"').next()).collect()
}

async fn graphiql_and_the_schema_can_be_kept_back(backend: Backend) {
    const SCHEMA: &str = "{ __schema { queryType { name } } }";
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let page = server.stranger().request(Method::GET, "/graphiql").send().await.unwrap();
    // The page's own policy allows what the page has, and nothing inline but styles, which Monaco writes.
    let policy = header(page.headers(), "content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe-eval"), "{policy}");
    assert!(["base-uri 'none'", "form-action 'none'"].iter().all(|part| policy.contains(part)), "{policy}");
    let page = page.text().await.unwrap();
    assert!(!["onclick=", "onload=", "javascript:", "<iframe", "<base"].iter().any(|odd| page.contains(odd)), "{page}");
    let scripts = attributes(&page, "script", "src");
    let scripts = scripts.into_iter().map(|file| (file, "text/javascript"));
    let styles = attributes(&page, "link", "href").into_iter().map(|file| (file, "text/css"));
    for (file, expected) in scripts.chain(styles) {
        let file = file.unwrap_or_else(|| panic!("an inline script is not allowed by {policy}: {page}"));
        if file.starts_with("data:") {
            continue;
        }
        assert!(file.starts_with("/graphiql/"), "{file} is not of this origin");
        let reply = server.stranger().request(Method::GET, file).send().await.unwrap();
        let kind = header(reply.headers(), "content-type");
        assert_eq!(reply.status(), 200, "{file}");
        assert!(kind.starts_with(expected), "{file} is {kind}");
    }
    // The schema is for callers, by any way in.
    planner.data(SCHEMA, json!({})).await;
    assert_eq!(server.stranger().run(SCHEMA, json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(server.stranger().get("/graphql?query=%7B__schema%7BqueryType%7Bname%7D%7D%7D").await.status, 401);

    let settings = [("SAMSPILL_GRAPHIQL", "callers"), ("SAMSPILL_INTROSPECTION", "false")];
    let server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    for path in ["/graphiql", "/graphiql/app.js"] {
        let reply = server.stranger().get(path).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (401, "UNAUTHENTICATED"), "{path}");
        assert!(reply.headers.contains_key("www-authenticate"));
        let reply = planner.request(Method::GET, path).send().await.unwrap();
        assert_ne!(reply.status(), 401, "{path}");
    }
    for query in [
        SCHEMA,
        "{ __type(name: \"Query\") { name } }",
        "{ ...F } fragment F on Query { ... { a: __schema { queryType { name } } } }",
        "query A { __typename } query B { __schema { queryType { name } } }",
    ] {
        let body = json!({ "query": query, "operationName": query.starts_with("query A").then_some("A") });
        let request = planner.post().header("accept", "application/graphql-response+json").json(&body);
        let reply = Reply::of(request).await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "GRAPHQL_VALIDATION_FAILED"), "{query}");
        assert!(reply.body["errors"][0]["message"].as_str().unwrap().contains("schema.graphql"), "{reply:?}");
    }
    let names = planner.data("{ __typename viewer { __typename } }", json!({})).await;
    assert_eq!(names["__typename"], "Query");

    let server = Server::start_with(backend, &[("SAMSPILL_GRAPHIQL", "off")]).await;
    let planner = server.planner("4601");
    for path in ["/graphiql", "/graphiql/app.js"] {
        let reply = Reply::of(planner.request(Method::GET, path)).await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.code()), (404, "NOT_FOUND"), "{path}");
    }
}

async fn a_body_that_drips_is_cut(backend: Backend) {
    let settings = [("SAMSPILL_BODY_SECONDS", "1"), ("SAMSPILL_CONCURRENT_REQUESTS", "1")];
    let server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    let token = planner.token().unwrap();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Accept-Language: nn\r\nContent-Length: 1000\r\n\r\n"
    );
    let drip = async || {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = stream.split();
        let mut answer = Vec::new();
        let began = Instant::now();
        let dripping = async {
            // Until the other end hangs up.
            while writing.write_all(b"{").await.is_ok() && began.elapsed() < Duration::from_secs(20) {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        tokio::select! {
            read = reading.read_to_end(&mut answer) => { let _ = read; }
            () = dripping => {}
        }
        (String::from_utf8(answer).unwrap(), began.elapsed())
    };
    let dripping = join_all((0..20).map(|_| drip()));
    // Those who drip take no place from those who do not.
    let asking = async {
        for _ in 0..5 {
            planner.data(ASK, json!({})).await;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let (answers, ()) = tokio::join!(dripping, asking);
    for (answer, took) in answers {
        assert!(took < Duration::from_secs(10), "{took:?}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
        assert!(head.starts_with("HTTP/1.1 408"), "{head}");
        assert!(head.to_lowercase().contains("connection: close"), "{head}");
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["errors"][0]["extensions"]["code"], "REQUEST_TIMEOUT", "{body}");
        assert!(body["errors"][0]["message"].as_str().unwrap().contains("innan 1 sekund"), "{body}");
    }
    planner.data(ASK, json!({})).await;
}
