//! The program itself, untouched by the settings of whoever runs the tests.

use std::{
    env,
    path::Path,
    process::{Command, Output, Stdio},
};

/// `samspill --data-dir <data_dir>`, to be given a command.
pub fn samspill(data_dir: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_samspill"));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("SAMSPILL_") || name.starts_with("PG") || name == "DATABASE_URL" {
            program.env_remove(name.as_ref());
        }
    }
    program.arg("--data-dir").arg(data_dir).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// The same command, run after a line of shell in the same process: a limit, say.
pub fn after(line: &str, program: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{line}; exec \"$0\" \"$@\"")).arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell
}

/// Runs a command that must succeed. Returns what it prints.
pub fn succeed(program: &mut Command) -> String {
    let output = program.output().unwrap();
    assert!(output.status.success(), "{program:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command that must be refused. Returns what it says about it.
pub fn refused(program: &mut Command) -> String {
    let output = program.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{program:?}");
    let said = stderr(&output);
    assert!(said.starts_with("error: "), "{said}");
    said
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
