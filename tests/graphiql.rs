//! The GraphiQL page in a real browser: it works under its own Content-Security-Policy.

use std::{
    env,
    io::{self, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::support::{Backend, Server};

on_both!(the_page_works_under_its_own_policy);

/// Set to `1` where a missing browser must fail the test instead of skipping it.
const REQUIRE_VARIABLE: &str = "SAMSPILL_TEST_REQUIRE_BROWSER";
const PATIENCE: Duration = Duration::from_mins(1);

fn browser() -> Option<&'static str> {
    let there = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success());
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find(there)
}

fn skip(reason: &str) {
    let required = env::var_os(REQUIRE_VARIABLE).is_some_and(|value| value == "1");
    // Whoever builds without the page does not ask for it.
    let left_out = env::var_os("SAMSPILL_SKIP_GRAPHIQL").is_some_and(|value| value != "0");
    assert!(!required || left_out, "the browser is required here: {reason}");
    // Past the test runner, which would swallow the output of a test that passes.
    let _ = writeln!(io::stderr(), "!! SKIPPED the page in a browser: {reason}");
}

/// Opens a page, lets its scripts run, and gives what became of it, with what the browser complained about.
fn open(browser: &str, url: &str) -> (String, String) {
    let profile = tempfile::tempdir().unwrap();
    let output = |name: &str| std::fs::File::create(profile.path().join(name)).unwrap();
    let mut running = Command::new(browser)
        // The tests run in containers, as root, without a graphics card and with little shared memory.
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--no-proxy-server"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
        .arg(url)
        .stdin(Stdio::null())
        .stdout(output("page"))
        .stderr(output("log"))
        .spawn()
        .unwrap();
    let began = Instant::now();
    while running.try_wait().unwrap().is_none() {
        if began.elapsed() > PATIENCE {
            let _ = running.kill();
            let _ = running.wait();
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let read = |name| String::from_utf8_lossy(&std::fs::read(profile.path().join(name)).unwrap()).into_owned();
    (read("page"), read("log"))
}

async fn the_page_works_under_its_own_policy(backend: Backend) {
    let server = Server::start(backend).await;
    if server.stranger().get("/graphiql").await.status == 503 {
        return skip("this build has no GraphiQL");
    }
    let Some(browser) = browser() else {
        return skip("there is no Chromium");
    };
    let url = format!("http://{}/graphiql#token={}", server.address(), server.planner("4601").token().unwrap());
    let (page, log) = tokio::task::spawn_blocking(move || open(browser, &url)).await.unwrap();
    let console: Vec<_> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(!console.iter().any(|line| line.contains("Content Security Policy")), "{console:#?}");
    // Scripts, the editor's workers and styles are there, and with the token of the link the schema was asked for.
    assert!(page.contains("graphiql-container") && page.contains("monaco-editor"), "{console:#?}\n{page:.2000}");
    let asked = |line: &str| line.contains("\"answered\"") && line.contains("\"path\":\"/graphql\"");
    assert!(server.log().lines().any(asked), "the schema was not asked for: {console:#?}");
}
