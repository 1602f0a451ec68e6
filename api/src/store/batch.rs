//! When batches run: once every resolver that can run has run.
//!
//! A request's resolvers ask for records one at a time; a loader gathers what they ask for into one statement a
//! relation. The gathering must not depend on timing, or the number of statements would. So the batches run on the
//! request's own task, a level at a time: all that were asked for while nothing was being read start together, run
//! concurrently, and only when the last has answered do the batches they led to begin.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use futures_util::{
    StreamExt,
    future::{self, BoxFuture},
    stream::FuturesUnordered,
    task::{ArcWake, AtomicWaker, FutureObj, Spawn, SpawnError, waker},
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

/// Wakes the task, and notes that the request asked for it.
#[derive(Default)]
struct RequestWaker {
    task: AtomicWaker,
    woken: AtomicBool,
}

impl ArcWake for RequestWaker {
    fn wake_by_ref(this: &Arc<Self>) {
        this.woken.store(true, Ordering::Release);
        this.task.wake();
    }
}

/// Runs a request made by `start`, and its batches level by level.
pub async fn drive<F: Future>(start: impl FnOnce(BatchQueue) -> F) -> F::Output {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    // Tokio would make a request with many resolvers pause halfway without a word.
    let mut request = pin!(tokio::task::unconstrained(start(BatchQueue(sender))));
    let mut running = FuturesUnordered::new();
    let own = Arc::new(RequestWaker::default());
    let own_waker = waker(Arc::clone(&own));
    future::poll_fn(|context| {
        own.task.register(context.waker());
        loop {
            own.woken.store(false, Ordering::Release);
            if let Poll::Ready(output) = request.as_mut().poll(&mut Context::from_waker(&own_waker))
            {
                return Poll::Ready(output);
            }
            // A large request pauses at times, having woken itself: then not all that can run has run.
            if own.woken.load(Ordering::Acquire) {
                return Poll::Pending;
            }
            if running.is_empty() {
                while let Ok(batch) = receiver.try_recv() {
                    running.push(batch);
                }
            }
            // Finish the level: an answer lets its resolvers go on, but what they ask for waits for the next level.
            match running.poll_next_unpin(context) {
                Poll::Ready(None) if receiver.is_empty() => return Poll::Pending,
                Poll::Ready(_) => {}
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{BatchQueue, NoDelay, drive};
    use async_graphql::dataloader::{DataLoader, Loader};
    use futures_util::{future::join_all, task::SpawnExt};
    use std::{
        collections::HashMap,
        sync::{Arc, Mutex},
    };

    /// Counts the batches of a loader for a list of lists: as many of either as given.
    async fn batches(lists: usize, resolvers: usize) -> usize {
        struct Keys(Arc<Mutex<usize>>);

        impl Loader<usize> for Keys {
            type Value = usize;
            type Error = ();

            async fn load(&self, keys: &[usize]) -> Result<HashMap<usize, usize>, ()> {
                *self.0.lock().unwrap() += 1;
                Ok(keys.iter().map(|&key| (key, key)).collect())
            }
        }

        let count = Arc::new(Mutex::new(0));
        drive(|queue| {
            let loader = DataLoader::new(Keys(Arc::clone(&count)), queue, NoDelay);
            async move {
                let loader = loader.max_batch_size(usize::MAX);
                let resolver = async |key: usize| {
                    // Of the kind that takes part in tokio's budget, and pauses when it is used up.
                    let cell = tokio::sync::OnceCell::new();
                    *cell.get_or_init(|| loader.load_one(key)).await
                };
                let list = |list| {
                    join_all((0..resolvers).map(move |key| resolver(list * resolvers + key)))
                };
                join_all((0..lists).map(list)).await;
            }
        })
        .await;
        *count.lock().unwrap()
    }

    #[tokio::test]
    async fn a_batch_waits_for_all_however_many() {
        for (lists, resolvers) in [(1, 1), (1, 100), (1, 10_000), (10, 10), (100, 100)] {
            assert_eq!(batches(lists, resolvers).await, 1, "{lists} of {resolvers}");
        }
    }

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
