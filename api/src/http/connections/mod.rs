//! Connections: taken while there is room, held to a pace, and let go of in order.
//!
//! A connection is idle, sends the head of a request, waits for its answer, or takes it. Each but the waiting has a time
//! (the answer itself is bounded elsewhere); a client that keeps none of them is cut off. One that has not asked anything
//! keeps its connection for a while, and costs little meanwhile; when there is no room left, idle ones make it.

mod connection;
mod pace;
mod stream;

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use futures_util::FutureExt as _;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::Instant,
};

use self::connection::{Terms, attend};

/// Whether the service takes requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// It does.
    #[default]
    Serving,
    /// It is about to stop, and says so: it is not ready, and each answer is the last on its connection.
    Leaving,
    /// It takes no more, and finishes what is under way.
    Closing,
}

/// How many connections there may be, and how long each may take for what.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Open connections at most; others wait until the operating system's queue is full too.
    pub connections: usize,
    /// How long a connection without a request is kept.
    pub idle: Duration,
    /// How long the head of a request may take to arrive, from its first byte.
    pub head: Duration,
    /// How long a client may take to read an answer that does not fit what the operating system holds for it.
    pub answer: Duration,
}

/// What fits the head of a request: the longest address there is, 64 KiB, and as much again for the headers.
const LARGEST_HEAD: usize = 128 * 1024;
/// How long no connection is taken after the operating system refused one: it is out of files, or of memory.
const PAUSE: Duration = Duration::from_millis(200);
/// How often idle connections are asked to make room.
const ASK_FOR_ROOM: Duration = Duration::from_secs(1);

/// Answers requests by this router until it is told to close and the last of them is answered. Dropped before, it breaks
/// off what is under way.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, mut stage: watch::Receiver<Stage>) {
    let (crowd, crowded) = watch::channel(());
    let room = Room { free: Arc::new(Semaphore::new(bounds.connections)), crowd, asked: None };
    let terms = Terms { router, bounds, stage: stage.clone(), crowded };
    let mut open = Open { tasks: JoinSet::new(), terms };
    let mut door = Door { listener, room, troubled: false };
    loop {
        tokio::select! {
            biased;
            // A sender that is gone means the same as a message.
            _ = stage.wait_for(|stage| *stage == Stage::Closing) => break,
            Some(_) = open.tasks.join_next() => {}
            (stream, peer, place) = door.next() => open.take(stream, peer, place),
        }
    }
    // Who was let in by the operating system already has perhaps sent a request.
    while let Some((stream, peer, place)) = door.waiting() {
        open.take(stream, peer, place);
    }
    drop(door);
    while open.tasks.join_next().await.is_some() {}
}

/// The connections there are.
struct Open {
    tasks: JoinSet<()>,
    terms: Terms,
}

impl Open {
    fn take(&mut self, stream: TcpStream, peer: SocketAddr, place: Option<OwnedSemaphorePermit>) {
        // Small answers leave at once.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
        let terms = self.terms.clone();
        self.tasks.spawn(async move {
            attend(stream, peer, terms).await;
            drop(place);
        });
    }
}

/// Where connections come in.
struct Door {
    listener: TcpListener,
    room: Room,
    troubled: bool,
}

impl Door {
    /// The next connection, once there is room for it. Nothing is lost when this is dropped halfway.
    async fn next(&mut self) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
        let place = self.room.place().await;
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    self.troubled = false;
                    return (stream, peer, Some(place));
                }
                Err(error) if is_of_the_client(&error) => {}
                Err(error) => {
                    if !std::mem::replace(&mut self.troubled, true) {
                        tracing::warn!(%error, "connections cannot be taken; trying again");
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// A connection that waits to be taken, whether there is room or not.
    fn waiting(&self) -> Option<(TcpStream, SocketAddr, Option<OwnedSemaphorePermit>)> {
        loop {
            match self.listener.accept().now_or_never()? {
                Ok((stream, peer)) => return Some((stream, peer, None)),
                Err(error) if is_of_the_client(&error) => {}
                Err(_) => return None,
            }
        }
    }
}

/// Whether a connection could not be taken because the client went away meanwhile.
fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// The room for connections.
struct Room {
    free: Arc<Semaphore>,
    crowd: watch::Sender<()>,
    asked: Option<Instant>,
}

impl Room {
    /// A place for a connection, as soon as there is one; idle connections are asked to make room.
    async fn place(&mut self) -> OwnedSemaphorePermit {
        loop {
            if let Ok(place) = Arc::clone(&self.free).try_acquire_owned() {
                return place;
            }
            if self.asked.is_none_or(|asked| asked.elapsed() > ASK_FOR_ROOM) {
                self.asked = Some(Instant::now());
                self.crowd.send_replace(());
            }
            let free = Arc::clone(&self.free).acquire_owned();
            if let Ok(Ok(place)) = tokio::time::timeout(ASK_FOR_ROOM, free).await {
                return place;
            }
        }
    }
}

/// What a router answers with.
type Answered = Result<axum::response::Response, Infallible>;

#[cfg(test)]
mod tests;
