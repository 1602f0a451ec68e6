//! Tokens of real identity providers: who is let in, who is refused by what name, and what happens when keys change or the
//! provider is gone.

use std::{fs, net::TcpListener, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use samspill::{
    auth::Role,
    clock::{Clock as _, SystemClock},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{
    Backend, Client, Provider, Reply, Server,
    program::{refused, samspill},
    records::{CREATE_ORGANISATION, municipality_id, organisation, organisation_input, organisation_number},
    server::Process,
};

on_both!(a_machine_acts_for_the_organisation_it_names, what_is_given_reaches_identities_of_its_issuer_alone);

/// Whom the certified provider's tokens are for.
const RESOURCE: &str = "https://samspill.example";
const READ: &str = "samspill:samarbeid.read";
const ALL: &str = "samspill:samarbeid.read samspill:samarbeid.write samspill:utfall.read other:thing";
const COUNT: &str = "{ organisations { totalCount } }";

/// What an issuer of employees needs besides its URL.
fn employees() -> Value {
    json!({ "kind": "oidc", "audience": "samspill", "tenant": "bergen" })
}

async fn serve(backend: Backend, provider: &Provider, issuer: &Value) -> Server {
    let settings = provider.settings(issuer);
    Server::start_with(backend, &[("SAMSPILL_ISSUER", &settings), ("SAMSPILL_LOCAL_TOKENS", "true")]).await
}

/// A token that the certified provider gives to a client that has proved who it is.
async fn client_credentials(provider: &Provider, client: &str, scope: &str) -> String {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", client),
        ("client_secret", "a secret of the tests"),
        ("resource", RESOURCE),
        ("scope", scope),
    ];
    let body = form.map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).join("&");
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let request = http.post(format!("{}token", provider.url)).body(body);
    let reply = Reply::of(request.header("content-type", "application/x-www-form-urlencoded")).await.unwrap();
    reply.body["access_token"].as_str().unwrap_or_else(|| panic!("{reply:?}")).to_owned()
}

/// Which organisation the certified provider's clients are given tokens for, as in Maskinporten's.
fn consumer(provider: &Provider, number: &str) {
    let consumer = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") });
    provider.command("claims", json!({ "claims": { "consumer": consumer } }));
}

/// The claims of an employee, of the provider that issues any; null takes one away.
fn employee(more: &Value) -> Value {
    let mut claims = json!({ "aud": "samspill", "oid": "person", "tid": "bergen" });
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    json!({ "claims": claims })
}

async fn count(server: &Server, token: &str) -> Value {
    let data = server.stranger().with_token(token).data(COUNT, json!({})).await;
    data["organisations"]["totalCount"].clone()
}

async fn ask(server: &Server, token: &str) -> Reply {
    server.stranger().with_token(token).run(COUNT, json!({})).await
}

/// Refused for a reason that the caller is not told, but the log is.
async fn assert_refused(server: &Server, token: &str, reason: &str) {
    let seen = server.log().len();
    let reply = ask(server, token).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, "UNAUTHENTICATED"), "{reason}: {reply:?}");
    assert_eq!(reply.headers["www-authenticate"], "Bearer error=\"invalid_token\"");
    assert!(reply.body["data"].is_null(), "{reply:?}");
    let told = reply.body["errors"][0]["message"].as_str().unwrap();
    assert_eq!(told.contains("expired"), reason.contains("expired"), "{told}");
    until(|| server.log()[seen..].contains(reason), reason).await;
    for secret in [token, token.rsplit('.').next().unwrap()] {
        assert!(secret.is_empty() || !server.log().contains(secret), "{secret} is in the log");
    }
}

async fn until(condition: impl Fn() -> bool, what: &str) {
    for _ in 0..2000 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never happened: {what}");
}

async fn a_machine_acts_for_the_organisation_it_names(backend: Backend) {
    let Some(provider) = Provider::certified(module_path!()) else { return };
    let server = serve(backend, &provider, &json!({ "kind": "maskinporten", "audience": RESOURCE })).await;
    let planner = server.planner("4601");
    let (own, other) = (organisation_number(1), organisation_number(2));
    let school = organisation(&planner, "4601", json!({ "number": own })).await;
    organisation(&server.planner("5610"), "5610", json!({ "name": "Another" })).await;

    consumer(&provider, &own);
    let token = client_credentials(&provider, "RS256", ALL).await;
    assert_eq!(count(&server, &token).await, 1);
    // Known to its issuer, but not to the registry.
    consumer(&provider, &other);
    let unregistered = client_credentials(&provider, "RS256", ALL).await;
    assert_eq!(count(&server, &unregistered).await, 0);
    // Deactivated, it loses its access at once.
    let mutation = "mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) {
        organisation { active } errors { code field message } } }";
    let input = json!({ "id": school["id"], "version": school["version"], "active": false });
    planner.ok(mutation, json!({ "input": input })).await;
    assert_eq!(count(&server, &token).await, 0);

    consumer(&provider, "958935421");
    let bad_number = client_credentials(&provider, "RS256", ALL).await;
    assert_refused(&server, &bad_number, "its consumer cannot be used").await;
    provider.command("claims", json!({ "claims": {} }));
    let nobody = client_credentials(&provider, "RS256", ALL).await;
    assert_refused(&server, &nobody, "it has no consumer").await;
    consumer(&provider, &own);
    let other_scopes = client_credentials(&provider, "RS256", "other:thing").await;
    let reply = ask(&server, &other_scopes).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (403, "FORBIDDEN"), "{reply:?}");
    assert_eq!(reply.headers["www-authenticate"], "Bearer error=\"insufficient_scope\"");
}

async fn what_is_given_reaches_identities_of_its_issuer_alone(backend: Backend) {
    let Some(people) = Provider::of_any_claims(module_path!()) else { return };
    let Some(machines) = Provider::certified(module_path!()) else { return };
    let mut employees = employees();
    employees["url"] = json!(people.url);
    let issuers = json!([employees, { "url": machines.url, "kind": "maskinporten" }]).to_string();
    let settings = [("SAMSPILL_ISSUER", issuers.as_str()), ("SAMSPILL_LOCAL_TOKENS", "true")];
    let server = Server::start_with(backend, &settings).await;
    organisation(&server.planner("4601"), "4601", json!({})).await;
    let give = async |issuer: &str, receiver: &str, name: &str, role: &str| {
        let mutation = "mutation ($input: CreateAccessGrantInput!) { createAccessGrant(input: $input) {
            accessGrant { id } errors { code field message } } }";
        let mut input = json!({ "issuer": issuer, "role": role, "municipality": municipality_id("4601") });
        input[receiver] = json!(name);
        let giver = server.client(Role::MunicipalAdministrator, &["4601"], &[]);
        giver.ok(mutation, json!({ "input": input })).await;
    };

    let kari = people.token(employee(&json!({ "oid": "kari" })));
    let ola = people.token(employee(&json!({ "oid": "ola", "groups": ["others", "planners"] })));
    let nobody = people.token(employee(&json!({ "oid": "planners", "groups": ["kari"], "sub": "kari" })));
    for token in [&kari, &ola, &nobody] {
        assert_eq!(count(&server, token).await, 0);
    }
    give(&people.url, "subject", "kari", "READER").await;
    give(&people.url, "group", "planners", "MUNICIPAL_PLANNER").await;
    assert_eq!((count(&server, &kari).await, count(&server, &ola).await), (json!(1), json!(1)));
    assert_eq!(count(&server, &nobody).await, 0);

    let number = organisation_number(1);
    let subject = format!("0192:{number}");
    consumer(&machines, &number);
    let machine = client_credentials(&machines, "RS256", READ).await;
    // The same name at another issuer is somebody else.
    give(&people.url, "subject", &subject, "INTEGRATION").await;
    assert_eq!(count(&server, &machine).await, 0);
    give(&machines.url, "subject", &subject, "INTEGRATION").await;
    assert_eq!(count(&server, &machine).await, 1);
    // What it is given reaches no further than its scopes.
    let client = server.stranger().with_token(&machine);
    let refused = client.user_errors(CREATE_ORGANISATION, organisation_input("4601", &json!({}))).await;
    assert_eq!(refused[0]["code"], "FORBIDDEN");
    let writing = client_credentials(&machines, "RS256", ALL).await;
    organisation(&server.stranger().with_token(&writing), "4601", json!({ "name": "By a machine" })).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_algorithm_is_verified_when_it_is_pinned() {
    let Some(provider) = Provider::certified(module_path!()) else { return };
    consumer(&provider, &organisation_number(1));
    let all = ["RS256", "PS256", "ES256", "EdDSA"];
    let wide = serve(Backend::Sqlite, &provider, &json!({ "kind": "maskinporten", "algorithms": all })).await;
    let usual = serve(Backend::Sqlite, &provider, &json!({ "kind": "maskinporten" })).await;
    for algorithm in all {
        let token = client_credentials(&provider, algorithm, READ).await;
        assert_eq!(count(&wide, &token).await, 0);
        if algorithm == "RS256" {
            assert_eq!(count(&usual, &token).await, 0);
        } else {
            assert_refused(&usual, &token, "is not one of its issuer's").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_keys_are_picked_up_and_old_ones_forgotten() {
    let Some(provider) = Provider::certified(module_path!()) else { return };
    consumer(&provider, &organisation_number(1));
    let server = serve(Backend::Sqlite, &provider, &json!({ "kind": "maskinporten", "fetch_floor_seconds": 1 })).await;
    let old = client_credentials(&provider, "RS256", READ).await;
    assert_eq!(count(&server, &old).await, 0);
    provider.command("rotate", json!({ "forget": false }));
    let new = client_credentials(&provider, "RS256", READ).await;
    accepted_at_last(&server, &new).await;
    // Both are published.
    assert_eq!(count(&server, &old).await, 0);
    provider.command("rotate", json!({ "forget": true }));
    let newest = client_credentials(&provider, "RS256", READ).await;
    accepted_at_last(&server, &newest).await;
    assert_refused(&server, &old, "is not one of its issuer's").await;
    assert_refused(&server, &new, "is not one of its issuer's").await;
}

/// The floor between two fetches may make it take a while.
async fn accepted_at_last(server: &Server, token: &str) {
    for _ in 0..200 {
        let reply = ask(server, token).await;
        if reply.status.as_u16() == 200 {
            return;
        }
        assert!([401, 503].contains(&reply.status.as_u16()), "{reply:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("never accepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_the_issuer_locks_nobody_out() {
    let Some(provider) = Provider::of_any_claims(module_path!()) else { return };
    let mut issuer = employees();
    issuer["fetch_floor_seconds"] = json!(1);
    let token = provider.token(employee(&json!({})));
    let mut server = serve(Backend::Sqlite, &provider, &issuer).await;
    assert_eq!(count(&server, &token).await, 0);
    provider.command("down", json!({}));
    assert_eq!(count(&server, &token).await, 0);
    // The floor has passed: this has the keys fetched.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_refused(&server, &provider.token(json!({ "header": { "kid": "new" } })), "is not one of its issuer's").await;
    until(|| server.log().contains("keys cannot be fetched"), "the outage is logged").await;
    assert_eq!(count(&server, &token).await, 0);

    // The registry starts without its issuer, and lets nobody in before it is there.
    server.stop();
    server.restart();
    let reply = ask(&server, &token).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (503, "UNAVAILABLE"), "{reply:?}");
    assert_eq!(server.stranger().get("/health/live").await.status.as_u16(), 200);
    assert_eq!(server.planner("4601").data(COUNT, json!({})).await["organisations"]["totalCount"], 0);
    provider.command("up", json!({}));
    accepted_at_last(&server, &token).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_unknown_keys_is_kept_from_the_issuer() {
    let Some(provider) = Provider::of_any_claims(module_path!()) else { return };
    let server = serve(Backend::Sqlite, &provider, &employees()).await;
    let good = provider.token(employee(&json!({})));
    assert_eq!(count(&server, &good).await, 0);
    assert_eq!(provider.fetches(), 1);
    let mut flood = tokio::task::JoinSet::new();
    for n in 0..200 {
        let forged = provider.token(json!({ "forged": true, "header": { "kid": format!("unknown {n}") } }));
        let client = server.stranger().with_token(&forged);
        flood.spawn(async move { client.run(COUNT, json!({})).await.status.as_u16() });
    }
    assert_eq!(flood.join_all().await, vec![401; 200]);
    assert_eq!(count(&server, &good).await, 0);
    // The floor is half a minute; should this have taken longer, one fetch more for each.
    assert!(provider.fetches() <= 3, "{}", provider.fetches());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_is_refused_by_name() {
    let Some(provider) = Provider::of_any_claims(module_path!()) else { return };
    let server = serve(Backend::Sqlite, &provider, &employees()).await;
    let token = |claims: Value| provider.token(employee(&claims));
    let good = token(json!({}));
    assert_eq!(count(&server, &good).await, 0);
    let now = SystemClock.now().timestamp();

    assert_refused(&server, &token(json!({ "exp": now - 120 })), "it has expired").await;
    assert_refused(&server, &token(json!({ "exp": null })), "it has no exp").await;
    assert_refused(&server, &token(json!({ "nbf": now + 600 })), "it is not valid yet").await;
    assert_refused(&server, &token(json!({ "iat": now + 600, "nbf": null })), "it is not valid yet").await;
    for issuer in [format!("{}/", provider.url), "https://login.example/bergen".to_owned()] {
        assert_refused(&server, &token(json!({ "iss": issuer })), "is not configured").await;
    }
    for audience in [json!("another"), json!(["another"]), json!(null)] {
        assert_refused(&server, &token(json!({ "aud": audience })), "it is for another audience").await;
    }
    for tenant in [json!("oslo"), json!(null)] {
        assert_refused(&server, &token(json!({ "tid": tenant })), "it is of another tenant").await;
    }
    assert_refused(&server, &token(json!({ "oid": null })), "it has no oid").await;

    let with = |name: &str, value: Value| {
        let mut options = employee(&json!({}));
        options[name] = value;
        provider.token(options)
    };
    assert_refused(&server, &with("key", json!("ES256")), "its algorithm \\\"ES256\\\" is not one of").await;
    assert_refused(&server, &with("header", json!({ "kid": "unknown" })), "its key \\\"unknown\\\" is not one of")
        .await;
    assert_refused(&server, &with("header", json!({ "typ": "logout+jwt" })), "is not an access token's").await;
    assert_refused(&server, &with("forged", json!(true)), "its signature does not fit").await;

    // The public key, which everybody can have, as the secret of an HMAC.
    let claims = claims_of(&good);
    let pem = provider.command("pem", json!({}));
    let secret = EncodingKey::from_secret(pem.as_str().unwrap().as_bytes());
    for algorithm in [Algorithm::HS256, Algorithm::HS512] {
        let header = Header { kid: Some("RS256".to_owned()), ..Header::new(algorithm) };
        let confused = jsonwebtoken::encode(&header, &claims, &secret).unwrap();
        assert_refused(&server, &confused, "is not one of its issuer's").await;
    }
    let (header, rest) = good.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    for name in ["none", "None"] {
        let unsigned = encoded(&json!({ "alg": name, "kid": "RS256" }));
        assert_refused(&server, &format!("{unsigned}.{payload}."), "is not one of its issuer's").await;
        assert_refused(&server, &format!("{unsigned}.{payload}.{signature}"), "is not one of its issuer's").await;
    }
    let mut other = claims;
    other["oid"] = json!("somebody else");
    let tampered = format!("{header}.{}.{signature}", encoded(&other));
    assert_refused(&server, &tampered, "its signature does not fit").await;

    // Well signed, but too large to be looked at.
    let large = token(json!({ "groups": vec!["a group with a rather long name"; 300] }));
    assert!(large.len() > 8 * 1024);
    assert_refused(&server, &large, "it is larger than 8192 bytes").await;
    assert_eq!(count(&server, &good).await, 0);
}

fn claims_of(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_come_over_https_from_whom_the_machine_trusts() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, content: String| {
        let path = directory.path().join(name);
        fs::write(&path, content).unwrap();
        path
    };
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = certificate.signed_by(&key, &authority).unwrap();
    let (certificate, key) = (file("certificate", certificate.pem()), file("key", key.serialize_pem()));
    let stranger =
        CertifiedIssuer::self_signed(CertificateParams::new(Vec::new()).unwrap(), KeyPair::generate().unwrap());
    let trusted = file("trusted", authority.pem());
    let others = file("others", stranger.unwrap().pem());

    let Some(provider) = Provider::over_https(module_path!(), &certificate, &key) else { return };
    assert!(provider.url.starts_with("https://"), "{}", provider.url);
    let issuer = provider.settings(&employees());
    let token = provider.token(employee(&json!({})));
    for (certificates, status) in [(&trusted, 200), (&others, 503)] {
        let certificates = certificates.to_str().unwrap();
        let settings =
            [("SAMSPILL_ISSUER", issuer.as_str()), ("SSL_CERT_FILE", certificates), ("NO_PROXY", "127.0.0.1")];
        let server = Server::start_with(Backend::Sqlite, &settings).await;
        assert_eq!(ask(&server, &token).await.status.as_u16(), status, "{}", server.log());
    }
}

/// An issuer that nobody answers for.
fn absent(more: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut issuer = json!({ "url": format!("http://{}/", listener.local_addr().unwrap()), "kind": "maskinporten" });
    for (name, value) in more.as_object().unwrap() {
        issuer[name] = value.clone();
    }
    json!([issuer]).to_string()
}

#[tokio::test]
async fn the_local_key_vouches_for_nobody_where_an_issuer_does() {
    let server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_ISSUER", &absent(&json!({})))]).await;
    let token = server.admin();
    let reply = token.run(COUNT, json!({})).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, "UNAUTHENTICATED"), "{reply:?}");
    until(|| server.log().contains("tokens of the local key are not accepted"), "the reason is logged").await;
}

#[tokio::test]
async fn others_are_let_in_only_when_an_issuer_vouches_for_all_of_them() {
    let (refusing, serving) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let serve = |data_dir: &TempDir, more: &Value| {
        let mut program = samspill(data_dir.path());
        program.args(["serve", "--bind", "0.0.0.0:0"]).env("SAMSPILL_ISSUER", absent(more));
        program
    };
    let said = refused(serve(&refusing, &json!({})).env("SAMSPILL_LOCAL_TOKENS", "true"));
    assert!(said.contains("local development key"), "{said}");
    let said = refused(&mut serve(&refusing, &json!({ "algorithms": ["HS256"] })));
    assert!(said.contains("SAMSPILL_ISSUER") && said.contains("HS256"), "{said}");
    let running = Process::spawn(serve(&serving, &json!({})));
    assert!(running.address().ip().is_unspecified());
    let local = ([127, 0, 0, 1], running.address().port()).into();
    assert_eq!(Client::new(local).get("/health/live").await.status.as_u16(), 200);
    // Its issuer is not there.
    assert_eq!(Client::new(local).get("/health/ready").await.status.as_u16(), 503);
    // A key that vouches for nobody is not made.
    assert!(!serving.path().join("signing-key.pk8").exists());
}
