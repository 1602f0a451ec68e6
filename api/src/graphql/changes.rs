//! Reading inputs: text that is fit to keep, and what an update changes. Problems are gathered, so that a caller
//! hears of all of them at once.

use std::ops::RangeInclusive;

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use sea_orm::{ActiveValue, Set};

use super::scalars::Date;
use crate::{
    privacy::{holds_identity_number, is_invisible},
    problem::{CommonProblem, Problem},
    store::Refused,
    text::normalise,
};

/// Characters in a title or a name.
pub const SHORT: usize = 200;
/// Characters in a description.
pub const LONG: usize = 4_000;

/// The problems found so far in one input.
#[derive(Debug, Default)]
pub struct Checks(Vec<Problem>);

impl Checks {
    /// Notes a problem.
    pub fn note(&mut self, problem: impl Into<Problem>) {
        self.0.push(problem.into());
    }

    /// The value of a rule's check; its problem is noted.
    pub fn rule<T, P: Into<Problem>>(&mut self, outcome: Result<T, P>) -> Option<T> {
        outcome.map_err(|problem| self.note(problem)).ok()
    }

    /// Required text: tidied, not blank, at most `most` characters, without control characters or identity numbers. Text
    /// of at most [`SHORT`] characters is a single line.
    pub fn text(&mut self, field: &str, text: &str, most: usize) -> String {
        let text = tidy(text);
        if text.is_empty() {
            self.note(CommonProblem::Blank {}.at(field));
        }
        self.fit(field, &text, most);
        text
    }

    /// Optional text: like [`text`](Self::text), but blank means none.
    pub fn optional_text(&mut self, field: &str, text: Option<String>, most: usize) -> Option<String> {
        let text = tidy(&text?);
        self.fit(field, &text, most);
        Some(text).filter(|text| !text.is_empty())
    }

    fn fit(&mut self, field: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.note(CommonProblem::TooLong { most }.at(field));
        }
        let many_lines = most > SHORT;
        let refused = |letter: char| letter.is_control() && !(many_lines && matches!(letter, '\n' | '\t'));
        if text.chars().any(refused) {
            self.note(CommonProblem::ControlCharacter {}.at(field));
        }
        if holds_identity_number(text) {
            self.note(CommonProblem::IdentityNumber {}.at(field));
        }
    }

    /// A day that must have come: something that is said to have happened.
    pub fn not_future(&mut self, field: &str, date: NaiveDate, today: NaiveDate) {
        if date > today {
            self.note(CommonProblem::InFuture { today }.at(field));
        }
    }

    /// A web address, if any: it must begin with `https://` or `http://`.
    pub fn web_address(&mut self, field: &str, url: Option<String>) -> Option<String> {
        let url = self.optional_text(field, url, LONG)?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            self.note(CommonProblem::NotAWebAddress {}.at(field));
        }
        Some(url)
    }

    /// A period whose end, if any, is not before its beginning.
    pub fn period(&mut self, field: &str, from: NaiveDate, to: Option<NaiveDate>) {
        if let Some(to) = to.filter(|&to| to < from) {
            self.note(CommonProblem::EndsBeforeStart { from, to }.at(field));
        }
    }

    /// A number within bounds.
    pub fn range<T: PartialOrd + ToString>(&mut self, field: &str, value: &T, least: &T, most: &T) {
        if value < least || value > most {
            let (least, most) = (least.to_string(), most.to_string());
            self.note(CommonProblem::OutOfRange { least, most }.at(field));
        }
    }

    /// A number within bounds, if there is one.
    pub fn optional_range<T: PartialOrd + ToString>(
        &mut self,
        field: &str,
        value: Option<T>,
        bounds: &RangeInclusive<T>,
    ) -> Option<T> {
        if let Some(value) = &value {
            self.range(field, value, bounds.start(), bounds.end());
        }
        value
    }

    /// A list with at least one value.
    pub fn not_empty<T>(&mut self, field: &str, values: &[T]) {
        if values.is_empty() {
            self.note(CommonProblem::EmptyList {}.at(field));
        }
    }

    /// Changes required text, if it was given.
    pub fn set_text(&mut self, column: &mut ActiveValue<String>, field: &str, text: Option<String>, most: usize) {
        if let Some(text) = text {
            *column = Set(self.text(field, &text, most));
        }
    }

    /// Changes required text and its normal form, if it was given.
    pub fn set_searched_text(
        &mut self,
        column: &mut ActiveValue<String>,
        search: &mut ActiveValue<String>,
        field: &str,
        text: Option<String>,
    ) {
        if let Some(text) = text {
            let text = self.text(field, &text, SHORT);
            *search = Set(normalise(&text));
            *column = Set(text);
        }
    }

    /// Changes optional text: absent leaves it, null removes it.
    pub fn set_optional_text(
        &mut self,
        column: &mut ActiveValue<Option<String>>,
        field: &str,
        text: MaybeUndefined<String>,
        most: usize,
    ) {
        if let Some(text) = given(text) {
            *column = Set(self.optional_text(field, text, most));
        }
    }

    /// Changes a web address: absent leaves it, null removes it.
    pub fn set_web_address(
        &mut self,
        column: &mut ActiveValue<Option<String>>,
        field: &str,
        url: MaybeUndefined<String>,
    ) {
        if let Some(url) = given(url) {
            *column = Set(self.web_address(field, url));
        }
    }

    /// Changes a period whose end may be open: absent leaves a day as it is, null opens the end.
    pub fn set_period(
        &mut self,
        columns: (&mut ActiveValue<NaiveDate>, &mut ActiveValue<Option<NaiveDate>>),
        field: &str,
        first: Option<Date>,
        last: MaybeUndefined<Date>,
    ) {
        let (from, to) = columns;
        set(from, first);
        set_optional(to, last);
        if let (Some(&from), Some(&to)) = (from.try_as_ref(), to.try_as_ref()) {
            self.period(field, from, to);
        }
    }

    /// Goes on when nothing was noted.
    ///
    /// # Errors
    /// All that was noted.
    pub fn done(self) -> Result<(), Refused> {
        if self.0.is_empty() { Ok(()) } else { Err(Refused::Problems(self.0)) }
    }
}

/// Text as it is kept: trimmed, with one kind of line end, and without characters that cannot be seen.
fn tidy(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").chars().filter(|&letter| !is_invisible(letter)).collect();
    text.trim().to_owned()
}

/// What was given for an optional value: nothing when absent, `Some(None)` for null.
pub fn given<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// What an optional value becomes: absent leaves it as it was, null removes it.
pub fn changed<T, U: Into<T>>(before: Option<T>, value: MaybeUndefined<U>) -> Option<T> {
    match value {
        MaybeUndefined::Undefined => before,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value.into()),
    }
}

/// Changes a required value, if it was given.
pub fn set<T: Into<sea_orm::Value>, U: Into<T>>(column: &mut ActiveValue<T>, value: Option<U>) {
    if let Some(value) = value {
        *column = Set(value.into());
    }
}

/// Changes an optional value: absent leaves it, null removes it.
pub fn set_optional<T, U: Into<T>>(column: &mut ActiveValue<Option<T>>, value: MaybeUndefined<U>)
where
    Option<T>: Into<sea_orm::Value>,
{
    if let Some(value) = given(value) {
        *column = Set(value.map(Into::into));
    }
}
