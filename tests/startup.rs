//! Commands, settings, start and stop.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Stdio,
};

use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};

use crate::support::{
    Backend, Reply, Server,
    client::Client,
    program::{refused, samspill, succeed},
    records::{organisation, synthetic_number},
    server::Process,
};

on_both!(several_processes_may_migrate_at_once, a_second_demo_keeps_what_is_there, the_server_stops_in_order,);

async fn several_processes_may_migrate_at_once(backend: Backend) {
    let database = backend.empty_database();
    let data_dir = tempfile::tempdir().unwrap();
    let migrating: Vec<_> = (0..4)
        .map(|_| {
            samspill(data_dir.path())
                .args(["migrate", "--database-url", database.url()])
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for process in migrating {
        let output = process.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
    let connection = database.connect().await;
    let count = async |table: &str| -> i64 {
        let sql = format!("SELECT count(*) AS n FROM {table}");
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get("", "n").unwrap()
    };
    assert_eq!(count("municipality").await, 357);
    let (all, different) =
        (count("seaql_migrations").await, count("(SELECT DISTINCT version FROM seaql_migrations) AS versions").await);
    assert_eq!(all, different);
    connection.close().await.unwrap();
}

async fn a_second_demo_keeps_what_is_there(backend: Backend) {
    let database = backend.empty_database();
    let parent = tempfile::tempdir().unwrap();
    let data_dir = parent.path().join("new");
    let demo = || {
        let mut program = samspill(&data_dir);
        program.args(["demo", "--bind", "127.0.0.1:0", "--database-url", database.url()]);
        Process::spawn(program)
    };
    let token = || {
        let mut program = samspill(&data_dir);
        succeed(program.args(["token", "--role", "REGISTRY_ADMIN"])).trim().to_owned()
    };
    let count = "{ organisations { totalCount } }";
    let first = demo();
    let admin = Client::new(first.address()).with_token(&token());
    let loaded = admin.data(count, json!({})).await["organisations"]["totalCount"].as_i64().unwrap();
    assert!(loaded > 0);
    let own = organisation(&admin, "4601", json!({ "name": "My own", "number": synthetic_number() })).await;
    drop(first);

    let second = demo();
    let admin = Client::new(second.address()).with_token(&token());
    let now = admin.data(count, json!({})).await["organisations"]["totalCount"].clone();
    assert_eq!(now, loaded + 1);
    let query = "query ($id: ID!) { organisation(id: $id) { name } }";
    let kept = admin.data(query, json!({ "id": own["id"] })).await;
    assert_eq!(kept["organisation"]["name"], "My own");
}

async fn the_server_stops_in_order(backend: Backend) {
    let mut server = Server::start(backend).await;
    let healthcheck = |server: &Server| {
        let mut program = samspill(server.data_dir());
        program.args(["healthcheck", "--bind", &server.address().to_string()]);
        program
    };
    for page in ["/health/live", "/health/ready"] {
        assert_eq!(server.stranger().get(page).await.status.as_u16(), 200);
    }
    succeed(&mut healthcheck(&server));
    let planner = server.planner("4601");
    organisation(&planner, "4601", json!({ "name": "Kept" })).await;
    assert!(server.stop().success());
    assert!(server.log().contains("\"stopped\""), "{}", server.log());
    let said = refused(&mut healthcheck(&server));
    assert!(said.contains(&server.address().to_string()), "{said}");
}

#[test]
fn a_new_data_directory_is_its_owners_alone() {
    let parent = tempfile::tempdir().unwrap();
    let data_dir = parent.path().join("not/yet");
    succeed(samspill(&data_dir).args(["token", "--role", "REGISTRY_ADMIN"]));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data_dir), 0o700);
    let files: Vec<PathBuf> = fs::read_dir(&data_dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(mode(&files[0]), 0o600);
}

#[tokio::test]
async fn tokens_are_made_for_roles_with_their_bindings() {
    let server = Server::start(Backend::Sqlite).await;
    let school = organisation(&server.planner("4601"), "4601", json!({})).await["id"].clone();
    let school = school.as_str().unwrap();
    let token = |arguments: &[&str]| {
        let mut program = samspill(server.data_dir());
        program.arg("token").args(arguments);
        program
    };
    let query = "{ organisations { totalCount } }";
    for (arguments, count) in [
        (vec!["--role", "REGISTRY_ADMIN"], 1),
        (vec!["--role", "MUNICIPAL_PLANNER", "--municipality", "4601"], 1),
        (vec!["--role", "READER", "--municipality", "1151", "--municipality", "4601", "--ttl", "1h 30m"], 1),
        (vec!["--role", "ANALYST", "--municipality", "5610"], 0),
        (vec!["--role", "COORDINATOR", "--organisation", school], 1),
        (vec!["--role", "INTEGRATION", "--organisation", school], 1),
    ] {
        let printed = succeed(&mut token(&arguments));
        let client = server.stranger().with_token(printed.trim());
        let data = client.data(query, json!({})).await;
        assert_eq!(data["organisations"]["totalCount"], count, "{arguments:?}");
    }
    for (arguments, said) in [
        (vec!["--role", "READER"], "--municipality"),
        (vec!["--role", "COORDINATOR", "--municipality", "4601"], "--organisation"),
        (vec!["--role", "COORDINATOR", "--organisation", "4601"], "not the id of an organisation"),
        // Bergen's number until 2020.
        (vec!["--role", "READER", "--municipality", "1201"], "not the number of a municipality"),
    ] {
        assert!(refused(&mut token(&arguments)).contains(said), "{arguments:?}");
    }
}

#[test]
fn settings_that_cannot_be_used_are_refused_by_name() {
    let data_dir = tempfile::tempdir().unwrap();
    let said = refused(samspill(data_dir.path()).arg("serve").env("SAMSPILL_BNID", "127.0.0.1:0"));
    assert!(said.contains("SAMSPILL_BNID"), "{said}");
    let said = refused(samspill(data_dir.path()).arg("migrate").env("SAMSPILL_LOG", "xml"));
    assert!(said.contains("SAMSPILL_LOG") && said.contains("text or json"), "{said}");
    let url = "postgres://user:secret@127.0.0.1:1/registry";
    let said = refused(samspill(data_dir.path()).arg("migrate").env("DATABASE_URL", url));
    assert!(said.contains("postgres://user:***@127.0.0.1:1/registry"), "{said}");
    assert!(!said.contains("secret"), "{said}");

    let file = data_dir.path().join("samspill.toml");
    fs::write(&file, "database_conections = 3\n").unwrap();
    let said = refused(samspill(data_dir.path()).arg("serve"));
    assert!(said.contains("database_conections") && said.contains("samspill.toml"), "{said}");
    fs::write(&file, "").unwrap();
    let missing = data_dir.path().join("missing.toml");
    let said = refused(samspill(data_dir.path()).arg("serve").arg("--config").arg(&missing));
    assert!(said.contains("missing.toml"), "{said}");
}

#[test]
fn others_are_not_let_in_with_the_development_key() {
    let data_dir = tempfile::tempdir().unwrap();
    for command in ["serve", "demo"] {
        for bind in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
            let said = refused(samspill(data_dir.path()).args([command, "--bind", bind]));
            assert!(said.contains("local development key"), "{said}");
        }
    }
}

#[tokio::test]
async fn the_log_holds_request_ids_but_no_secrets() {
    let mut server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_LOG_FILTER", "debug")]).await;
    let planner = server.planner("4601");
    let query = "query ($text: String!) { organisations(filter: { name: { eq: $text } }) { totalCount } }";
    let body = json!({ "query": query, "variables": { "text": "confidential" } });
    let request = planner.post().header("x-request-id", "my-request-7").json(&body);
    let reply = Reply::of(request).await.unwrap();
    reply.data();
    assert_eq!(reply.headers["x-request-id"], "my-request-7");
    let fake = "eyJhbGciOiJFZERTQSJ9.e30.c2VjcmV0";
    let refused = server.stranger().with_token(fake).run(query, json!({ "text": "confidential" })).await;
    assert_eq!(refused.status.as_u16(), 401);

    assert!(server.stop().success());
    let log = server.log();
    for line in log.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
    let answered = log.lines().find(|line| line.contains("\"answered\"")).unwrap();
    assert!(answered.contains("my-request-7"), "{answered}");
    for secret in ["confidential", "eyJ", "Bearer"] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
