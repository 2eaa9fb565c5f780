//! The service's enumerations. Each is open: a value of tomorrow is kept and shown as it came.

use serde::Deserialize;

/// Declares an open enumeration: the known values, and [`Other`](Status::Other) for the rest.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
        #[serde(from = "String")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A value that this release does not know, as the service wrote it.
            Other(Box<str>),
        }

        impl $name {
            /// The known values, in the order in which people are offered them.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The value as it stands on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Other(value) => value,
                }
            }

            /// Reads a value that must be a known one, as in an address that a person may have edited.
            pub fn known(value: &str) -> Option<Self> {
                match value {
                    $($wire => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::known(&value).unwrap_or_else(|| Self::Other(value.into()))
            }
        }
    };
}

open_enum! {
    /// The state of a record or of a detail.
    Status {
        /// Still replicating.
        Running = "RUNNING",
        /// Replicated.
        Success = "SUCCESS",
        /// Ended with an error; the reason is in `errorReason`.
        Failed = "FAILED",
    }
}

open_enum! {
    /// What a task replicates (`replicaObjectType`).
    ObjectType {
        /// Whole repositories.
        Repository = "REPOSITORY",
        /// Chosen packages.
        Package = "PACKAGE",
        /// Chosen paths.
        Path = "PATH",
    }
}

open_enum! {
    /// When a task replicates (`replicaType`).
    ReplicaType {
        /// By a timetable.
        Scheduled = "SCHEDULED",
        /// At each change.
        RealTime = "REAL_TIME",
        /// Once, when it was asked for.
        RunOnce = "RUN_ONCE",
        /// By an edge node that pulls.
        EdgePull = "EDGE_PULL",
        /// Between the members of a federation.
        Federation = "FEDERATION",
    }
}

open_enum! {
    /// What was done when the remote cluster had the artifact already (`conflictStrategy`).
    ConflictStrategy {
        /// The remote artifact was left as it was.
        Skip = "SKIP",
        /// The remote artifact was replaced.
        Overwrite = "OVERWRITE",
        /// The execution was stopped.
        FastFail = "FAST_FAIL",
    }
}

open_enum! {
    /// How much an execution went through (`executeType`).
    ExecuteType {
        /// What has changed since the last execution.
        Delta = "DELTA",
        /// Everything.
        Full = "FULL",
        /// A chosen part.
        Partial = "PARTIAL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_value_is_read_and_written_as_on_the_wire() {
        for status in Status::KNOWN {
            assert_eq!(&Status::from(status.as_str().to_owned()), status);
        }
        assert_eq!(Status::known("FAILED"), Some(Status::Failed));
    }

    #[test]
    fn a_value_of_tomorrow_is_kept_as_it_came() {
        let status = serde_json::from_str::<Status>(r#""A_STATUS_OF_TOMORROW""#).unwrap();
        assert_eq!(status.as_str(), "A_STATUS_OF_TOMORROW");
        assert_eq!(Status::known("A_STATUS_OF_TOMORROW"), None);
    }

    #[test]
    fn case_matters_as_it_does_to_the_service() {
        assert_eq!(Status::known("failed"), None);
    }
}
