//! Comparators: what a filter may ask of a value. What is absent or null does not narrow; an empty comparator is a
//! mistake and said to be one; an empty `in` matches nothing.

use std::borrow::Cow;

use async_graphql::{ID, InputObject, TypeName};
use chrono::NaiveDate;
use entity::{
    Id, Kind,
    vocabulary::{Terms, Vocabulary},
};
use sea_orm::{
    Condition, Value,
    sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement},
};

use super::{
    coded::{Coded, terms},
    errors::{ApiError, Result},
    ids::is_public_id,
    scalars::{Date, DateTime, Nok},
};
use crate::{
    access::Protected,
    auth::Caller,
    store::column,
    text::{contains_pattern, normalise},
};

/// The conditions a filter has gathered.
pub struct Narrowing<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    condition: Condition,
}

impl<'a> Narrowing<'a> {
    /// No condition yet.
    #[must_use]
    pub fn new(caller: &'a Caller) -> Self {
        Self { caller, condition: Condition::all() }
    }

    /// All that was gathered.
    #[must_use]
    pub fn into_condition(self) -> Condition {
        self.condition
    }

    /// Adds a condition.
    pub fn add(&mut self, condition: impl Into<Condition>) {
        let gathered = std::mem::replace(&mut self.condition, Condition::all());
        self.condition = gathered.add(condition.into());
    }

    /// Adds a comparator on an expression, if there is one.
    ///
    /// # Errors
    /// When the comparator is empty or a value cannot be used.
    pub fn by<C: Comparator>(&mut self, field: &str, comparator: Option<C>, expression: impl Into<Expr>) -> Result<()> {
        let Some(comparator) = comparator else {
            return Ok(());
        };
        let expression = expression.into();
        match comparator.compare(&expression)? {
            Some(condition) => self.add(condition),
            None => return Err(empty(field)),
        }
        Ok(())
    }

    /// Adds a comparator on the key of a record of kind `K`, if there is one.
    ///
    /// # Errors
    /// When the comparator is empty or an id is of another kind.
    pub fn by_id<K: Kind>(
        &mut self,
        field: &str,
        comparator: Option<IdComparator>,
        expression: impl Into<Expr>,
    ) -> Result<()> {
        self.by(field, comparator.map(IdComparator::of::<K>), expression)
    }

    /// Like [`by_id`](Self::by_id), where the record that a row names may be hidden from those who see the row: then the row
    /// is not found by it either.
    ///
    /// # Errors
    /// When the comparator is empty or an id is of another kind.
    pub fn by_seen_id<E: Protected>(
        &mut self,
        field: &str,
        comparator: Option<IdComparator>,
        expression: impl Into<Expr>,
    ) -> Result<()> {
        let id = column(E::id_column());
        let seen = Query::select().expr(id.clone()).from(E::default()).cond_where(E::visible(self.caller)).take();
        self.by_related(field, comparator.map(IdComparator::of::<E>), id, expression, seen)
    }

    /// Adds a yes or no on a column, if there is one.
    pub fn by_flag(&mut self, wanted: Option<bool>, expression: impl Into<Expr>) {
        if let Some(wanted) = wanted {
            self.add(Condition::all().add(expression.into().eq(wanted)));
        }
    }

    /// Adds a comparator on rows of another table that belong to this one: `ids` selects the keys of the rows that have
    /// such, given the condition on the other table.
    ///
    /// # Errors
    /// When the comparator is empty or a value cannot be used.
    pub fn by_related<C: Comparator>(
        &mut self,
        field: &str,
        comparator: Option<C>,
        expression: impl Into<Expr>,
        key: impl Into<Expr>,
        ids: SelectStatement,
    ) -> Result<()> {
        let mut related = Narrowing::new(self.caller);
        if comparator.is_none() {
            return Ok(());
        }
        related.by(field, comparator, expression)?;
        let mut ids = ids;
        ids.cond_where(related.into_condition());
        self.add(Condition::all().add(key.into().in_subquery(ids)));
        Ok(())
    }
}

fn empty(field: &str) -> ApiError {
    ApiError::bad_input(format!(
        "the comparator of {field} is empty: give a value to compare with, or leave {field} out"
    ))
}

/// A comparison with one or more values.
pub trait Comparator {
    /// The condition on an expression; none when the comparator is empty.
    ///
    /// # Errors
    /// When a value cannot be used.
    fn compare(self, expression: &Expr) -> Result<Option<Condition>>;
}

/// Gathers the parts of a comparator; all must hold.
#[derive(Default)]
struct Parts(Option<Condition>);

impl Parts {
    fn add<T>(&mut self, value: Option<T>, condition: impl FnOnce(T) -> Expr) {
        if let Some(value) = value {
            let gathered = self.0.take().unwrap_or_else(Condition::all);
            self.0 = Some(gathered.add(condition(value)));
        }
    }
}

fn is_in<V: Into<Value>>(expression: &Expr, values: impl IntoIterator<Item = V>) -> Expr {
    // An empty list becomes a condition that is never true.
    expression.clone().is_in(values.into_iter().map(Into::into))
}

/// A comparison with text, whatever the letters' case and accents: "karasjok" finds "Kárášjohka – Karasjok".
#[derive(Clone, Debug, InputObject)]
pub struct TextComparator {
    /// Is this text.
    eq: Option<String>,
    /// Is one of these texts; an empty list matches nothing.
    r#in: Option<Vec<String>>,
    /// Holds this text.
    contains: Option<String>,
}

impl Comparator for TextComparator {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.eq, |text| expression.clone().eq(normalise(&text)));
        parts.add(self.r#in, |texts| is_in(expression, texts.iter().map(|text| normalise(text))));
        parts.add(self.contains, |text| expression.clone().like(LikeExpr::new(contains_pattern(&text)).escape('\\')));
        Ok(parts.0)
    }
}

/// A comparison with a code, letter by letter.
#[derive(Clone, Debug, InputObject)]
pub struct CodeComparator {
    /// Is this code.
    eq: Option<String>,
    /// Is one of these codes; an empty list matches nothing.
    r#in: Option<Vec<String>>,
}

impl Comparator for CodeComparator {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.eq, |code| expression.clone().eq(code));
        parts.add(self.r#in, |codes| is_in(expression, codes));
        Ok(parts.0)
    }
}

/// A comparison with a value of a vocabulary.
#[derive(Clone, Debug, InputObject)]
#[graphql(name_type)]
pub struct TermComparator<V: Vocabulary> {
    /// Is this value.
    eq: Option<Coded<V>>,
    /// Is one of these values; an empty list matches nothing.
    r#in: Option<Vec<Coded<V>>>,
}

impl<V: Vocabulary> TypeName for TermComparator<V> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Comparator", V::NAME).into()
    }
}

impl<V: Vocabulary> Comparator for TermComparator<V> {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.eq, |value| expression.clone().eq(value.0.code()));
        parts.add(self.r#in, |values| is_in(expression, values.into_iter().map(|value| value.0.code())));
        Ok(parts.0)
    }
}

/// A comparison with a set of values of a vocabulary.
#[derive(Clone, Debug, InputObject)]
#[graphql(name_type)]
pub struct TermSetComparator<V: Vocabulary> {
    /// Holds this value.
    has: Option<Coded<V>>,
    /// Holds at least one of these values; an empty list matches nothing.
    has_any: Option<Vec<Coded<V>>>,
    /// Holds all of these values; an empty list matches everything.
    has_all: Option<Vec<Coded<V>>>,
}

impl<V: Vocabulary> TypeName for TermSetComparator<V> {
    fn type_name() -> Cow<'static, str> {
        format!("{}SetComparator", V::NAME).into()
    }
}

impl<V: Vocabulary> Comparator for TermSetComparator<V> {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let holds = |value: V| expression.clone().like(Terms::pattern(value));
        let mut parts = Parts::default();
        parts.add(self.has, |value| holds(value.0));
        // As sets: a value said twice asks for no more, and the condition stays as small as the vocabulary.
        parts.add(self.has_any.map(terms), |values| {
            values.values().iter().copied().map(holds).reduce(ExprTrait::or).unwrap_or_else(|| Expr::val(1).eq(0))
        });
        parts.add(self.has_all.map(terms), |values| {
            values.values().iter().copied().map(holds).reduce(ExprTrait::and).unwrap_or_else(|| Expr::val(1).eq(1))
        });
        Ok(parts.0)
    }
}

/// A comparison with a date.
#[derive(Clone, Debug, InputObject)]
pub struct DateComparator {
    /// Is this date.
    eq: Option<Date>,
    /// Is this date or later.
    from: Option<Date>,
    /// Is this date or earlier.
    to: Option<Date>,
    /// Whether there is a date at all.
    is_set: Option<bool>,
}

impl Comparator for DateComparator {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.eq, |date| expression.clone().eq(NaiveDate::from(date)));
        parts.add(self.from, |date| expression.clone().gte(NaiveDate::from(date)));
        parts.add(self.to, |date| expression.clone().lte(NaiveDate::from(date)));
        parts.add(self.is_set, |set| if set { expression.clone().is_not_null() } else { expression.clone().is_null() });
        Ok(parts.0)
    }
}

/// A comparison with an instant.
#[derive(Clone, Debug, InputObject)]
pub struct InstantComparator {
    /// Is this instant or later.
    from: Option<DateTime>,
    /// Is before this instant.
    before: Option<DateTime>,
}

impl Comparator for InstantComparator {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.from, |instant| expression.clone().gte(instant.0));
        parts.add(self.before, |instant| expression.clone().lt(instant.0));
        Ok(parts.0)
    }
}

/// A comparison with a whole number.
#[derive(Clone, Debug, InputObject)]
pub struct IntComparator {
    /// Is this number.
    eq: Option<i32>,
    /// Is one of these numbers; an empty list matches nothing.
    r#in: Option<Vec<i32>>,
    /// Is this number or more.
    gte: Option<i32>,
    /// Is this number or less.
    lte: Option<i32>,
}

impl Comparator for IntComparator {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.eq, |number| expression.clone().eq(number));
        parts.add(self.r#in, |numbers| is_in(expression, numbers));
        parts.add(self.gte, |number| expression.clone().gte(number));
        parts.add(self.lte, |number| expression.clone().lte(number));
        Ok(parts.0)
    }
}

/// A comparison with an amount in NOK.
#[derive(Clone, Debug, InputObject)]
pub struct NokComparator {
    /// Is this amount.
    eq: Option<Nok>,
    /// Is this amount or more.
    gte: Option<Nok>,
    /// Is this amount or less.
    lte: Option<Nok>,
}

impl Comparator for NokComparator {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let mut parts = Parts::default();
        parts.add(self.eq, |amount| expression.clone().eq(amount.0));
        parts.add(self.gte, |amount| expression.clone().gte(amount.0));
        parts.add(self.lte, |amount| expression.clone().lte(amount.0));
        Ok(parts.0)
    }
}

/// A comparison with the id of another record.
#[derive(Clone, Debug, InputObject)]
pub struct IdComparator {
    /// Is the record with this id.
    eq: Option<ID>,
    /// Is one of the records with these ids; an empty list matches nothing.
    r#in: Option<Vec<ID>>,
}

impl IdComparator {
    /// The comparator for ids of one kind.
    #[must_use]
    pub fn of<K: Kind>(self) -> IdsOf<K> {
        IdsOf { ids: self, kind: std::marker::PhantomData }
    }

    /// The comparator for public ids of any kind, with a column that holds them as they are.
    #[must_use]
    pub fn of_any(self) -> AnyId {
        AnyId(self)
    }
}

/// A comparison with the id of a record of one kind.
pub struct IdsOf<K> {
    ids: IdComparator,
    kind: std::marker::PhantomData<fn() -> K>,
}

impl<K: Kind> Comparator for IdsOf<K> {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let read = |id: ID| {
            id.parse::<Id<K>>().map_err(|_| {
                ApiError::bad_input(format!("{:?} is not an id of the form {}_<32 hex digits>", id.0, K::PREFIX))
            })
        };
        let eq = self.ids.eq.map(read).transpose()?;
        let within = self.ids.r#in.map(|ids| ids.into_iter().map(read).collect::<Result<Vec<_>>>()).transpose()?;
        let mut parts = Parts::default();
        parts.add(eq, |id| expression.clone().eq(id));
        parts.add(within, |ids| is_in(expression, ids));
        Ok(parts.0)
    }
}

/// A comparison with the id of a record of whichever kind, on a column that holds public ids as they are.
pub struct AnyId(IdComparator);

impl Comparator for AnyId {
    fn compare(self, expression: &Expr) -> Result<Option<Condition>> {
        let read = |id: ID| {
            if is_public_id(&id) {
                return Ok(id.0);
            }
            Err(ApiError::bad_input(format!("{:?} is not the id of a record: <kind>_<32 hex digits>", id.0)))
        };
        let IdComparator { eq, r#in } = self.0;
        let eq = eq.map(read).transpose()?;
        let r#in = r#in.map(|ids| ids.into_iter().map(read).collect::<Result<_>>()).transpose()?;
        CodeComparator { eq, r#in }.compare(expression)
    }
}

/// That a period without or with an end covers a date.
pub fn covers(date: NaiveDate, from: impl Into<Expr>, to: impl Into<Expr>) -> Condition {
    overlaps(date, date, from, to)
}

/// That a period without or with an end has a day in common with the days from `first` to `last`.
pub fn overlaps(first: NaiveDate, last: NaiveDate, from: impl Into<Expr>, to: impl Into<Expr>) -> Condition {
    let to = to.into();
    Condition::all().add(from.into().lte(last)).add(Condition::any().add(to.clone().is_null()).add(to.gte(first)))
}
