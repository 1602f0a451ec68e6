//! Root fields for shared tasks.

use super::types::SharedTask;
use crate::graphql::connection::roots;

roots! {
    SharedTaskQueries of SharedTask {
        /// One shared task by id; null when it does not exist or may not be seen.
        shared_task;
        /// The shared tasks you may see (felles oppgaver).
        shared_tasks;
    }
}
