//! One connection, from its first byte to its last.

use std::{future::poll_fn, net::SocketAddr, pin::Pin, task::ready, time::Duration};

use axum::{
    Router,
    extract::ConnectInfo,
    http::{HeaderValue, Request, header},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    sync::watch,
    time::{Sleep, sleep_until},
};
use tower_service::Service as _;

use super::{Answered, Bounds, LARGEST_HEAD, Stage, pace::Pace, stream::Paced};

/// How long an idle connection is kept nevertheless when others need its place.
const COURTESY: Duration = Duration::from_secs(1);

/// What holds for each connection.
#[derive(Clone)]
pub struct Terms {
    pub router: Router,
    pub bounds: Bounds,
    pub stage: watch::Receiver<Stage>,
    /// Changes when others need room.
    pub crowded: watch::Receiver<()>,
}

/// Answers the requests of a connection until its end.
pub async fn attend(stream: TcpStream, peer: SocketAddr, terms: Terms) {
    let Terms { router, bounds, stage, mut crowded } = terms;
    crowded.mark_unchanged();
    let pace = Pace::new();
    let service = service_fn(|request| answer(request, peer, router.clone(), pace.clone(), stage.clone()));
    let stream = TokioIo::new(Paced::new(stream, pace.clone()));
    let connection = http1::Builder::new().max_buf_size(LARGEST_HEAD).serve_connection(stream, service);
    let mut connection = std::pin::pin!(connection);
    let mut timer = std::pin::pin!(sleep_until(tokio::time::Instant::now() + bounds.idle));
    let mut told = stage.clone();
    let mut closing = false;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                }
                return;
            }
            _ = told.wait_for(|stage| *stage == Stage::Closing), if !closing => {
                closing = true;
                connection.as_mut().graceful_shutdown();
            }
            Ok(()) = crowded.changed() => {
                if pace.idle_since().is_some_and(|since| since.elapsed() > COURTESY) {
                    connection.as_mut().graceful_shutdown();
                }
            }
            () = overdue(&pace, &bounds, timer.as_mut()) => {
                tracing::debug!(?pace, "a connection took too long and was cut off");
                return;
            }
        }
    }
}

/// Waits until the connection has taken too long for what it is doing. Polled after the connection itself, it sees what
/// that has just done.
async fn overdue(pace: &Pace, bounds: &Bounds, mut timer: Pin<&mut Sleep>) {
    poll_fn(|context| {
        let Some(deadline) = pace.deadline(bounds) else {
            return std::task::Poll::Pending;
        };
        if timer.deadline() != deadline {
            timer.as_mut().reset(deadline);
        }
        ready!(timer.as_mut().poll(context));
        std::task::Poll::Ready(())
    })
    .await;
}

async fn answer(
    mut request: Request<Incoming>,
    peer: SocketAddr,
    mut router: Router,
    pace: Pace,
    stage: watch::Receiver<Stage>,
) -> Answered {
    pace.asked();
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut answer = router.call(request).await?;
    if *stage.borrow() != Stage::Serving {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    pace.answered();
    Ok(answer)
}
