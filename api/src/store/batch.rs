//! When batches run: once every resolver that can run has run.
//!
//! A request's resolvers ask for records one at a time; a loader gathers what they ask for into one statement a
//! relation. The gathering must not depend on timing, or the number of statements would. So the batches run on the
//! request's own task, a level at a time: all that were asked for while nothing was being read start together and run
//! concurrently, and their answers are handed out together, when the last has come. An answer that came early would
//! let resolvers ask again for records that another batch of the level is about to bring.

use std::{
    collections::HashMap,
    hash::Hash,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
};

use async_graphql::dataloader::Loader;
use futures_util::{
    StreamExt,
    future::{self, BoxFuture},
    stream::FuturesUnordered,
    task::{ArcWake, AtomicWaker, FutureObj, Spawn, SpawnError, waker},
};
use tokio::sync::mpsc;

/// Hands batches to the request that [`drive`] runs.
#[derive(Clone)]
pub struct BatchQueue {
    batches: mpsc::UnboundedSender<FutureObj<'static, ()>>,
    answers: Arc<Answers>,
}

impl Spawn for BatchQueue {
    fn spawn_obj(&self, batch: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.batches.send(batch).map_err(|_| SpawnError::shutdown())
    }
}

impl BatchQueue {
    /// A loader whose answers wait for those of the other batches of their level.
    pub fn together<L>(&self, loader: L) -> Together<L> {
        Together { loader, answers: Arc::clone(&self.answers) }
    }
}

/// A loader whose answers wait for those of the other batches of their level.
pub struct Together<L> {
    loader: L,
    answers: Arc<Answers>,
}

impl<K, L> Loader<K> for Together<L>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    L: Loader<K>,
{
    type Value = L::Value;
    type Error = L::Error;

    async fn load(&self, keys: &[K]) -> Result<HashMap<K, Self::Value>, Self::Error> {
        let answer = self.loader.load(keys).await;
        self.answers.wait().await;
        answer
    }
}

/// The answers of a level that wait for the others.
#[derive(Default)]
struct Answers(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    /// Changes when the answers are handed out.
    level: usize,
    batches: Vec<Waker>,
}

impl Answers {
    /// Waits until the answers of this level are handed out.
    async fn wait(&self) {
        let mut since = None;
        future::poll_fn(|context| {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match since {
                Some(level) if level != waiting.level => Poll::Ready(()),
                Some(_) => Poll::Pending,
                None => {
                    since = Some(waiting.level);
                    waiting.batches.push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await;
    }

    /// Hands the answers out if so many batches wait.
    fn hand_out(&self, batches: usize) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if batches == 0 || waiting.batches.len() < batches {
            return false;
        }
        waiting.level += 1;
        waiting.batches.drain(..).for_each(Waker::wake);
        true
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
    let (batches, mut queued) = mpsc::unbounded_channel();
    let answers = Arc::new(Answers::default());
    let queue = BatchQueue { batches, answers: Arc::clone(&answers) };
    // Tokio would make a request with many resolvers pause halfway without a word.
    let mut request = pin!(tokio::task::unconstrained(start(queue)));
    let mut level = FuturesUnordered::new();
    let own = Arc::new(RequestWaker::default());
    let own_waker = waker(Arc::clone(&own));
    future::poll_fn(|context| {
        own.task.register(context.waker());
        loop {
            own.woken.store(false, Ordering::Release);
            if let Poll::Ready(output) = request.as_mut().poll(&mut Context::from_waker(&own_waker)) {
                return Poll::Ready(output);
            }
            // A large request pauses at times, having woken itself: then not all that can run has run.
            if own.woken.load(Ordering::Acquire) {
                return Poll::Pending;
            }
            if level.is_empty() {
                while let Ok(batch) = queued.try_recv() {
                    level.push(batch);
                }
                if level.is_empty() {
                    return Poll::Pending;
                }
            }
            // A batch that nobody waits for any more ends without an answer.
            while let Poll::Ready(Some(())) = level.poll_next_unpin(context) {}
            if answers.hand_out(level.len()) {
                while let Poll::Ready(Some(())) = level.poll_next_unpin(context) {}
            }
            if !level.is_empty() {
                return Poll::Pending;
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{BatchQueue, NoDelay, drive};
    use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
    use futures_util::{
        future::{join, join_all},
        task::SpawnExt,
    };
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
            let keys = queue.together(Keys(Arc::clone(&count)));
            let loader = DataLoader::new(keys, queue, NoDelay);
            async move {
                let loader = loader.max_batch_size(usize::MAX);
                let resolver = async |key: usize| {
                    // Of the kind that takes part in tokio's budget, and pauses when it is used up.
                    let cell = tokio::sync::OnceCell::new();
                    *cell.get_or_init(|| loader.load_one(key)).await
                };
                let list = |list| join_all((0..resolvers).map(move |key| resolver(list * resolvers + key)));
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

    /// Loads numbers at once and letters slowly, and counts the batches.
    struct NumbersAndLetters(Arc<Mutex<usize>>);

    impl Loader<usize> for NumbersAndLetters {
        type Value = char;
        type Error = ();

        async fn load(&self, keys: &[usize]) -> Result<HashMap<usize, char>, ()> {
            *self.0.lock().unwrap() += 1;
            Ok(keys.iter().map(|&key| (key, 'a')).collect())
        }
    }

    impl Loader<char> for NumbersAndLetters {
        type Value = usize;
        type Error = ();

        async fn load(&self, keys: &[char]) -> Result<HashMap<char, usize>, ()> {
            *self.0.lock().unwrap() += 1;
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            Ok(keys.iter().map(|&key| (key, 1)).collect())
        }
    }

    #[tokio::test]
    async fn nothing_is_read_twice_because_an_answer_came_early() {
        let count = Arc::new(Mutex::new(0));
        drive(|queue| {
            let loader = queue.together(NumbersAndLetters(Arc::clone(&count)));
            let loader = DataLoader::with_cache(loader, queue, NoDelay, HashMapCache::default());
            async move {
                let leads_to_a = async {
                    let letter = loader.load_one(1_usize).await.unwrap().unwrap();
                    loader.load_one(letter).await.unwrap()
                };
                let (one, other) = join(leads_to_a, loader.load_one('a')).await;
                assert_eq!((one, other), (Some(1), Ok(Some(1))));
            }
        })
        .await;
        assert_eq!(*count.lock().unwrap(), 2);
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
