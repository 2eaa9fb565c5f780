//! Whether the details of an analysis were read while the execution was running.

use leptos::prelude::*;

use crate::pages::record::queries::RecordQueries;
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;

/// A flag of details that were read while the execution was running. It stays after the execution has ended, because
/// details that ended later are still missing, until the details are read again.
#[derive(Clone, Copy)]
pub(super) struct ReadWhileRunning {
    queries: RecordQueries,
    was_running: RwSignal<bool>,
}

impl ReadWhileRunning {
    pub(super) fn new(queries: RecordQueries) -> Self {
        let was_running = RwSignal::new(false);
        effect(move || {
            unsubscribe_on_cleanup();
            if queries.is_running() {
                was_running.set(true);
            }
        });
        Self { queries, was_running }
    }

    /// Resets the flag. Call it when the details are read from the beginning.
    pub(super) fn begin(self) {
        self.was_running.set(untrack(|| self.queries.is_running()));
    }

    /// The flag; tracked.
    pub(super) fn get(self) -> bool {
        self.was_running.get()
    }
}
