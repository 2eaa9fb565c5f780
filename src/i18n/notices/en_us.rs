//! The texts of notifications in English.

use super::Notices;
use crate::i18n::Plural;

pub(in crate::i18n) static NOTICES: Notices = Notices {
    notify: "Notify me",
    notify_why: "Notify me once when more artifacts fail, and when this execution ends",
    is_on: "Notifications are on until the execution ends, while this page is open.",
    refused: "The browser does not allow notifications from this page. Allow them in its settings for this site, then try again. Over plain HTTP they are never allowed.",
    unsupported: "This browser cannot show notifications from a page.",
    failures: Plural { one: "{0} artifact has failed so far.", other: "{0} artifacts have failed so far." },
    failed_at_end: Plural {
        one: "The execution has ended: {0} failed artifact.",
        other: "The execution has ended: {0} failed artifacts.",
    },
    ended: "The execution has ended.",
    signed_out: "You have been signed out, so the end of the execution cannot be reported. Sign in, then turn notifications on again.",
};
