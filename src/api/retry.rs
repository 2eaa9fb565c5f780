//! When a request that failed is sent again without anybody asking. All requests are `GET`: none does harm twice.

use super::error::{Error, Kind};

/// How often one request is sent at most.
pub const TRIES: u32 = 3;
/// The longest wait that the service may ask for before the person is told instead, in milliseconds.
pub const LONGEST_WAIT: u32 = 10_000;

/// How long to wait before trying again, in milliseconds; `None` when trying again is no use, or not yet.
///
/// `failed` counts the tries so far; `jitter` is a random number from 0 to 1 that keep_mounted many open pages from asking
/// in step when a service comes back.
pub fn wait(error: &Error, failed: u32, jitter: f64) -> Option<u32> {
    // Who waited in vain for the whole time that an answer may take is told, before anybody waits again.
    if !error.is_passing() || error.kind() == Kind::TimedOut || failed >= TRIES {
        return None;
    }
    if let Some(seconds) = error.retry_after {
        let wait = seconds.saturating_mul(1000);
        return (wait <= LONGEST_WAIT).then_some(wait);
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
    fn what_passes_is_tried_three_times_with_growing_waits() {
        let error = Error::new(Kind::Gateway);
        assert_eq!(wait(&error, 1, 0.5), Some(400));
        assert_eq!(wait(&error, 2, 0.5), Some(1200));
        assert_eq!(wait(&error, 3, 0.5), None);
        assert_eq!((wait(&error, 1, 0.0), wait(&error, 1, 1.0)), (Some(200), Some(600)));
    }

    #[test]
    fn what_a_person_must_mend_is_not_tried_again() {
        use Kind::{Blocked, Forbidden, NotFound, Service, SignIn, TimedOut, Unreadable};
        for kind in [SignIn, Forbidden, Blocked, NotFound, Service, Unreadable, TimedOut] {
            assert_eq!(wait(&Error::new(kind), 1, 0.5), None);
        }
    }

    #[test]
    fn the_service_says_how_long_to_wait() {
        let mut error = Error::new(Kind::TooMany);
        error.retry_after = Some(2);
        assert_eq!(wait(&error, 1, 0.9), Some(2000));
        error.retry_after = Some(3600);
        assert_eq!(wait(&error, 1, 0.9), None, "an hour is for the person to wait");
    }
}
