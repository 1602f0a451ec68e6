//! Bundles the `GraphiQL` page (`graphiql/`) with npm, for the service to serve from its own
//! binary.
//!
//! Everything happens in `OUT_DIR`, so the source tree stays clean and nothing is vendored.
//! Whatever goes wrong, be it no npm, no network or a broken bundle, costs only the page: the build
//! says so and goes on.
//!
//! The outcome is `OUT_DIR/graphiql_assets.rs`, to be included by the service, with two statics:
//! `ASSETS` (file name, content type, content) and `UNAVAILABLE` (why `ASSETS` is empty, if it is).

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Set to anything but `0` to build without `GraphiQL`, for example where other parts are checked.
const SKIP: &str = "SAMSPILL_SKIP_GRAPHIQL";

/// The oldest Node.js that will do; `graphiql/package.json` and `graphiql/unavailable.html` say so
/// too.
const OLDEST_NODE: u32 = 20;

/// npm is a batch file on Windows, found under its full name only.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What the bundle is made of, all in `graphiql/`.
const INPUTS: [&str; 9] = [
    ".npmrc",
    "bundle.mjs",
    "index.html",
    "package-lock.json",
    "package.json",
    "src/headers.js",
    "src/main.jsx",
    "src/page.css",
    "src/worker.js",
];

/// Why there is no `GraphiQL` in this build.
struct Unavailable {
    /// For the builder and for the page: plain text on one line, without characters special to
    /// HTML.
    reason: String,
    /// More for the builder alone, such as where the log is.
    details: Option<String>,
    retry: Retry,
}

/// What makes the next build try again, once an input or the switch has not changed.
enum Retry {
    /// Nothing: it was asked for.
    Never,
    /// A program appearing in one of the folders where programs are looked for.
    WhenProgramsChange,
    /// Any build: the cause, such as a missing network, leaves no trace to watch.
    Always,
}

fn main() -> Result<(), Box<dyn Error>> {
    let source = folder_from_env("CARGO_MANIFEST_DIR")?.join("graphiql");
    let out = folder_from_env("OUT_DIR")?;
    let work = out.join("graphiql");

    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={SKIP}");
    for input in INPUTS {
        println!("cargo::rerun-if-changed={}", source.join(input).display());
    }

    let bundle = if skip_requested() { Err(skipped()) } else { bundle(&source, &work) };
    if let Err(unavailable) = &bundle {
        announce(unavailable);
        watch_for_retry(&unavailable.retry, &work);
    }
    fs::write(out.join("graphiql_assets.rs"), assets_module(&bundle)?)?;
    Ok(())
}

fn folder_from_env(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("Cargo did not set {variable}"))
}

fn skip_requested() -> bool {
    env::var_os(SKIP).is_some_and(|value| !value.is_empty() && value != "0")
}

/// Makes the bundle, unless an earlier build made it from the same inputs. Returns its files.
fn bundle(source: &Path, work: &Path) -> Result<Vec<PathBuf>, Unavailable> {
    let inputs = read_inputs(source).map_err(|error| cannot("read the sources of", &error))?;
    let stamp = work.join("stamp");
    let dist = work.join("dist");
    if !(dist.is_dir() && is_current(&stamp, &inputs)) {
        check_node()?;
        lay_out(work, &inputs).map_err(|error| cannot("prepare", &error))?;
        // The includes overrule a builder's NODE_ENV or npm settings, which may leave the bundler
        // out.
        run(NPM, &["ci", "--include=dev", "--include=optional"], work)?;
        run("node", &["bundle.mjs"], work)?;
        // 200 MB that nothing needs any more. Should some of it stay, the bundle is none the worse.
        let _ = fs::remove_dir_all(work.join("node_modules"));
        fs::write(&stamp, fingerprint(&inputs)).map_err(|error| cannot("finish", &error))?;
    }
    files_in(&dist).map_err(|error| cannot("read the bundle of", &error))
}

fn read_inputs(source: &Path) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    INPUTS.into_iter().map(|name| Ok((name, fs::read(source.join(name))?))).collect()
}

/// The inputs themselves rather than a hash: they are small, and std has no hash that is stable
/// across its versions.
fn fingerprint(inputs: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in inputs {
        bytes.extend_from_slice(format!("{name} {}\n", content.len()).as_bytes());
        bytes.extend_from_slice(content);
    }
    bytes
}

fn is_current(stamp: &Path, inputs: &[(&str, Vec<u8>)]) -> bool {
    fs::read(stamp).is_ok_and(|earlier| earlier == fingerprint(inputs))
}

/// Starts over with a folder that holds the inputs and nothing of an earlier attempt.
fn lay_out(work: &Path, inputs: &[(&str, Vec<u8>)]) -> io::Result<()> {
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    for (name, content) in inputs {
        let copy = work.join(name);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(copy, content)?;
    }
    Ok(())
}

fn check_node() -> Result<(), Unavailable> {
    let output = output_of(Command::new("node").arg("--version"), "Node.js")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(unusable_program(&format!("the Node.js found ({version}) is older than {OLDEST_NODE}"))),
    }
}

fn run(program: &str, arguments: &[&str], work: &Path) -> Result<(), Unavailable> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(work);
    let output = output_of(&mut command, program)?;
    if output.status.success() {
        return Ok(());
    }
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let first_line =
        stderr.lines().find(|line| !line.trim().is_empty() && !line.starts_with("npm warn")).unwrap_or("no message");
    let log = work.join("failure.log");
    let details = fs::write(&log, &stderr).ok().map(|()| format!("all of its messages: {}", log.display()));
    let message = first_line.trim_start_matches("npm error ");
    let called = [&[program], arguments].concat().join(" ");
    Err(Unavailable { reason: plain_line(&format!("{called} failed: {message}")), details, retry: Retry::Always })
}

/// Runs without a standard input, so that nothing waits for an answer.
fn output_of(command: &mut Command, name: &str) -> Result<Output, Unavailable> {
    command.stdin(Stdio::null()).output().map_err(|error| {
        unusable_program(&if error.kind() == io::ErrorKind::NotFound {
            format!("{name} was not found")
        } else {
            format!("{name} could not be started: {error}")
        })
    })
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

fn skipped() -> Unavailable {
    Unavailable { reason: format!("it was built with {SKIP} set"), details: None, retry: Retry::Never }
}

fn unusable_program(reason: &str) -> Unavailable {
    Unavailable { reason: plain_line(reason), details: None, retry: Retry::WhenProgramsChange }
}

fn cannot(what: &str, error: &io::Error) -> Unavailable {
    Unavailable {
        reason: plain_line(&format!("could not {what} the page: {error}")),
        details: None,
        retry: Retry::Always,
    }
}

/// Cargo takes a warning to the end of its line only, and the page shows the reason as HTML.
fn plain_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || "<>&\"'".contains(c) { ' ' } else { c }).collect()
}

fn announce(unavailable: &Unavailable) {
    let Unavailable { reason, details, retry } = unavailable;
    let details = details.as_ref().map(|details| format!(" ({details})")).unwrap_or_default();
    let remedy = match retry {
        Retry::Never => format!("To have it, unset {SKIP} and build again."),
        Retry::WhenProgramsChange | Retry::Always => format!(
            "To have it, install Node.js {OLDEST_NODE} or newer with npm and, with access to \
             an npm registry, build again. To do without it, set {SKIP}=1."
        ),
    };
    println!("cargo::warning=GraphiQL is not bundled: {reason}{details}. All else works. {remedy}");
}

fn watch_for_retry(retry: &Retry, work: &Path) {
    match retry {
        Retry::Never => {}
        Retry::WhenProgramsChange => {
            println!("cargo::rerun-if-env-changed=PATH");
            for folder in program_folders() {
                println!("cargo::rerun-if-changed={}", folder.display());
            }
        }
        // Cargo takes a file that does not exist as changed. PATH need not be watched then.
        Retry::Always => println!("cargo::rerun-if-changed={}", work.join("no-such-file").display()),
    }
}

/// The folders of PATH, so that a newly installed npm is noticed. Cargo looks through all that is
/// below a watched folder, so those with folders of their own are left out: they may be large.
fn program_folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).filter(|folder| holds_files_only(folder)).collect()
}

fn holds_files_only(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.all(|entry| entry.and_then(|entry| entry.file_type()).is_ok_and(|kind| !kind.is_dir()))
    })
}

/// The Rust source that embeds the bundle.
fn assets_module(bundle: &Result<Vec<PathBuf>, Unavailable>) -> Result<String, Box<dyn Error>> {
    let mut assets = String::new();
    for file in bundle.as_deref().unwrap_or_default() {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a bundled file's name is not UTF-8")?;
        let path = file.to_str().ok_or("the path of OUT_DIR is not UTF-8")?;
        let content_type = content_type(file);
        writeln!(assets, "    ({name:?}, {content_type:?}, include_bytes!({path:?})),")?;
    }
    let unavailable = bundle.as_ref().err().map(|unavailable| unavailable.reason.as_str());
    Ok(format!(
        "/// The files of the `GraphiQL` page: name, content type and content.\n\
         /// Empty if it could not be bundled.\n\
         pub static ASSETS: &[(&str, &str, &[u8])] = &[\n{assets}];\n\n\
         /// Why `ASSETS` is empty, if it is: one line of plain text that is safe as HTML.\n\
         pub static UNAVAILABLE: Option<&str> = {unavailable:?};\n"
    ))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
