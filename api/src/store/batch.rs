//! When batches run: once every resolver that can run has run.
//!
//! A request's resolvers ask for records one at a time; a loader gathers what they ask for into one statement a
//! relation. The gathering must not depend on timing, or the number of statements would. So the batches run on the
//! request's own task, a level at a time: all that were asked for while nothing was being read start together, run
//! concurrently, and only when the last has answered do the batches they led to begin.

use std::{pin::pin, task::Poll};

use futures_util::{
    StreamExt,
    future::{self, BoxFuture},
    stream::FuturesUnordered,
    task::{FutureObj, Spawn, SpawnError},
};
use tokio::sync::mpsc;

/// Hands batches to the request that [`drive`] runs.
#[derive(Clone)]
pub struct BatchQueue(mpsc::UnboundedSender<FutureObj<'static, ()>>);

impl Spawn for BatchQueue {
    fn spawn_obj(&self, batch: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.send(batch).map_err(|_| SpawnError::shutdown())
    }
}

/// A timer for loaders that never waits: [`drive`] decides when batches run.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDelay;

impl async_graphql::runtime::Timer for NoDelay {
    fn delay(&self, _: std::time::Duration) -> BoxFuture<'static, ()> {
        Box::pin(future::ready(()))
    }
}

/// Runs a request made by `start`, and its batches level by level.
pub async fn drive<F: Future>(start: impl FnOnce(BatchQueue) -> F) -> F::Output {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let mut request = pin!(start(BatchQueue(sender)));
    let mut running = FuturesUnordered::new();
    future::poll_fn(|context| {
        loop {
            if let Poll::Ready(output) = request.as_mut().poll(context) {
                return Poll::Ready(output);
            }
            if running.is_empty() {
                while let Ok(batch) = receiver.try_recv() {
                    running.push(batch);
                }
            }
            // Finish the level: an answer lets its resolvers go on, but what they ask for waits for the next level.
            match running.poll_next_unpin(context) {
                Poll::Ready(Some(())) => {}
                Poll::Ready(None) if receiver.is_empty() => return Poll::Pending,
                Poll::Ready(None) => {}
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{BatchQueue, drive};
    use futures_util::task::SpawnExt;
    use std::sync::{Arc, Mutex};

    #[tokio::test]
    async fn a_level_ends_before_the_next_begins() {
        let log = Arc::new(Mutex::new(Vec::new()));
        let note = {
            let log = Arc::clone(&log);
            move |what: &'static str| log.lock().unwrap().push(what)
        };
        drive(|queue: BatchQueue| async move {
            let step = |name: &'static str, end: &'static str, yields: u32| {
                let note = note.clone();
                let (done, wait) = tokio::sync::oneshot::channel();
                queue
                    .spawn(async move {
                        note(name);
                        for _ in 0..yields {
                            tokio::task::yield_now().await;
                        }
                        note(end);
                        let _ = done.send(());
                    })
                    .unwrap();
                wait
            };
            let fast = async {
                step("fast", "fast done", 0).await.unwrap();
                step("after fast", "after fast done", 0).await.unwrap();
            };
            let slow = async {
                step("slow", "slow done", 5).await.unwrap();
            };
            futures_util::future::join(fast, slow).await;
        })
        .await;
        let log = log.lock().unwrap().clone();
        let place = |what| log.iter().position(|&entry| entry == what).unwrap();
        assert!(place("slow") < place("fast done").max(place("slow done")));
        assert!(place("after fast") > place("slow done"));
    }
}
