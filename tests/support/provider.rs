//! Identity providers of others, run with Node.js from `tests/providers/`: they issue the tokens of the tests.

use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, mpsc},
    time::Duration,
};

use serde_json::{Value, json};

/// Set to `1` where missing providers must fail the tests instead of skipping them.
const REQUIRE_VARIABLE: &str = "SAMSPILL_TEST_REQUIRE_PROVIDERS";
/// How long a provider may take to answer, on a busy machine too.
const PATIENCE: Duration = Duration::from_mins(1);

/// A provider that runs. It ends with the test.
pub struct Provider {
    /// Its issuer, exactly as in `iss`.
    pub url: String,
    process: Child,
    talk: Mutex<(ChildStdin, mpsc::Receiver<String>)>,
}

impl Provider {
    /// The certified OpenID provider (`oidc-provider`). `test` names who asks. None where it cannot be run; then the
    /// test is skipped out loud, or fails if `SAMSPILL_TEST_REQUIRE_PROVIDERS=1`.
    pub fn certified(test: &str) -> Option<Self> {
        Self::run(test, "certified.mjs", &[])
    }

    /// The provider that issues any claims (`oauth2-mock-server`), likewise.
    pub fn of_any_claims(test: &str) -> Option<Self> {
        Self::run(test, "any.mjs", &[])
    }

    /// The same over HTTPS, with a certificate and its key.
    pub fn over_https(test: &str, certificate: &Path, key: &Path) -> Option<Self> {
        Self::run(test, "any.mjs", &[certificate, key])
    }

    fn run(test: &str, script: &str, arguments: &[&Path]) -> Option<Self> {
        match start(script, arguments) {
            Ok(provider) => Some(provider),
            Err(reason) => {
                assert!(
                    env::var(REQUIRE_VARIABLE).as_deref() != Ok("1"),
                    "Identity providers are required here: {reason}"
                );
                // Past the test runner, which would swallow the output of a test that passes.
                let _ = writeln!(
                    io::stderr(),
                    "!! SKIPPED {test}: {reason}\n   Run `npm ci` in tests/providers (Node.js 20.19 or later) to run this \
                     test; set {REQUIRE_VARIABLE}=1 to fail instead."
                );
                None
            }
        }
    }

    /// Carries out a command. Returns its answer.
    pub fn command(&self, command: &str, options: Value) -> Value {
        let mut line = options;
        line["command"] = json!(command);
        let mut talk = self.talk.lock().unwrap();
        writeln!(talk.0, "{line}").unwrap();
        serde_json::from_str(&talk.1.recv_timeout(PATIENCE).unwrap()).unwrap()
    }

    /// How often its keys were asked for.
    pub fn fetches(&self) -> u64 {
        self.command("asked", json!({}))["/jwks"].as_u64().unwrap_or_default()
    }

    /// A token with these claims; see `token` in `any.mjs`.
    pub fn token(&self, options: Value) -> String {
        self.command("token", options).as_str().unwrap().to_owned()
    }

    /// The settings of this provider as an issuer; `more` adds to them.
    pub fn settings(&self, more: &Value) -> String {
        let mut issuer = json!({ "url": self.url });
        for (name, value) in more.as_object().unwrap() {
            issuer[name] = value.clone();
        }
        json!([issuer]).to_string()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("tests/providers")
}

/// Starts a provider; else says why it cannot be.
fn start(script: &str, arguments: &[&Path]) -> Result<Provider, String> {
    if !folder().join("node_modules").is_dir() {
        return Err("the npm packages of tests/providers are not installed".to_owned());
    }
    let mut command = Command::new("node");
    command.arg(script).args(arguments).current_dir(folder());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().map_err(|error| format!("node: {error}"))?;
    let input = process.stdin.take().unwrap();
    let output = BufReader::new(process.stdout.take().unwrap());
    let (sender, answers) = mpsc::channel();
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            // Whoever has gone needs no answer.
            let _ = sender.send(line);
        }
    });
    let Ok(greeting) = answers.recv_timeout(PATIENCE) else {
        let _ = process.kill();
        let _ = process.wait();
        return Err(format!("node {script} does not run"));
    };
    let greeting: Value = serde_json::from_str(&greeting).unwrap();
    let url = greeting["url"].as_str().unwrap().to_owned();
    Ok(Provider { url, process, talk: Mutex::new((input, answers)) })
}
