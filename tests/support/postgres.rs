//! A throwaway PostgreSQL for the tests: one cluster for each test process, gone with it.
//!
//! The first test that asks for [`cluster`] starts it: a few hundred milliseconds for `initdb`,
//! about as much for the start. A small shell supervises it and holds the reading end of a pipe
//! whose writing end only the test process has. When that process ends, in whatever way
//! (`SIGKILL` included), the pipe closes; the shell then stops PostgreSQL and removes its files.
//!
//! Set `TEST_DATABASE_URL` to the URL of a superuser's database to use a server that is already
//! there. Its databases then stay until [`Cluster::drop_database`] or somebody else removes them.

use std::{
    env,
    error::Error,
    ffi::OsString,
    fmt, fs,
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
};

use tempfile::TempDir;

/// The URL of a server to use instead of a throwaway one.
const URL_VARIABLE: &str = "TEST_DATABASE_URL";
/// Set to `1` where a missing PostgreSQL must fail the tests instead of skipping them.
const REQUIRE_VARIABLE: &str = "SAMSPILL_TEST_REQUIRE_POSTGRES";
/// The programs used here; Debian puts all of them in one directory.
const PROGRAMS: [&str; 5] = ["initdb", "pg_ctl", "postgres", "createdb", "dropdb"];
/// Where Debian's packages put each major version: `<here>/15/bin`.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";
/// Another program may take a free port before PostgreSQL does; then the next one is tried.
const PORTS_TO_TRY: usize = 5;

/// Nothing here outlives the tests, so nothing has to survive a crash of the machine. A crash of
/// the *program under test* loses nothing either way: what it committed, PostgreSQL has.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off \
     -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c timezone=UTC";

/// Becomes `sh -c SUPERVISOR supervisor <directory> <programs> <settings> [prefix…]`, where the
/// prefix turns root into the user that PostgreSQL runs as. Each line read is what to do: a port
/// to start on, `crash`, `freeze` or `thaw`; the answer is `ready` or `failed`. The end of the
/// input is the end of the test process.
///
/// Sorting is Norwegian where PostgreSQL has ICU, as on the servers this runs on: code that leans
/// on byte order must say so (`COLLATE "C"`), and here a test notices when it does not.
const SUPERVISOR: &str = r#"
directory=$1 programs=$2 settings=$3
shift 3
tidy() {
    tell CONT
    "$@" "$programs/pg_ctl" stop --silent --mode=immediate --timeout=20 --pgdata="$directory/data"
    cd / && rm -rf "$directory"
}
initialise() {
    locale=$1
    shift
    rm -rf "$directory/data"
    "$@" "$programs/initdb" --pgdata="$directory/data" --username=postgres --encoding=UTF8 \
        --auth-local=trust --auth-host=password --pwfile="$directory/password" --no-sync $locale
}
trap '' PIPE
trap 'exit 1' HUP INT TERM
trap 'tidy "$@"' EXIT
cd "$directory" || exit 1
exec 3>&1 >>"$directory/log" 2>&1
initialise '--no-locale --locale-provider=icu --icu-locale=nb' "$@" ||
    initialise --no-locale "$@"
begin() {
    port=$1
    shift
    "$@" "$programs/pg_ctl" start --silent --wait --timeout=60 --pgdata="$directory/data" \
        --log="$directory/server.log" --options="-p $port -k $directory $settings" </dev/null 3>&-
}
# Sends a signal to the server and whatever it has started.
tell() {
    server=$(head -n 1 "$directory/data/postmaster.pid") &&
        kill "-$1" "$server" $(cat "/proc/$server/task/$server/children")
}
while read -r task; do
    case $task in
        crash) "$@" "$programs/pg_ctl" stop --silent --mode=immediate --timeout=20 --pgdata="$directory/data" ;;
        freeze) tell STOP ;;
        thaw) tell CONT ;;
        *) begin "$task" "$@" ;;
    esac
    if [ $? = 0 ]; then echo ready >&3; else echo failed >&3; fi
done
"#;

/// Why there is no PostgreSQL to test with, as a sentence.
#[derive(Clone, Debug)]
pub struct Unavailable(String);

impl fmt::Display for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Unavailable {}

/// What a PostgreSQL program had against what was asked of it.
#[derive(Clone, Debug)]
pub struct CommandFailed(String);

impl fmt::Display for CommandFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for CommandFailed {}

/// A PostgreSQL server that tests may create databases on.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    admin_url: String,
    /// `None` for a server that was there before.
    supervisor: Option<Mutex<Supervisor>>,
    port: u16,
}

/// Held for as long as the process lives: closing `input` is what ends the cluster.
#[derive(Debug)]
struct Supervisor {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    _shell: Child,
}

/// The cluster of this test process, started on the first call.
///
/// # Errors
///
/// When PostgreSQL is not installed or does not start. The same answer is given to every caller.
/// Where [`is_required`] holds, the caller must fail; otherwise it may skip, saying so.
pub fn cluster() -> Result<&'static Cluster, Unavailable> {
    static CLUSTER: OnceLock<Result<Cluster, Unavailable>> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::find_or_start).as_ref().map_err(Clone::clone)
}

/// Whether a missing PostgreSQL must fail the tests: `SAMSPILL_TEST_REQUIRE_POSTGRES=1`.
#[must_use]
pub fn is_required() -> bool {
    env::var_os(REQUIRE_VARIABLE).is_some_and(|value| value == "1")
}

impl Cluster {
    /// The URL of the named database, whether it exists or not.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        with_database(&self.admin_url, name)
    }

    /// Creates a database, empty or as a copy of `template`, and returns its URL.
    ///
    /// Nobody may be connected to the template meanwhile: close its pool first.
    ///
    /// # Errors
    ///
    /// When the name is not of lower-case letters, digits and underscores, or PostgreSQL refuses.
    pub fn create_database(&self, name: &str, template: Option<&str>) -> Result<String, CommandFailed> {
        check_name(name)?;
        let mut createdb = self.command("createdb");
        createdb.args(["--maintenance-db", &self.admin_url]);
        // Without a template of its own: the pristine one, which nobody ever connects to.
        createdb.args(["--template", template.unwrap_or("template0"), name]);
        run(createdb)?;
        Ok(self.url(name))
    }

    /// Drops a database, if it exists, and disconnects whoever uses it.
    ///
    /// # Errors
    ///
    /// When PostgreSQL refuses.
    pub fn drop_database(&self, name: &str) -> Result<(), CommandFailed> {
        check_name(name)?;
        let mut dropdb = self.command("dropdb");
        dropdb.args(["--maintenance-db", &self.admin_url]);
        dropdb.args(["--if-exists", "--force", name]);
        run(dropdb)
    }

    /// One of PostgreSQL's programs, such as `psql` or `pg_dump`, of the server's own version
    /// where the cluster is ours. Give it a URL: `command("psql").arg(cluster.url("name"))`.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        forget_settings(&mut command);
        command.stdin(Stdio::null());
        command
    }

    fn find_or_start() -> Result<Self, Unavailable> {
        if let Ok(admin_url) = env::var(URL_VARIABLE) {
            let programs = find_programs(&["createdb", "dropdb"])?;
            return Ok(Self { programs, admin_url, supervisor: None, port: 0 });
        }
        let programs = find_programs(&PROGRAMS)?;
        Self::start(programs, SETTINGS)
    }

    /// A cluster for one test, which may stop it. What it acknowledges it keeps.
    ///
    /// # Errors
    ///
    /// When PostgreSQL is not installed or does not start.
    pub fn of_its_own() -> Result<Self, Unavailable> {
        Self::start(find_programs(&PROGRAMS)?, &SETTINGS.replace("synchronous_commit=off", "synchronous_commit=on"))
    }

    /// Ends it as a crash would: nothing is finished, and every connection broken off.
    pub fn crash(&self) {
        self.tell("crash");
    }

    /// Starts it again after a crash, on the same port.
    pub fn begin_again(&self) {
        self.tell(&self.port.to_string());
    }

    /// Lets it answer nothing, as if its machine had stopped.
    pub fn freeze(&self) {
        self.tell("freeze");
    }

    /// Ends the freezing.
    pub fn thaw(&self) {
        self.tell("thaw");
    }

    fn tell(&self, task: &str) {
        let supervisor = self.supervisor.as_ref().expect("a cluster of the test's own");
        let done = supervisor.lock().unwrap_or_else(PoisonError::into_inner).done(task);
        assert!(done.is_ok_and(|done| done), "PostgreSQL: {task} failed");
    }

    fn start(programs: PathBuf, settings: &str) -> Result<Self, Unavailable> {
        let failed = |what: &str| {
            let what = what.to_owned();
            move |error: io::Error| Unavailable(format!("PostgreSQL: cannot {what}: {error}"))
        };
        let directory = tempfile::Builder::new()
            .prefix("samspill-postgres-")
            // Whoever reaches the socket in it is a superuser.
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir()
            .map_err(failed("make a directory"))?;
        let owner = Owner::of(directory.path())?;
        let password = random_hex().map_err(failed("read /dev/urandom"))?;
        let password_file = directory.path().join("password");
        fs::write(&password_file, &password).map_err(failed("write the password"))?;
        if let Some(Owner { user, group, .. }) = owner {
            for path in [directory.path(), &password_file] {
                chown(path, Some(user), Some(group)).map_err(failed("give its files away"))?;
            }
        }

        let mut supervisor =
            Supervisor::spawn(&directory, &programs, settings, owner).map_err(failed("start its supervisor"))?;
        // From here on the supervisor removes the directory.
        let directory = directory.keep();
        for _ in 0..PORTS_TO_TRY {
            let port = free_port().map_err(failed("find a free port"))?;
            match supervisor.done(&port.to_string()) {
                Ok(true) => {
                    return Ok(Self {
                        programs,
                        admin_url: format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres"),
                        supervisor: Some(Mutex::new(supervisor)),
                        port,
                    });
                }
                Ok(false) => {}
                Err(_) => break,
            }
        }
        let logs = ["log", "server.log"].map(|name| tail(&directory.join(name)));
        Err(Unavailable(format!("PostgreSQL in {} does not start:\n{}", programs.display(), logs.concat())))
    }
}

impl Supervisor {
    fn spawn(directory: &TempDir, programs: &Path, settings: &str, owner: Option<Owner>) -> io::Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", SUPERVISOR, "supervisor"]).args([directory.path(), programs]).arg(settings);
        if let Some(owner) = owner {
            command.args(owner.prefix);
        }
        forget_settings(&mut command);
        let mut shell = command
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Ctrl-C is for the tests; the supervisor learns of their end by the pipe.
            .process_group(0)
            .spawn()?;
        match (shell.stdin.take(), shell.stdout.take()) {
            (Some(input), Some(output)) => Ok(Self { input, output: BufReader::new(output), _shell: shell }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Whether a task was carried out: whether PostgreSQL now answers on a port, say.
    fn done(&mut self, task: &str) -> io::Result<bool> {
        writeln!(self.input, "{task}")?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        match answer.trim() {
            "ready" => Ok(true),
            "failed" => Ok(false),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// Who PostgreSQL, which refuses to run as root, runs as instead.
#[derive(Debug)]
struct Owner {
    user: u32,
    group: u32,
    /// The command that becomes this user and runs what follows.
    prefix: Vec<OsString>,
}

impl Owner {
    /// `None` when whoever made this directory is not root.
    fn of(directory: &Path) -> Result<Option<Self>, Unavailable> {
        let is_root = fs::metadata(directory).is_ok_and(|metadata| metadata.uid() == 0);
        if !is_root {
            return Ok(None);
        }
        let Some((name, user, group)) = ["postgres", "nobody"].into_iter().find_map(|name| {
            let id = |option| output_of(Command::new("id").args([option, name]))?.parse().ok();
            Some((name, id("-u")?, id("-g")?))
        }) else {
            return Err(Unavailable(
                "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`.".to_owned(),
            ));
        };
        let prefixes = [
            vec![
                "setpriv".to_owned(),
                format!("--reuid={user}"),
                format!("--regid={group}"),
                "--clear-groups".to_owned(),
                "--".to_owned(),
            ],
            ["runuser", "-u", name, "--"].map(str::to_owned).to_vec(),
        ];
        for prefix in prefixes {
            let works = output_of(Command::new(&prefix[0]).args(&prefix[1..]).arg("true"));
            if works.is_some() {
                let prefix = prefix.into_iter().map(OsString::from).collect();
                return Ok(Some(Self { user, group, prefix }));
            }
        }
        Err(Unavailable(format!(
            "PostgreSQL refuses to run as root, and neither setpriv nor runuser can run it as `{name}`."
        )))
    }
}

/// The directory that holds all these programs: on the path, else Debian's newest version.
fn find_programs(wanted: &[&str]) -> Result<PathBuf, Unavailable> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path)
        // A link on the path stands for the directory it points to, where the others are.
        .filter_map(|directory| directory.join(wanted[0]).canonicalize().ok())
        .filter_map(|program| program.parent().map(Path::to_owned));
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN_VERSIONS)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    on_path
        .chain(versions.into_iter().map(|(_, directory)| directory))
        .find(|directory| {
            let has = |program| directory.join(program).is_file();
            wanted.iter().all(has)
        })
        .ok_or_else(|| {
            Unavailable(format!(
                "PostgreSQL is not installed: no directory on the PATH or in {DEBIAN_VERSIONS}/*/bin has {}.",
                wanted.join(", ")
            ))
        })
}

/// The developer's own PostgreSQL settings must not reach the tests.
fn forget_settings(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("PG")) {
            command.env_remove(name);
        }
    }
}

fn check_name(name: &str) -> Result<(), CommandFailed> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    // PostgreSQL would silently cut a longer one.
    if !name.is_empty() && name.len() < 64 && name.chars().all(allowed) {
        Ok(())
    } else {
        Err(CommandFailed(format!("not a name for a database: {name:?}")))
    }
}

/// The same URL with another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) =
        url.split_once('?').map_or((url, String::new()), |(address, query)| (address, format!("?{query}")));
    let host = address.find("://").map_or(0, |start| start + 3);
    let end = address[host..].find('/').map_or(address.len(), |slash| host + slash);
    format!("{}/{name}{query}", &address[..end])
}

fn run(mut command: Command) -> Result<(), CommandFailed> {
    let program = command.get_program().to_owned();
    let failed = |what: &str| CommandFailed(format!("{}: {what}", program.display()));
    let output = command.output().map_err(|error| failed(&error.to_string()))?;
    if output.status.success() { Ok(()) } else { Err(failed(String::from_utf8_lossy(&output.stderr).trim())) }
}

/// What a program prints, when it succeeds.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Other users of the machine reach the port too, so the superuser has a password.
fn random_hex() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

/// The last lines of a log, for a message.
fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let shown = &lines[lines.len().saturating_sub(10)..];
    shown.iter().flat_map(|line| [*line, "\n"]).collect()
}
