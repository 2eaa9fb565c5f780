//! What is known of something that the service is asked for.

use std::sync::Arc;

/// The way of an answer onto the page. `T` is what was asked for, `E` why it was not had.
#[derive(Debug, PartialEq, Eq)]
pub enum RemoteData<T, E> {
    /// Asked for the first time, or for something else than before: `previous` is the answer to the question
    /// before, for a page that would rather show it greyed than jump.
    Loading {
        /// The answer to the question before this one.
        previous: Option<Arc<T>>,
    },
    /// Answered.
    Ready(Arc<T>),
    /// Answered, and asked again.
    Refreshing(Arc<T>),
    /// Answered once; the last time it was asked again it failed.
    Stale(Arc<T>, E),
    /// Never answered.
    Failed(E),
}

impl<T, E> Default for RemoteData<T, E> {
    fn default() -> Self {
        Self::Loading { previous: None }
    }
}

impl<T, E: Clone> Clone for RemoteData<T, E> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading { previous } => Self::Loading { previous: previous.clone() },
            Self::Ready(data) => Self::Ready(data.clone()),
            Self::Refreshing(data) => Self::Refreshing(data.clone()),
            Self::Stale(data, error) => Self::Stale(data.clone(), error.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

impl<T, E> RemoteData<T, E> {
    /// The answer to the present question.
    pub fn data(&self) -> Option<&Arc<T>> {
        match self {
            Self::Ready(data) | Self::Refreshing(data) | Self::Stale(data, _) => Some(data),
            Self::Loading { .. } | Self::Failed(_) => None,
        }
    }

    /// The answer to the present question, or to the one before while this one is not answered.
    pub fn shown(&self) -> Option<&Arc<T>> {
        match self {
            Self::Loading { previous } => previous.as_ref(),
            _ => self.data(),
        }
    }

    /// Why there is no answer, or no fresh one.
    pub const fn error(&self) -> Option<&E> {
        match self {
            Self::Stale(_, error) | Self::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Whether a question is on its way.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Loading { .. } | Self::Refreshing(_))
    }

    /// Another question is asked.
    #[must_use]
    pub fn start(self) -> Self {
        let previous = self.shown().cloned();
        Self::Loading { previous }
    }

    /// The same question is asked again.
    #[must_use]
    pub fn refetch(self) -> Self {
        match self {
            Self::Ready(data) | Self::Refreshing(data) | Self::Stale(data, _) => Self::Refreshing(data),
            Self::Loading { previous } => Self::Loading { previous },
            Self::Failed(_) => Self::Loading { previous: None },
        }
    }

    /// The answer is there.
    #[must_use]
    pub fn answered(self, result: Result<T, E>) -> Self {
        match (result, self) {
            (Ok(data), _) => Self::Ready(Arc::new(data)),
            (Err(error), Self::Ready(data) | Self::Refreshing(data) | Self::Stale(data, _)) => Self::Stale(data, error),
            (Err(error), Self::Loading { .. } | Self::Failed(_)) => Self::Failed(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type R = RemoteData<u8, &'static str>;

    #[test]
    fn a_failed_refresh_keeps_the_last_good_answer() {
        let remote = R::default().answered(Ok(1)).refetch();
        assert_eq!(remote, RemoteData::Refreshing(Arc::new(1)));
        assert_eq!(remote.answered(Err("down")), RemoteData::Stale(Arc::new(1), "down"));
    }

    #[test]
    fn an_answer_to_the_question_before_is_not_an_answer_to_this_one() {
        let remote = R::default().answered(Ok(1)).start();
        assert_eq!(remote.data(), None);
        assert_eq!(remote.shown(), Some(&Arc::new(1)));
        assert_eq!(remote.answered(Err("down")), RemoteData::Failed("down"));
    }

    #[test]
    fn asking_again_after_a_failure_is_a_first_load() {
        let remote = R::default().answered(Err("down")).refetch();
        assert!(remote.is_busy());
        assert_eq!(remote.shown(), None);
        assert_eq!(remote.answered(Ok(2)), RemoteData::Ready(Arc::new(2)));
    }

    #[test]
    fn two_new_questions_in_a_row_still_show_the_last_answer() {
        let remote = R::default().answered(Ok(1)).start().start();
        assert_eq!(remote.shown(), Some(&Arc::new(1)));
    }
}
