//! An export on its way: read, written and sent a page at a time, no faster than it is taken.

use std::time::Duration;

use axum::body::Bytes;
use futures_util::{
    Stream,
    future::BoxFuture,
    stream::{self, StreamExt as _},
};
use tokio::{sync::mpsc, time::Instant};
use tracing::Instrument as _;

use super::{
    Row,
    format::{Unwritable, Writer},
};
use crate::store::{ReadError, Watched};

/// Rows, a page at a time. Nothing of the database is held from one page to the next.
pub trait Pages: Send {
    /// The next rows; none when there are no more.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Row>>, ReadError>>;
}

/// How long an export may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// To read a page.
    pub page: Duration,
    /// For its reader to take a page.
    pub taken: Duration,
    /// In all.
    pub whole: Duration,
}

/// An export that ended before its end: what was sent of it is not all.
#[derive(Debug, thiserror::Error)]
pub enum BrokenOff {
    /// A page was not read.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// A page was not written.
    #[error(transparent)]
    Unwritten(#[from] Unwritable),
    /// A page took too long to read.
    #[error("a page took too long to read")]
    Slow,
    /// The reader took nothing for too long.
    #[error("its reader stopped reading")]
    Stalled,
    /// The reader is gone.
    #[error("its reader hung up")]
    HungUp,
    /// It took too long in all.
    #[error("it took too long in all")]
    TooLong,
    /// It ended without a word, as it does when it panics.
    #[error("it broke off")]
    Silent,
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// The most that a reader is given at once, in bytes: who takes this much in time is not cut off, however large a row
/// group of Parquet is.
const LARGEST_PIECE: usize = 64 * 1024;

/// The bytes of an export, whose first page is read already. It runs on its own as far as one page ahead of its reader, and
/// holds `place` until its end; one that does not come to its end ends with an error.
pub fn stream<P: Send + 'static>(
    first: Option<Vec<Row>>,
    pages: Box<dyn Pages>,
    writer: Box<dyn Writer>,
    bounds: Bounds,
    place: P,
) -> impl Stream<Item = Result<Bytes, BrokenOff>> + Send + 'static {
    let (sender, receiver) = mpsc::channel(1);
    let work = async move {
        let _place = place;
        match send(first, pages, writer, bounds, &sender).await {
            Ok(rows) => tracing::info!(rows, "exported"),
            Err(BrokenOff::HungUp) => {
                tracing::info!(
                    "an export was broken off: its reader hung up, or was cut off because it stopped reading"
                );
            }
            Err(reason @ (BrokenOff::Stalled | BrokenOff::TooLong)) => {
                tracing::warn!(%reason, "an export was broken off");
            }
            Err(reason) => tracing::error!(%reason, "an export was broken off"),
        }
    };
    tokio::spawn(work.in_current_span());
    stream::unfold(Some((receiver, Bytes::new())), |reading| async {
        let (mut receiver, mut held) = reading?;
        if held.is_empty() {
            held = match receiver.recv().await {
                Some(Piece::Bytes(bytes)) => bytes,
                Some(Piece::End) => return None,
                None => return Some((Err(BrokenOff::Silent), None)),
            };
        }
        let piece = held.split_to(held.len().min(LARGEST_PIECE));
        Some((Ok(piece), Some((receiver, held))))
    })
    .fuse()
}

async fn send(
    first: Option<Vec<Row>>,
    mut pages: Box<dyn Pages>,
    mut writer: Box<dyn Writer>,
    bounds: Bounds,
    to: &mpsc::Sender<Piece>,
) -> Result<u64, BrokenOff> {
    let end = Instant::now() + bounds.whole;
    let mut next = first;
    let mut sent = 0;
    while let Some(rows) = next {
        sent += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        hand_over(Piece::Bytes(writer.rows(rows)?.into()), bounds, to).await?;
        if Instant::now() > end {
            return Err(BrokenOff::TooLong);
        }
        let read = tokio::time::timeout(bounds.page, Watched::new(pages.next())).await;
        next = read.map_err(|_| BrokenOff::Slow)??;
    }
    hand_over(Piece::Bytes(writer.end()?.into()), bounds, to).await?;
    hand_over(Piece::End, bounds, to).await?;
    Ok(sent)
}

async fn hand_over(piece: Piece, bounds: Bounds, to: &mpsc::Sender<Piece>) -> Result<(), BrokenOff> {
    if matches!(&piece, Piece::Bytes(bytes) if bytes.is_empty()) {
        return Ok(());
    }
    to.send_timeout(piece, bounds.taken).await.map_err(|error| match error {
        mpsc::error::SendTimeoutError::Timeout(_) => BrokenOff::Stalled,
        mpsc::error::SendTimeoutError::Closed(_) => BrokenOff::HungUp,
    })
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use futures_util::{FutureExt as _, StreamExt as _, future::BoxFuture};

    use super::{Bounds, BrokenOff, Pages, stream};
    use crate::{
        export::{Cell, Column, Format, Kind, Row},
        store::ReadError,
    };

    const COLUMNS: &[Column] = &[Column::new("id", Kind::Int)];

    /// So many pages of one row; then it panics, if it is to.
    struct Numbers {
        pages: i32,
        panics: bool,
    }

    impl Pages for Numbers {
        fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Row>>, ReadError>> {
            assert!(self.pages > 0 || !self.panics, "the end of the numbers");
            self.pages -= 1;
            let row = (self.pages >= 0).then(|| vec![vec![Cell::Int(self.pages)]]);
            async move { Ok(row) }.boxed()
        }
    }

    fn bounds() -> Bounds {
        Bounds { page: Duration::from_secs(1), taken: Duration::from_millis(100), whole: Duration::from_mins(1) }
    }

    async fn read(pages: i32, panics: bool, bounds: Bounds) -> Result<String, BrokenOff> {
        let writer = Format::Csv.writer(COLUMNS).unwrap();
        let mut numbers = Numbers { pages, panics };
        let first = numbers.next().await.unwrap();
        let mut sent = Box::pin(stream(first, Box::new(numbers), writer, bounds, ()));
        let mut whole = Vec::new();
        while let Some(piece) = sent.next().await {
            whole.extend(piece?);
        }
        Ok(String::from_utf8(whole).unwrap())
    }

    #[tokio::test]
    async fn all_of_it_comes_in_order() {
        assert_eq!(read(3, false, bounds()).await.unwrap(), "id\r\n2\r\n1\r\n0\r\n");
        assert_eq!(read(0, false, bounds()).await.unwrap(), "id\r\n");
    }

    #[tokio::test]
    async fn one_that_breaks_off_does_not_look_whole() {
        assert!(matches!(read(3, true, bounds()).await, Err(BrokenOff::Silent)));
        let no_time = Bounds { whole: Duration::ZERO, ..bounds() };
        assert!(matches!(read(3, false, no_time).await, Err(BrokenOff::Silent)));
    }

    #[tokio::test]
    async fn a_reader_that_stops_gives_up_its_place() {
        let place = Arc::new(());
        let writer = Format::Ndjson.writer(COLUMNS).unwrap();
        let numbers = Numbers { pages: i32::MAX, panics: false };
        let sent = stream(Some(Vec::new()), Box::new(numbers), writer, bounds(), Arc::clone(&place));
        let mut sent = Box::pin(sent);
        assert!(sent.next().await.unwrap().is_ok());
        assert_eq!(Arc::strong_count(&place), 2);
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(Arc::strong_count(&place), 1, "the place is still taken");
        // What was on its way is still there; the end tells that it is not all.
        let rest: Vec<_> = sent.collect().await;
        assert!(rest.last().unwrap().is_err());
    }

    #[tokio::test]
    async fn a_reader_that_hangs_up_gives_up_its_place() {
        let place = Arc::new(());
        let writer = Format::Ndjson.writer(COLUMNS).unwrap();
        let numbers = Numbers { pages: i32::MAX, panics: false };
        drop(stream(Some(Vec::new()), Box::new(numbers), writer, bounds(), Arc::clone(&place)));
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(Arc::strong_count(&place), 1, "the place is still taken");
    }
}
