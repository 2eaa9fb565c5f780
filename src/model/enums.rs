//! Enumerations of the service. They are open: an unknown value is kept and shown as received.

use serde::Deserialize;

/// Declares an open enumeration: the known values, and [`Other`](Status::Other) for unknown ones.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
        #[serde(from = "String")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// An unknown value, as received.
            Other(Box<str>),
        }

        impl $name {
            /// The known values, in the order of the page.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The value as sent by the service.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Other(value) => value,
                }
            }

            /// Parses a known value; `None` for others, for example in an edited URL.
            pub fn parse(value: &str) -> Option<Self> {
                match value {
                    $($wire => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::parse(&value).unwrap_or_else(|| Self::Other(value.into()))
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
    /// The kind of object that a task replicates (`replicaObjectType`).
    ObjectType {
        /// Whole repositories.
        Repository = "REPOSITORY",
        /// Selected packages.
        Package = "PACKAGE",
        /// Selected paths.
        Path = "PATH",
    }
}

open_enum! {
    /// The trigger of a task (`replicaType`).
    ReplicaType {
        /// A schedule.
        Scheduled = "SCHEDULED",
        /// Each change of the source.
        RealTime = "REAL_TIME",
        /// A single manual start.
        RunOnce = "RUN_ONCE",
        /// A pull by an edge node.
        EdgePull = "EDGE_PULL",
        /// Synchronization between members of a federation.
        Federation = "FEDERATION",
    }
}

impl ReplicaType {
    /// Whether tasks of this type replicate continuously: they have a single record, which stays `RUNNING` for as long
    /// as the task exists, so that its duration and its end mean nothing.
    pub const fn is_continuous(&self) -> bool {
        matches!(self, Self::RealTime | Self::Federation)
    }
}

open_enum! {
    /// The handling of an artifact that already exists in the remote cluster (`conflictStrategy`).
    ConflictStrategy {
        /// The remote artifact was kept.
        Skip = "SKIP",
        /// The remote artifact was replaced.
        Overwrite = "OVERWRITE",
        /// The execution was stopped.
        FastFail = "FAST_FAIL",
    }
}

open_enum! {
    /// The handling of an artifact that fails (`errorStrategy`).
    ErrorStrategy {
        /// The execution goes on with the next artifact.
        Continue = "CONTINUE",
        /// The execution stops.
        FastFail = "FAST_FAIL",
    }
}

open_enum! {
    /// The start of the executions of a task (`executionStrategy`).
    ExecutionStrategy {
        /// At once, when the task is created.
        Immediately = "IMMEDIATELY",
        /// Once, at a set time.
        SpecifiedTime = "SPECIFIED_TIME",
        /// Again and again, by a cron expression.
        CronExpression = "CRON_EXPRESSION",
    }
}

open_enum! {
    /// The scope of an execution (`executeType`). None of the values means "since the last execution".
    ExecuteType {
        /// The objects of the one event that triggered it.
        Delta = "DELTA",
        /// The whole repository.
        Full = "FULL",
        /// Chosen objects.
        Partial = "PARTIAL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_value_has_the_name_that_the_service_sends() {
        for status in Status::KNOWN {
            assert_eq!(&Status::from(status.as_str().to_owned()), status);
        }
        assert_eq!(Status::parse("FAILED"), Some(Status::Failed));
    }

    #[test]
    fn an_unknown_value_is_kept_as_received() {
        let status = serde_json::from_str::<Status>(r#""A_STATUS_OF_TOMORROW""#).unwrap();
        assert_eq!(status.as_str(), "A_STATUS_OF_TOMORROW");
        assert_eq!(Status::parse("A_STATUS_OF_TOMORROW"), None);
    }

    #[test]
    fn values_are_case_sensitive() {
        assert_eq!(Status::parse("failed"), None);
    }
}
