//! From what is asked for to rows that can be read.

use std::sync::Arc;

use entity::Id;
use futures_util::{FutureExt as _, future::BoxFuture};

use super::{
    Asked, BudgetSheet, Column, CountSheet, ETag, ExportRefusal, ObservationSheet, OutcomeCube, ParticipationCube,
    PartnershipSheet, ResourceCube, Row, Sheet, StaffingSheet, Table, TargetSheet, cubes, filter,
    sheet::prefix,
    store::{EntityOf, Wanted},
    stream::Pages,
};
use crate::{
    graphql::{errors::ApiError, guard::Guard, refusal::Refusal},
    store::{ReadError, Reader, Scope},
};

/// Rows that are read at once.
const PAGE: u64 = 500;

/// Why an export is not begun.
#[derive(Debug)]
pub enum Failure {
    /// What is asked for cannot be had.
    Refused(Vec<Refusal>),
    /// What is asked for cannot be used, or the service failed.
    Failed(ApiError),
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

impl From<ExportRefusal> for Failure {
    fn from(refusal: ExportRefusal) -> Self {
        Self::Refused(vec![refusal.into()])
    }
}

/// An export that can be read.
pub struct Export {
    /// Its entity tag.
    pub etag: ETag,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows.
    pub pages: Box<dyn Pages>,
}

/// Opens an export.
///
/// # Errors
/// When what is asked for cannot be had, or the database does not answer.
pub async fn open(scope: Scope, guard: &Guard, asked: &Asked) -> Result<Export, Failure> {
    match asked.file.table {
        Table::Partnerships => open_sheet::<PartnershipSheet>(scope, guard, asked).await,
        Table::Staffing => open_sheet::<StaffingSheet>(scope, guard, asked).await,
        Table::Participation => cubes::open::<ParticipationCube>(scope, guard, asked).await,
        Table::Outcomes => cubes::open::<OutcomeCube>(scope, guard, asked).await,
        // Sheets and cubes have a field of the API that takes their filter; what is compared has not.
        Table::Resources if asked.filter.is_some() => Err(ExportRefusal::NoFilter {}.into()),
        Table::Resources => cubes::open::<ResourceCube>(scope, guard, asked).await,
        Table::Budget => open_sheet::<BudgetSheet>(scope, guard, asked).await,
        Table::ParticipationCounts => open_sheet::<CountSheet>(scope, guard, asked).await,
        Table::OutcomeTargets => open_sheet::<TargetSheet>(scope, guard, asked).await,
        Table::OutcomeObservations => open_sheet::<ObservationSheet>(scope, guard, asked).await,
    }
}

async fn open_sheet<S: Sheet>(scope: Scope, guard: &Guard, asked: &Asked) -> Result<Export, Failure> {
    if asked.release.is_some() {
        return Err(ExportRefusal::NoRelease {}.into());
    }
    let filter = asked.filter.clone().map(|filter| filter::of_sheet::<S>(guard, filter)).transpose()?;
    let not_a_cursor = || ExportRefusal::NotACursor { prefix: prefix::<S>() };
    let after = asked.after.as_ref().map(|after| after.parse().map_err(|_| not_a_cursor())).transpose()?;
    let now = scope.now;
    let caller = Arc::clone(&scope.caller);
    let reader = Reader::new(scope);
    let wanted = Wanted::new::<S::Node>(filter, &reader, now).await?;
    let mut extents = vec![wanted.extent()];
    extents.extend(S::drawn_from(&reader).await?);
    let reading = Reading::<S> { reader, wanted, after, left: asked.limit.unwrap_or(u64::MAX) };
    Ok(Export { etag: ETag::of(asked, &caller, &extents), columns: S::COLUMNS, pages: Box::new(reading) })
}

/// The rows of a sheet, a page at a time.
struct Reading<S: Sheet> {
    reader: Reader,
    wanted: Wanted<EntityOf<S>>,
    after: Option<Id<EntityOf<S>>>,
    left: u64,
}

impl<S: Sheet> Reading<S> {
    async fn page(&mut self) -> Result<Option<Vec<Row>>, ReadError> {
        if self.left == 0 {
            return Ok(None);
        }
        let limit = PAGE.min(self.left);
        let records = self.wanted.page(&self.reader, self.after, limit).await?;
        let found = u64::try_from(records.len()).unwrap_or(u64::MAX);
        let Some(last) = records.last() else {
            self.left = 0;
            return Ok(None);
        };
        self.after = Some(entity::Stamped::id(last));
        // A page that is not full is the last one.
        self.left = if found < limit { 0 } else { self.left.saturating_sub(found) };
        S::rows(&self.reader, records).await.map(Some)
    }
}

impl<S: Sheet> Pages for Reading<S> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Row>>, ReadError>> {
        self.page().boxed()
    }
}
