//! Reads what a caller sends, up to a size.

use axum::body::{Body, Bytes};
use futures_util::StreamExt as _;

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
}

/// Reads a body of at most so many bytes.
///
/// # Errors
/// When it is larger, or breaks off.
pub async fn read(body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut chunks = body.into_data_stream();
    let mut whole = Vec::new();
    let mut size = 0_usize;
    while let Some(chunk) = chunks.next().await {
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
    use futures_util::stream;

    #[tokio::test]
    async fn no_more_is_read_than_allowed() {
        let chunks = |count: usize| {
            Body::from_stream(stream::iter((0..count).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(b"abcd")))))
        };
        assert_eq!(read(chunks(2), 8).await, Ok(b"abcdabcd".to_vec()));
        assert_eq!(read(chunks(3), 8).await, Err(BodyError::TooLarge));
        assert_eq!(read(chunks(usize::MAX), 8).await, Err(BodyError::TooLarge));
        assert_eq!(read(chunks(0), 8).await, Ok(Vec::new()));
        let broken = Body::from_stream(stream::iter([Err::<Bytes, _>(std::io::Error::other("gone"))]));
        assert_eq!(read(broken, 8).await, Err(BodyError::Incomplete));
    }
}
