//! Cells of a fixed cube as a Relay connection: in the order of where they stand, never of what they hold.

use std::borrow::Cow;

use async_graphql::{Object, OutputType, TypeName};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    connection::{PageInfo, page_size},
    errors::{ApiError, Result},
};
use crate::release::types::Release;

/// Which part of a list is asked for, by the places of cells in their release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Rows at most.
    pub limit: u64,
    /// Whether from the end.
    pub backwards: bool,
    /// Only those after this place.
    pub after: Option<i32>,
    /// Only those before this place.
    pub before: Option<i32>,
}

impl Window {
    /// Reads the arguments of a connection.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn read(first: Option<i32>, after: Option<&str>, last: Option<i32>, before: Option<&str>) -> Result<Self> {
        let (limit, backwards) = page_size(first, last)?;
        let place = |name: &str, cursor: Option<&str>| {
            let read = |cursor: &str| {
                let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
                std::str::from_utf8(&bytes).ok()?.strip_prefix("cell:")?.parse().ok()
            };
            let unknown = || ApiError::bad_input(format!("{name} is not a cursor of this list"));
            cursor.map(|cursor| read(cursor).ok_or_else(unknown)).transpose()
        };
        Ok(Self { limit, backwards, after: place("after", after)?, before: place("before", before)? })
    }

    /// Whether a place lies within.
    #[must_use]
    pub fn holds(&self, place: i32) -> bool {
        self.after.is_none_or(|after| place > after) && self.before.is_none_or(|before| place < before)
    }

    /// The page of a list in memory, and whether there is more beyond it.
    #[must_use]
    pub fn of<T>(&self, all: impl IntoIterator<Item = T>) -> (Vec<(i32, T)>, bool) {
        let mut rows: Vec<(i32, T)> = (0..).zip(all).filter(|(place, _)| self.holds(*place)).collect();
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        if self.backwards {
            rows.drain(..rows.len().saturating_sub(limit));
        } else {
            rows.truncate(limit);
        }
        (rows, more)
    }
}

/// A cell with its cursor.
pub struct CellEdge<T> {
    cursor: String,
    node: T,
}

/// Cells, a page at a time.
pub struct CellConnection<T> {
    /// The cells of the page, each with its place.
    pub rows: Vec<(i32, T)>,
    /// Whether there is more beyond the page.
    pub more: bool,
    /// Which part was asked for.
    pub window: Window,
    /// How many cells there are in all; counted when it is asked for.
    pub total: Option<i64>,
    /// Whether the figures are exact.
    pub exact: bool,
    /// The release they come from.
    pub release: Option<Release>,
}

impl<T> CellConnection<T> {
    /// No cells, where nothing is released yet.
    #[must_use]
    pub fn of_nothing(window: Window) -> Self {
        Self { rows: Vec::new(), more: false, window, total: None, exact: false, release: None }
    }
}

fn cursor(place: i32) -> String {
    URL_SAFE_NO_PAD.encode(format!("cell:{place}"))
}

impl<T: OutputType> TypeName for CellEdge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// A cell with its cursor.
#[Object(name_type)]
impl<T: OutputType> CellEdge<T> {
    /// Opaque; give it as `after` or `before` to go on from this cell. It tells where the cell stands, not what it holds.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The cell.
    async fn node(&self) -> &T {
        &self.node
    }
}

impl<T: OutputType> TypeName for CellConnection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// Cells of a fixed cube, a page at a time, in the order of where they stand. A cell nothing was reported in is zero and
/// not listed, unless the arguments name one cell alone.
#[Object(name_type)]
impl<T: OutputType + Clone> CellConnection<T> {
    /// The cells of the page with their cursors.
    async fn edges(&self) -> Vec<CellEdge<T>> {
        self.rows.iter().map(|(place, node)| CellEdge { cursor: cursor(*place), node: node.clone() }).collect()
    }

    /// The cells of the page, without cursors.
    async fn nodes(&self) -> Vec<T> {
        self.rows.iter().map(|(_, node)| node.clone()).collect()
    }

    /// Where the page stands in the list.
    async fn page_info(&self) -> PageInfo {
        let Window { backwards, after, before, .. } = self.window;
        let place = |row: Option<&(i32, T)>| row.map(|(place, _)| cursor(*place));
        let cursors = (place(self.rows.first()), place(self.rows.last()));
        PageInfo::of(backwards, self.more, (after.is_some(), before.is_some()), cursors)
    }

    /// How many cells the whole list has, whatever the page, hidden ones too. Counted only when asked for.
    async fn total_count(&self) -> i32 {
        i32::try_from(self.total.unwrap_or(0)).unwrap_or(i32::MAX)
    }

    /// Whether these are the exact figures of your own municipality as they are now, and not those of a release.
    async fn exact(&self) -> bool {
        self.exact
    }

    /// The release the figures come from; null when they are exact, and when nothing is released yet.
    async fn release(&self) -> Option<&Release> {
        self.release.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::{Window, cursor};

    #[test]
    fn pages_go_both_ways() {
        let window = |first, after: Option<i32>, last, before: Option<i32>| {
            let (after, before) = (after.map(cursor), before.map(cursor));
            Window::read(first, after.as_deref(), last, before.as_deref()).unwrap()
        };
        let of = |window: Window| window.of("abcde".chars());
        assert_eq!(of(window(Some(2), None, None, None)), (vec![(0, 'a'), (1, 'b')], true));
        assert_eq!(of(window(Some(3), Some(1), None, None)), (vec![(2, 'c'), (3, 'd'), (4, 'e')], false));
        assert_eq!(of(window(None, None, Some(2), Some(3))), (vec![(1, 'b'), (2, 'c')], true));
        assert!(Window::read(Some(2), Some("x"), None, None).is_err());
        assert!(Window::read(Some(101), None, None, None).is_err());
    }
}
