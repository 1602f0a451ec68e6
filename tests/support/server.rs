//! The real program, serving a test's own database on a free port.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use samspill::{
    auth::{Grant, LocalKey, Role, issue},
    clock::{Clock as _, SystemClock},
};
use serde_json::Value;
use tempfile::TempDir;

use super::{
    Backend, Client, TestDatabase,
    program::{after, samspill},
};

/// How long a start may take before it counts as failed, on a busy machine too.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server with a database and a data directory of its own. Dropping it kills it.
pub struct Server {
    process: Process,
    data_dir: TempDir,
    database: TestDatabase,
    key: LocalKey,
    settings: Vec<(&'static str, String)>,
    shell: Option<&'static str>,
}

impl Server {
    /// Serves an empty registry: only the reference data is there.
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, &[]).await
    }

    /// Serves with settings of the environment, such as `("SAMSPILL_BIND", …)`.
    pub async fn start_with(backend: Backend, settings: &[(&'static str, &str)]) -> Self {
        Self::start_on(backend.database().await, settings)
    }

    /// Serves this database.
    pub fn start_on(database: TestDatabase, settings: &[(&'static str, &str)]) -> Self {
        Self::start_after(None, database, settings)
    }

    /// Serves this database, started after a line of shell in the same process.
    pub fn start_after(shell: Option<&'static str>, database: TestDatabase, settings: &[(&'static str, &str)]) -> Self {
        let data_dir = tempfile::tempdir().unwrap();
        let key = LocalKey::open_or_create(data_dir.path()).unwrap();
        let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let process = Process::start(data_dir.path(), &database, &settings, shell);
        Self { process, data_dir, database, key, settings, shell }
    }

    /// Ends the server as a power cut would: SIGKILL.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Starts it again after its end, with the same data and settings; its address is another.
    pub fn restart(&mut self) {
        self.process = Process::start(self.data_dir.path(), &self.database, &self.settings, self.shell);
    }

    /// Asks the server to stop, with SIGTERM, and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        self.process.stop()
    }

    /// Asks the server to stop, with SIGTERM.
    pub fn terminate(&self) {
        terminate(&self.process.child);
    }

    /// Waits until the server has stopped.
    pub fn wait(&mut self) -> ExitStatus {
        self.process.end()
    }

    /// Another process that serves the same data, with the same key and settings.
    pub fn replica(&self) -> Process {
        Process::start(self.data_dir.path(), &self.database, &self.settings, self.shell)
    }

    pub fn address(&self) -> SocketAddr {
        self.process.address
    }

    /// The same server, started again on its database by another way.
    pub fn with_database(mut self, change: impl FnOnce(TestDatabase) -> TestDatabase) -> Self {
        self.kill();
        self.database = change(self.database);
        self.restart();
        self
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.process.child.id()
    }

    /// How long the server has kept processors busy so far, where the operating system tells.
    pub fn cpu_time(&self) -> Option<Duration> {
        let told = std::fs::read_to_string(format!("/proc/{}/stat", self.process.child.id())).ok()?;
        // The name of the program, in parentheses, may hold spaces; user and system time are 12th and 13th after it.
        let (_, fields) = told.rsplit_once(')')?;
        let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>();
        Some(Duration::from_millis(ticks * 10))
    }

    /// The most memory that the server has held at once so far besides its own program, in bytes, where the operating
    /// system tells.
    pub fn peak_memory(&self) -> Option<u64> {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.process.child.id())).ok()?;
        let bytes = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name))?;
            let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kibibytes * 1024)
        };
        Some(bytes("VmHWM:")?.saturating_sub(bytes("RssFile:")?))
    }

    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// The key that the server's tokens are signed with.
    pub fn key(&self) -> &LocalKey {
        &self.key
    }

    /// The log so far, as it was written.
    pub fn log(&self) -> String {
        self.process.log.text()
    }

    /// The address that the log tells with this message.
    pub fn address_logged(&self, message: &str) -> SocketAddr {
        self.log().lines().find_map(|line| address_after(line, message)).expect("an address in the log")
    }

    /// The lines of the log with this message, as JSON.
    pub fn logged(&self, message: &str) -> Vec<Value> {
        let lines = self.log();
        let entries = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        entries.filter(|entry| entry["fields"]["message"] == message).collect()
    }

    /// A client without a token.
    pub fn stranger(&self) -> Client {
        Client::new(self.address())
    }

    /// A client of the whole registry.
    pub fn admin(&self) -> Client {
        self.client(Role::RegistryAdmin, &[], &[])
    }

    /// A planner of a municipality.
    pub fn planner(&self, municipality: &str) -> Client {
        self.client(Role::MunicipalPlanner, &[municipality], &[])
    }

    /// A reader of a municipality.
    pub fn reader(&self, municipality: &str) -> Client {
        self.client(Role::Reader, &[municipality], &[])
    }

    /// A coordinator of an organisation, named by its id.
    pub fn coordinator(&self, organisation: &Value) -> Client {
        self.client(Role::Coordinator, &[], &[organisation.as_str().unwrap()])
    }

    /// A client with any role and binding.
    pub fn client(&self, role: Role, municipalities: &[&str], organisations: &[&str]) -> Client {
        self.client_named("test", role, municipalities, organisations)
    }

    /// A client with a name, which grants may be given to at the issuer `samspill:local`.
    pub fn client_named(&self, subject: &str, role: Role, municipalities: &[&str], organisations: &[&str]) -> Client {
        let grant = Grant {
            subject: subject.to_owned(),
            role,
            municipalities: municipalities.iter().map(ToString::to_string).collect(),
            organisations: organisations.iter().map(ToString::to_string).collect(),
        };
        let hour = Duration::from_hours(1);
        let token = issue(&self.key, &grant, SystemClock.now(), hour).unwrap();
        self.stranger().with_token(&token)
    }
}

/// A running server and its log.
pub struct Process {
    child: Child,
    address: SocketAddr,
    log: Log,
    reader: Option<JoinHandle<()>>,
}

impl Process {
    fn start(
        data_dir: &Path,
        database: &TestDatabase,
        settings: &[(&'static str, String)],
        shell: Option<&str>,
    ) -> Self {
        let mut program = samspill(data_dir);
        program
            .args(["serve", "--bind", "127.0.0.1:0"])
            .args(["--database-url", database.url()])
            .env("SAMSPILL_SERVER_TIMING", "true")
            // Tests ask as fast as they can; those of these limits set them.
            .env("SAMSPILL_REQUESTS_PER_SECOND", "0")
            .env("SAMSPILL_COMPLEXITY_PER_SECOND", "0")
            .env("SAMSPILL_ADDRESS_REQUESTS_PER_SECOND", "0")
            .envs(settings.iter().map(|(name, value)| (name, value)));
        Self::spawn(match shell {
            Some(line) => after(line, &program),
            None => program,
        })
    }

    /// Starts a command that serves, and waits until it does.
    pub fn spawn(mut program: Command) -> Self {
        if !program.get_envs().any(|(name, _)| name == "SAMSPILL_LOG") {
            program.env("SAMSPILL_LOG", "json");
        }
        let mut child = program.stdout(Stdio::null()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let log = Log::default();
        let (sender, listening) = mpsc::channel();
        let writing = log.clone();
        let reader = std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if let Some(address) = address_in(&line) {
                    // Nobody waits for it a second time.
                    let _ = sender.send(address);
                }
                writing.add(&line);
            }
        });
        // A process that ends without listening closes the channel at once.
        let Ok(address) = listening.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            let _ = reader.join();
            panic!("{program:?} does not serve:\n{}", log.text());
        };
        Self { child, address, log, reader: Some(reader) }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        self.end();
    }

    /// Asks it to stop, with SIGTERM, and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        terminate(&self.child);
        self.end()
    }

    /// Waits for the end, and for the last line of the log.
    fn end(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        if let Some(reader) = self.reader.take() {
            // It does not panic; and if it did, the log would be what is short.
            let _ = reader.join();
        }
        status
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("The log of the server:\n{}", self.log.text());
        }
    }
}

/// Where the server listens, when this line of its log says that it does.
fn address_in(line: &str) -> Option<SocketAddr> {
    address_after(line, "listening")
}

/// The address in a line of the log, JSON or text, that says so.
fn address_after(line: &str, message: &str) -> Option<SocketAddr> {
    let Ok(entry) = serde_json::from_str::<Value>(line) else {
        return line.split_once(&format!(": {message} address="))?.1.trim().parse().ok();
    };
    let fields = entry.get("fields")?;
    (fields.get("message")? == message).then(|| fields.get("address")?.as_str()?.parse().ok())?
}

fn terminate(child: &Child) {
    let killed = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status();
    assert!(killed.unwrap().success());
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn add(&self, line: &str) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str(line);
        text.push('\n');
    }

    fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
