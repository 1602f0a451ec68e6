//! Sorting and cursors: every sort key plus the id, so that a cursor stays good while rows come and go.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, DbErr, QueryResult, Value,
    sea_query::{Condition, Expr, ExprTrait, IntoIden, NullOrdering, Order, OrderedStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Ascending or descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// How the values of a sort key are read and bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKind {
    /// Text compared byte by byte: a normalised column or a code.
    Text,
    /// A 32-bit number.
    Int,
    /// A 64-bit number.
    Long,
    /// A date.
    Date,
    /// An instant.
    Instant,
    /// A UUID.
    Key,
}

/// An expression to sort by.
#[derive(Clone, Debug)]
pub struct SortKey {
    /// The expression.
    pub expression: Expr,
    /// The kind of its values.
    pub kind: SortKind,
}

/// A column of the listed table, written out with its table so that joins do not make it ambiguous.
pub fn column(column: impl ColumnTrait) -> Expr {
    Expr::col(column.as_column_ref())
}

impl SortKey {
    /// Sorts by a column of text that is compared byte by byte: a normalised column or a code.
    pub fn text(by: impl ColumnTrait) -> Self {
        Self { expression: column(by), kind: SortKind::Text }
    }

    /// Sorts by a column of dates.
    pub fn date(by: impl ColumnTrait) -> Self {
        Self { expression: column(by), kind: SortKind::Date }
    }

    /// Sorts by a column of 32-bit numbers.
    pub fn int(by: impl ColumnTrait) -> Self {
        Self { expression: column(by), kind: SortKind::Int }
    }

    /// Sorts by a column of 64-bit numbers.
    pub fn long(by: impl ColumnTrait) -> Self {
        Self { expression: column(by), kind: SortKind::Long }
    }

    /// Sorts by a column of instants.
    pub fn instant(by: impl ColumnTrait) -> Self {
        Self { expression: column(by), kind: SortKind::Instant }
    }
}

/// A sort key with a direction and the name clients know it by.
#[derive(Clone, Debug)]
pub struct SortBy {
    /// The name, kept in cursors: a cursor is good only for the order it came from.
    pub name: String,
    /// What to sort by.
    pub key: SortKey,
    /// Which way.
    pub direction: Direction,
}

/// One value of a sort key, as kept in a cursor. Missing values sort last, whichever the direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortValue {
    /// No value.
    #[serde(rename = "n")]
    Missing,
    /// Text.
    #[serde(rename = "t")]
    Text(String),
    /// A number.
    #[serde(rename = "i")]
    Number(i64),
    /// A date.
    #[serde(rename = "d")]
    Date(NaiveDate),
    /// An instant.
    #[serde(rename = "a")]
    Instant(DateTime<Utc>),
    /// A UUID.
    #[serde(rename = "u")]
    Key(Uuid),
}

impl SortKind {
    /// Reads a sort key's value from a column of a row.
    pub(super) fn read(self, row: &QueryResult, column: &str) -> Result<SortValue, DbErr> {
        let value = match self {
            Self::Text => row.try_get::<Option<String>>("", column)?.map(SortValue::Text),
            Self::Int => row.try_get::<Option<i32>>("", column)?.map(|number| SortValue::Number(number.into())),
            Self::Long => row.try_get::<Option<i64>>("", column)?.map(SortValue::Number),
            Self::Date => row.try_get::<Option<NaiveDate>>("", column)?.map(SortValue::Date),
            Self::Instant => row.try_get::<Option<DateTime<Utc>>>("", column)?.map(SortValue::Instant),
            Self::Key => row.try_get::<Option<Uuid>>("", column)?.map(SortValue::Key),
        };
        Ok(value.unwrap_or(SortValue::Missing))
    }

    /// Whether a value, perhaps from a tampered cursor, is of this kind and one that both databases take.
    fn admits(self, value: &SortValue) -> bool {
        let storable = match value {
            SortValue::Date(date) => (0..=9999).contains(&date.year()),
            SortValue::Instant(instant) => (0..=9999).contains(&instant.year()),
            SortValue::Text(text) => !text.contains('\0'),
            _ => true,
        };
        storable
            && matches!(
                (self, value),
                (_, SortValue::Missing)
                    | (Self::Text, SortValue::Text(_))
                    | (Self::Int | Self::Long, SortValue::Number(_))
                    | (Self::Date, SortValue::Date(_))
                    | (Self::Instant, SortValue::Instant(_))
                    | (Self::Key, SortValue::Key(_))
            )
    }
}

impl SortValue {
    fn bind(&self) -> Option<Value> {
        match self {
            Self::Missing => None,
            Self::Text(text) => Some(text.clone().into()),
            Self::Number(number) => Some((*number).into()),
            Self::Date(date) => Some((*date).into()),
            Self::Instant(instant) => Some((*instant).into()),
            Self::Key(uuid) => Some((*uuid).into()),
        }
    }
}

/// The rows strictly beyond `values` in an order. `backwards` looks the other way.
pub(super) fn beyond(order: &[SortBy], values: &[SortValue], backwards: bool) -> Condition {
    let mut any = Condition::any();
    for (place, (by, value)) in order.iter().zip(values).enumerate() {
        let Some(further) = further(by, value, backwards) else {
            continue;
        };
        let mut all = Condition::all();
        for (earlier, same) in order.iter().zip(values).take(place) {
            let expression = earlier.key.expression.clone();
            all = all.add(match same.bind() {
                Some(same) => expression.eq(same),
                None => expression.is_null(),
            });
        }
        any = any.add(all.add(further));
    }
    any
}

/// The condition that one key lies beyond a value; none when nothing does.
fn further(by: &SortBy, value: &SortValue, backwards: bool) -> Option<Condition> {
    let expression = || by.key.expression.clone();
    let larger = (by.direction == Direction::Ascending) != backwards;
    let beyond = value.bind().map(|bound| if larger { expression().gt(bound) } else { expression().lt(bound) });
    match (beyond, backwards) {
        // A key is never missing; without the question the database finds the place by its index.
        (Some(beyond), _) if by.key.kind == SortKind::Key => Some(Condition::all().add(beyond)),
        // Missing values come last: beyond any value going forwards, beyond none going backwards.
        (Some(beyond), false) => Some(Condition::any().add(beyond).add(expression().is_null())),
        (Some(beyond), true) => Some(Condition::all().add(beyond)),
        (None, false) => None,
        (None, true) => Some(Condition::all().add(expression().is_not_null())),
    }
}

/// Adds the order to a statement or a window.
pub(super) fn order_by(statement: &mut impl OrderedStatement, order: &[SortBy], backwards: bool) {
    for by in order {
        let ascending = (by.direction == Direction::Ascending) != backwards;
        let direction = if ascending { Order::Asc } else { Order::Desc };
        let expression = by.key.expression.clone();
        if by.key.kind == SortKind::Key {
            // As above: an order that says where missing values go is none of an index.
            statement.order_by_expr(expression, direction);
        } else {
            let nulls = if backwards { NullOrdering::First } else { NullOrdering::Last };
            statement.order_by_expr_with_nulls(expression, direction, nulls);
        }
    }
}

/// The name of the column that carries the sort key at `place`.
pub(super) fn key_column(place: usize) -> sea_orm::sea_query::DynIden {
    sea_orm::sea_query::Alias::new(format!("_key{place}")).into_iden()
}

/// A cursor that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorError {
    /// It was not made by the registry.
    Malformed,
    /// It was made by a list in another order.
    OtherOrder,
}

fn order_name(order: &[SortBy]) -> String {
    let names: Vec<String> = order
        .iter()
        .map(|by| format!("{}{}", if by.direction == Direction::Ascending { '+' } else { '-' }, by.name))
        .collect();
    names.join(",")
}

/// The cursor of a row with these values.
#[must_use]
pub fn encode_cursor(order: &[SortBy], values: &[SortValue]) -> String {
    let json = serde_json::to_vec(&(order_name(order), values)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(json)
}

/// The values a cursor stands for.
///
/// # Errors
/// When it is not a cursor, or one of another order.
pub fn decode_cursor(order: &[SortBy], cursor: &str) -> Result<Vec<SortValue>, CursorError> {
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| CursorError::Malformed)?;
    let (name, values): (String, Vec<SortValue>) = serde_json::from_slice(&json).map_err(|_| CursorError::Malformed)?;
    if name != order_name(order) || values.len() != order.len() {
        return Err(CursorError::OtherOrder);
    }
    let fits = order.iter().zip(&values).all(|(by, value)| by.key.kind.admits(value));
    fits.then_some(values).ok_or(CursorError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::{CursorError, Direction, SortBy, SortKey, SortKind, SortValue, decode_cursor, encode_cursor};
    use proptest::prelude::*;
    use sea_orm::sea_query::Expr;

    fn order(direction: Direction) -> Vec<SortBy> {
        let by = |name: &str, kind| SortBy {
            name: name.to_owned(),
            key: SortKey { expression: Expr::cust(name.to_owned()), kind },
            direction,
        };
        vec![by("TITLE", SortKind::Text), by("ID", SortKind::Key)]
    }

    proptest! {
        #[test]
        fn a_cursor_is_read_back(text in "\\PC{0,30}", bits in any::<u128>()) {
            let values = vec![SortValue::Text(text), SortValue::Key(uuid::Uuid::from_u128(bits))];
            let cursor = encode_cursor(&order(Direction::Ascending), &values);
            prop_assert_eq!(decode_cursor(&order(Direction::Ascending), &cursor), Ok(values));
            prop_assert_eq!(decode_cursor(&order(Direction::Descending), &cursor), Err(CursorError::OtherOrder));
        }

        #[test]
        fn noise_is_no_cursor(noise in "\\PC{0,60}") {
            prop_assert!(decode_cursor(&order(Direction::Ascending), &noise).is_err());
        }
    }
}
