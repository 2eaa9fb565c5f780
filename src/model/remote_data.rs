//! The state of data that comes from the service: loading, ready, refreshing, stale or failed.

use std::sync::Arc;

/// The state of remote data. `T` is the data, `E` the reason why there is none.
#[derive(Debug, PartialEq, Eq)]
pub enum RemoteData<T, E> {
    /// Fetched for the first time, or for another key: `previous` is the data of the key before, for a page that shows
    /// it greyed until the new data is there.
    Loading {
        /// The data of the key before this one.
        previous: Option<Arc<T>>,
    },
    /// Fetched.
    Ready(Arc<T>),
    /// Fetched, and being fetched again.
    Refreshing(Arc<T>),
    /// Fetched once; the last refetch failed.
    Stale(Arc<T>, E),
    /// Never fetched: the fetch failed.
    Failed(E),
}

impl<T, E> Default for RemoteData<T, E> {
    fn default() -> Self {
        Self::Loading { previous: None }
    }
}

impl<T, E> RemoteData<T, E> {
    /// The data of the current key.
    pub fn data(&self) -> Option<&Arc<T>> {
        match self {
            Self::Ready(data) | Self::Refreshing(data) | Self::Stale(data, _) => Some(data),
            Self::Loading { .. } | Self::Failed(_) => None,
        }
    }

    /// The data of the current key, or of the key before while this one is loading.
    pub fn latest(&self) -> Option<&Arc<T>> {
        match self {
            Self::Loading { previous } => previous.as_ref(),
            _ => self.data(),
        }
    }

    /// The error of the last fetch.
    pub const fn error(&self) -> Option<&E> {
        match self {
            Self::Stale(_, error) | Self::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Whether a request is running.
    pub const fn is_fetching(&self) -> bool {
        matches!(self, Self::Loading { .. } | Self::Refreshing(_))
    }

    /// The state after the key changed.
    #[must_use]
    pub fn start(self) -> Self {
        let previous = self.latest().cloned();
        Self::Loading { previous }
    }

    /// The state after a refetch of the same key began.
    #[must_use]
    pub fn refetch(self) -> Self {
        match self {
            Self::Ready(data) | Self::Refreshing(data) | Self::Stale(data, _) => Self::Refreshing(data),
            Self::Loading { previous } => Self::Loading { previous },
            Self::Failed(_) => Self::Loading { previous: None },
        }
    }

    /// The state after the request ended.
    #[must_use]
    pub fn settle(self, result: Result<T, E>) -> Self {
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
    fn a_failed_refetch_keeps_the_last_good_data() {
        let remote = R::default().settle(Ok(1)).refetch();
        assert_eq!(remote, RemoteData::Refreshing(Arc::new(1)));
        assert_eq!(remote.settle(Err("down")), RemoteData::Stale(Arc::new(1), "down"));
    }

    #[test]
    fn data_of_the_previous_key_is_not_data_of_the_current_key() {
        let remote = R::default().settle(Ok(1)).start();
        assert_eq!(remote.data(), None);
        assert_eq!(remote.latest(), Some(&Arc::new(1)));
        assert_eq!(remote.settle(Err("down")), RemoteData::Failed("down"));
    }

    #[test]
    fn a_refetch_after_a_failed_first_fetch_is_a_first_load() {
        let remote = R::default().settle(Err("down")).refetch();
        assert!(remote.is_fetching());
        assert_eq!(remote.latest(), None);
        assert_eq!(remote.settle(Ok(2)), RemoteData::Ready(Arc::new(2)));
    }

    #[test]
    fn the_last_data_stays_through_two_key_changes() {
        let remote = R::default().settle(Ok(1)).start().start();
        assert_eq!(remote.latest(), Some(&Arc::new(1)));
    }
}
