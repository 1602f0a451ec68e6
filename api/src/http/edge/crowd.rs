//! How many requests are at work. A few more wait, shortly; the rest are turned away at once, so that those at work get
//! done.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{graphql::refusal::Refusal, http::refusals::HttpRefusal, vocabulary::RequestLimit};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// The requests at work and those that wait: as many at most.
pub struct Crowd {
    at_work: Semaphore,
    waiting: Semaphore,
    most: usize,
}

impl Crowd {
    /// Lets so many work at a time, and as many wait.
    #[must_use]
    pub fn new(most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        Self { at_work: Semaphore::new(most), waiting: Semaphore::new(most), most }
    }

    /// Begins work, which goes on until the permit is dropped; waits for it, first come first served.
    ///
    /// # Errors
    /// When as many as may are waiting already, or the turn does not come soon. Nothing of the request was done.
    pub async fn enter(&self) -> Result<SemaphorePermit<'_>, Refusal> {
        if let Ok(permit) = self.at_work.try_acquire() {
            return Ok(permit);
        }
        let Ok(_place) = self.waiting.try_acquire() else {
            return Err(self.full());
        };
        match tokio::time::timeout(PATIENCE, self.at_work.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(self.full()),
        }
    }

    fn full(&self) -> Refusal {
        Refusal { limit: Some((RequestLimit::ConcurrentRequests, self.most)), ..HttpRefusal::Overloaded {}.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Crowd, PATIENCE};
    use crate::vocabulary::ErrorCode;
    use std::{sync::Arc, time::Duration};
    use tokio::time::Instant;

    #[tokio::test]
    async fn some_work_some_wait_and_the_rest_are_turned_away() {
        let crowd = Arc::new(Crowd::new(2));
        let first = crowd.enter().await.unwrap();
        let _second = crowd.enter().await.unwrap();
        let began = Instant::now();
        let waiting: Vec<_> = (0..2)
            .map(|_| {
                let crowd = Arc::clone(&crowd);
                tokio::spawn(async move { crowd.enter().await.map(drop).map_err(|refusal| refusal.code) })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(crowd.enter().await.unwrap_err().code, ErrorCode::Overloaded);
        assert!(began.elapsed() < PATIENCE, "at once");
        drop(first);
        for waited in waiting {
            assert_eq!(waited.await.unwrap(), Ok(()));
        }
        // One is free again; whoever waits in vain does not wait long, and leaves its place.
        let _third = crowd.enter().await.unwrap();
        for _ in 0..2 {
            let began = Instant::now();
            assert_eq!(crowd.enter().await.unwrap_err().code, ErrorCode::Overloaded);
            assert!(began.elapsed() >= PATIENCE && began.elapsed() < 5 * PATIENCE, "{:?}", began.elapsed());
        }
    }
}
