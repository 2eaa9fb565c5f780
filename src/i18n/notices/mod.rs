//! The texts of notifications about a running execution.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of notifications in one language. `{0}`, `{1}` … are placeholders for values.
#[derive(Debug)]
pub struct Notices {
    /// Button that turns notifications on and off; it is shown as pressed while they are on.
    pub notify: &'static str,
    /// Tooltip of that button.
    pub notify_why: &'static str,
    /// Announcement after they have been turned on.
    pub is_on: &'static str,
    /// The browser does not allow notifications.
    pub refused: &'static str,
    /// The browser has no notifications, or cannot show them from a page.
    pub unsupported: &'static str,
    /// Text of the notification about failures. {0}: the number of failed artifacts so far.
    pub failures: Plural,
    /// Text of the notification at the end of an execution. {0}: the number of failed artifacts.
    pub failed_at_end: Plural,
    /// Text of the notification at the end, where the number of failed artifacts is unknown.
    pub ended: &'static str,
    /// Text of the notification that they have been turned off, because the session has ended.
    pub signed_out: &'static str,
}
