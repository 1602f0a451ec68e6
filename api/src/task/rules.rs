//! When a task may be said to be done.

use chrono::NaiveDate;
use entity::vocabulary::TaskStatus;

use crate::problem::problems;

problems! {
    /// What can be wrong with a task.
    pub enum TaskProblem {
        /// A day it was done, but not done.
        CompletedButNotDone {} => InvalidValue at "completedOn" {
            nb: "Bare en oppgave med status DONE har en dato for når den ble gjort.",
            nn: "Berre ei oppgåve med status DONE har ein dato for når ho vart gjord.",
            en: "Only a task with status DONE has a date it was done on."
        }
        /// Done in the future.
        CompletedInFuture { today: NaiveDate } => InvalidValue at "completedOn" {
            nb: "Oppgaven kan ikke være gjort etter i dag ({today}).",
            nn: "Oppgåva kan ikkje vere gjord etter i dag ({today}).",
            en: "The task cannot have been done after today ({today})."
        }
    }
}

/// The day a task counts as done on, given what was said: today for one done without a date.
///
/// # Errors
/// When a date fits neither the status nor the calendar.
pub fn completed_on(
    status: TaskStatus,
    said: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, TaskProblem> {
    match (status, said) {
        (TaskStatus::Done, None) => Ok(Some(today)),
        (TaskStatus::Done, Some(day)) if day > today => Err(TaskProblem::CompletedInFuture { today }),
        (TaskStatus::Done, Some(day)) => Ok(Some(day)),
        (_, None) => Ok(None),
        (_, Some(_)) => Err(TaskProblem::CompletedButNotDone {}),
    }
}

#[cfg(test)]
mod tests {
    use super::completed_on;
    use chrono::NaiveDate;
    use entity::vocabulary::TaskStatus;

    #[test]
    fn only_what_is_done_has_a_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(completed_on(TaskStatus::Done, None, day(24)).ok(), Some(Some(day(24))));
        assert_eq!(completed_on(TaskStatus::Done, Some(day(1)), day(24)).ok(), Some(Some(day(1))));
        assert_eq!(completed_on(TaskStatus::Open, None, day(24)).ok(), Some(None));
        assert!(completed_on(TaskStatus::Done, Some(day(25)), day(24)).is_err());
        assert!(completed_on(TaskStatus::InProgress, Some(day(1)), day(24)).is_err());
    }
}
