//! The states of the two executions: running now, or when their details were read.

use leptos::prelude::*;

use super::super::read_while_running::ReadWhileRunning;
use crate::api::wire::RecordInfo;
use crate::model::changes::Execution;
use crate::pages::record::queries::RecordQueries;
use crate::query::effect::effect;
use crate::query::use_query::Query;

/// The states of both executions. Details that were read during a run stay incomplete when the run ends, until they are
/// read again.
///
/// An execution that runs at some time after a reading began was running when it began, so a state that arrives late
/// counts as well.
#[derive(Clone, Copy)]
pub(super) struct RunStates {
    this: ReadWhileRunning,
    other: Query<RecordInfo>,
    other_was_running: RwSignal<bool>,
    /// When the state of the other execution that was known at the beginning of its reading was received. It may be an old
    /// one, because this state is not polled.
    known_at: StoredValue<Option<f64>>,
}

impl RunStates {
    pub(super) fn new(queries: RecordQueries, other: Query<RecordInfo>) -> Self {
        let states = Self {
            this: ReadWhileRunning::new(queries),
            other,
            other_was_running: RwSignal::new(false),
            known_at: StoredValue::new(None),
        };
        effect(move || {
            let Some(cached) = other.data() else { return };
            if cached.data().record.is_running() && states.known_at.get_value() != Some(cached.fetched_at) {
                states.other_was_running.set(true);
            }
        });
        states
    }

    /// Begins a reading of an execution. The query of the other execution must be sent with its reading, because only a
    /// state that arrives afterwards counts for it.
    pub(super) fn begin_reading(self, execution: Execution) {
        match execution {
            Execution::This => self.this.begin(),
            Execution::Other => {
                self.known_at.set_value(self.other.handle.updated_at_untracked());
                self.other_was_running.set(false);
            }
        }
    }

    /// Whether an execution is running, or was running when its details were read; tracked.
    pub(super) fn is_running(self) -> bool {
        let is_other_running = self.other.data().is_some_and(|cached| cached.data().record.is_running());
        self.this.get() | is_other_running | self.other_was_running.get()
    }
}
