//! `samspill healthcheck`: asks the running server whether it is ready. For containers and service managers.

use std::{
    io::{self, Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// How long the server may take to connect, and to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// More than the answer ever takes.
const LONGEST_ANSWER: u64 = 16 * 1024;

/// Why the server does not count as ready.
#[derive(Debug, thiserror::Error)]
pub enum HealthcheckError {
    /// Nobody answers.
    #[error("no server answers on {address}")]
    NoAnswer {
        /// Where it was looked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The answer is not the one of a server that is ready.
    #[error("the server on {address} is not ready: it answered {answer}")]
    NotReady {
        /// Where it was asked.
        address: SocketAddr,
        /// The first line of what it answered, and the last one, which names the checks.
        answer: String,
    },
}

/// Asks the server that listens on `bind`.
///
/// # Errors
/// When it does not answer, or that it is not ready.
pub fn run(bind: SocketAddr) -> Result<(), HealthcheckError> {
    let address = reachable(bind);
    let answer = ask(address).map_err(|source| HealthcheckError::NoAnswer { address, source })?;
    let first = answer.lines().next().unwrap_or_default();
    if first.split(' ').nth(1) == Some("200") {
        return Ok(());
    }
    let last = answer.lines().last().unwrap_or_default();
    // Whatever answers there, it writes nothing but its answer.
    let answer = format!("{first} {last}").replace(char::is_control, " ");
    Err(HealthcheckError::NotReady { address, answer })
}

/// Where a server that listens on all addresses is reached from its own machine.
fn reachable(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}

fn ask(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
