//! The retry policy: exponential back-off with jitter. All requests are `GET`, so a retry has no side effects.

use super::error::{Error, ErrorKind};

/// The maximum number of attempts at one request.
pub const MAX_ATTEMPTS: u32 = 3;
/// The longest `Retry-After` that is waited for, in milliseconds; a longer one is an error for the user.
pub const MAX_RETRY_AFTER_MS: u32 = 10_000;

/// The delay before the next attempt, in milliseconds; `None` if there should be none.
///
/// `failed` counts the attempts so far; `jitter` is a random number from 0 to 1, so that open pages do not retry in step
/// when a service comes back.
pub fn backoff_ms(error: &Error, failed: u32, jitter: f64) -> Option<u32> {
    // After a timeout the user has waited long enough: the error is shown before another attempt.
    if !error.is_transient() || error.kind() == ErrorKind::TimedOut || failed >= MAX_ATTEMPTS {
        return None;
    }
    if let Some(seconds) = error.retry_after {
        let wait = seconds.saturating_mul(1000);
        return (wait <= MAX_RETRY_AFTER_MS).then_some(wait);
    }
    // 400 ms, then 1.2 s; each half to one and a half times as long.
    let base = 400u32.saturating_mul(3u32.saturating_pow(failed.saturating_sub(1)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most two seconds")]
    Some((f64::from(base) * (0.5 + jitter.clamp(0.0, 1.0))) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transient_error_is_retried_twice_with_growing_delays() {
        let error = Error::new(ErrorKind::Gateway);
        assert_eq!(backoff_ms(&error, 1, 0.5), Some(400));
        assert_eq!(backoff_ms(&error, 2, 0.5), Some(1200));
        assert_eq!(backoff_ms(&error, 3, 0.5), None);
        assert_eq!((backoff_ms(&error, 1, 0.0), backoff_ms(&error, 1, 1.0)), (Some(200), Some(600)));
    }

    #[test]
    fn an_error_that_is_not_transient_is_not_retried() {
        use ErrorKind::{
            AppRefused, BadParameter, Blocked, Forbidden, NotFound, Service, SignIn, TimedOut, Undocumented,
            Unreadable, WrongMethod, WrongPath,
        };
        for kind in [
            SignIn,
            Forbidden,
            Blocked,
            AppRefused,
            NotFound,
            WrongPath,
            WrongMethod,
            BadParameter,
            Service,
            Unreadable,
            Undocumented,
            TimedOut,
        ] {
            assert_eq!(backoff_ms(&Error::new(kind), 1, 0.5), None);
        }
    }

    #[test]
    fn a_short_retry_after_is_the_delay_and_a_long_one_is_an_error() {
        let mut error = Error::new(ErrorKind::TooMany);
        error.retry_after = Some(2);
        assert_eq!(backoff_ms(&error, 1, 0.9), Some(2000));
        error.retry_after = Some(3600);
        assert_eq!(backoff_ms(&error, 1, 0.9), None, "an hour is too long");
    }
}
