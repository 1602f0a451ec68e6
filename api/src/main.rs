//! The program `samspill`: serves the registry and keeps it.

mod cli;
mod commands;
mod config;
mod lifecycle;
mod progress;
mod telemetry;

use std::{error::Error, io::Write as _, process::ExitCode};

use clap::Parser as _;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when even this fails.
            let _ = write!(std::io::stderr().lock(), "{}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, a line each, save for those that the line before has already told.
fn told(error: &dyn Error) -> String {
    let mut last = error.to_string();
    let mut text = format!("error: {last}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        let line = error.to_string();
        if !last.contains(&line) {
            text.push_str("  because: ");
            text.push_str(&line);
            text.push('\n');
            last = line;
        }
        cause = error.source();
    }
    text
}
