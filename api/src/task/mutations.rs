//! Writes of shared tasks.

use super::{
    inputs::{CreateSharedTaskInput, UpdateSharedTaskInput},
    store,
    types::SharedTask,
};
use crate::graphql::mutation::mutations;

mutations! {
    SharedTaskMutations {
        writes {
            /// Adds a task to a partnership.
            create_shared_task(CreateSharedTaskInput) = store::create
                => CreateSharedTaskPayload {
                    /// The new task; null when it was refused.
                    shared_task: SharedTask
                };
            /// Changes a task, for example when it is done.
            update_shared_task(UpdateSharedTaskInput) = store::update
                => UpdateSharedTaskPayload {
                    /// The changed task; null when the change was refused.
                    shared_task: SharedTask
                };
        }
        deletes {
            /// Deletes a task.
            delete_shared_task(DeleteSharedTaskInput of shared_task) = store::delete => DeleteSharedTaskPayload;
        }
    }
}
