//! Reads what a caller sends, up to a size and within a time.

use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::StreamExt as _;
use tokio::time::{Instant, timeout_at};

/// How much of a body that is too large is still taken, so that its sender gets to read the answer: one whose
/// connection is closed while it sends may never see why. Times the largest size that is read.
const TAKEN_ON: usize = 32;

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// It is larger than allowed.
    TooLarge,
    /// It broke off.
    Incomplete,
    /// It did not come in time.
    TooSlow,
}

/// Reads a body of at most so many bytes, all of it within a time.
///
/// # Errors
/// When it is larger, breaks off, or takes too long.
pub async fn read(body: Body, most: usize, within: Duration) -> Result<Vec<u8>, BodyError> {
    let deadline = Instant::now() + within;
    let mut chunks = body.into_data_stream();
    let mut whole = Vec::new();
    let mut size = 0_usize;
    loop {
        let Ok(next) = timeout_at(deadline, chunks.next()).await else {
            return Err(if size > most { BodyError::TooLarge } else { BodyError::TooSlow });
        };
        let Some(chunk) = next else { break };
        let chunk: Bytes = chunk.map_err(|_| BodyError::Incomplete)?;
        size = size.saturating_add(chunk.len());
        if size > most.saturating_mul(TAKEN_ON) {
            break;
        }
        if size <= most {
            whole.extend_from_slice(&chunk);
        }
    }
    if size > most { Err(BodyError::TooLarge) } else { Ok(whole) }
}

#[cfg(test)]
mod tests {
    use super::{BodyError, read};
    use axum::body::{Body, Bytes};
    use futures_util::{StreamExt as _, stream};
    use std::time::Duration;

    const SOON: Duration = Duration::from_millis(400);

    #[tokio::test]
    async fn no_more_is_read_than_allowed() {
        let chunks = |count: usize| {
            Body::from_stream(stream::iter((0..count).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(b"abcd")))))
        };
        assert_eq!(read(chunks(2), 8, SOON).await, Ok(b"abcdabcd".to_vec()));
        assert_eq!(read(chunks(3), 8, SOON).await, Err(BodyError::TooLarge));
        assert_eq!(read(chunks(usize::MAX), 8, SOON).await, Err(BodyError::TooLarge));
        assert_eq!(read(chunks(0), 8, SOON).await, Ok(Vec::new()));
        let broken = Body::from_stream(stream::iter([Err::<Bytes, _>(std::io::Error::other("gone"))]));
        assert_eq!(read(broken, 8, SOON).await, Err(BodyError::Incomplete));
    }

    #[tokio::test]
    async fn a_body_that_drips_is_not_waited_for() {
        let dripping = |every: u64, count: usize| {
            let drops = stream::iter(0..count).then(move |_| async move {
                tokio::time::sleep(Duration::from_millis(every)).await;
                Ok::<_, std::io::Error>(Bytes::from_static(b"x"))
            });
            Body::from_stream(drops)
        };
        let began = tokio::time::Instant::now();
        assert_eq!(read(dripping(40, 1_000), 2_000, SOON).await, Err(BodyError::TooSlow));
        assert!(began.elapsed() >= SOON && began.elapsed() < 10 * SOON, "{:?}", began.elapsed());
        assert_eq!(read(dripping(1, 9), 2_000, 10 * SOON).await, Ok(b"xxxxxxxxx".to_vec()));
        // Of one that is too large already, that is what is told.
        assert_eq!(read(dripping(40, 1_000), 3, SOON).await, Err(BodyError::TooLarge));
    }
}
