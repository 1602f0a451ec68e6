//! A gate in front of a database server: it lets through, lets nothing through, or is shut.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

const OPEN: u8 = 0;
const HUNG: u8 = 1;
const SHUT: u8 = 2;

/// A gate; open until told otherwise.
pub struct Gate {
    pub port: u16,
    state: Arc<AtomicU8>,
}

impl Gate {
    /// A gate before this address.
    pub async fn before(address: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(AtomicU8::new(OPEN));
        let watched = Arc::clone(&state);
        tokio::spawn(async move {
            loop {
                let (near, _) = listener.accept().await.unwrap();
                if watched.load(Ordering::SeqCst) == SHUT {
                    continue;
                }
                let far = TcpStream::connect(&address).await.unwrap();
                let (near_in, near_out) = near.into_split();
                let (far_in, far_out) = far.into_split();
                tokio::spawn(pass(near_in, far_out, Arc::clone(&watched)));
                tokio::spawn(pass(far_in, near_out, Arc::clone(&watched)));
            }
        });
        Self { port, state }
    }

    /// Lets through.
    pub fn open(&self) {
        self.state.store(OPEN, Ordering::SeqCst);
    }

    /// Takes everything and passes on nothing, as a network does that has lost its other end.
    pub fn hang(&self) {
        self.state.store(HUNG, Ordering::SeqCst);
    }

    /// Breaks off what is said next and turns away who comes, as a server does that has stopped.
    pub fn shut(&self) {
        self.state.store(SHUT, Ordering::SeqCst);
    }
}

/// Passes on what is said, while the gate is open. What was held up is never passed on.
async fn pass(mut from: tokio::net::tcp::OwnedReadHalf, mut to: tokio::net::tcp::OwnedWriteHalf, state: Arc<AtomicU8>) {
    let mut buffer = vec![0; 64 * 1024];
    let mut lost = false;
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        match state.load(Ordering::SeqCst) {
            SHUT => return,
            HUNG => lost = true,
            _ if lost => {}
            _ => {
                if to.write_all(&buffer[..read]).await.is_err() {
                    return;
                }
            }
        }
    }
}
