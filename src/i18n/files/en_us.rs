//! The texts of the file check in English.

use super::Files;
use crate::i18n::Plural;

pub(in crate::i18n) static FILES: Files = Files {
    hint: "Checks whether files on this device are the ones that were replicated. Their SHA-256 is computed in this browser; nothing is uploaded.",
    choose: "Choose files or drop them here",
    digests: "Or SHA-256 digests, one per line, such as the output of sha256sum. They become part of the address.",
    look_up: "Look up",
    clear: "Remove all",
    computing: "Computing the SHA-256 of {0}: {1}",
    stop_computing: "Stop computing",
    unreadable: "The browser could not read {0}: {1}",
    stopped: Plural { one: "Stopped: {0} file is not checked.", other: "Stopped: {0} files are not checked." },
    unread_lines: Plural {
        one: "{0} line has no SHA-256 digest and is left out.",
        other: "{0} lines have no SHA-256 digest and are left out.",
    },
    list_too_long: "The list is too long for the address: a link to this page does not have it.",
    too_many: "Only the first {0} are looked up.",
    compared: Plural { one: "Compared with {0} of {1} artifact", other: "Compared with {0} of {1} artifacts" },
    running: "This execution was still running when its artifacts were read. Refresh to include later ones.",
    no_details: "The service has no details of this execution, so nothing can be found. Details are deleted after the retention period, and some plans do not keep them. An execution that fails before its first artifact, or has just begun, has none either.",
    save_csv: "Export results",
    results: "Results",
    digest_only: "Digest",
    absent: "Not part of this execution",
    absent_among_digests: "Not found among the artifacts that have a digest",
    not_found_yet: "Not found so far",
    other_digest: "Same name, other digest",
    no_digest: "Same name, no digest to compare",
    not_replicated: "Same digest, not replicated",
    partly_replicated: "Same digest, not replicated everywhere",
    skipped: "Same digest; skipped, the node already had this name",
    skipped_why: "Skipped: a node already had an artifact of this name. BK-Repo does not compare its content with the file.",
    other_digests_too: "Other rows with this name have another digest: {0}. A later one may have replaced this file.",
    replicated: "Same digest, replicated",
    replication: "{0} → {1}",
    more: "{0} more",
    show_more: Plural { one: "Show {0} more file", other: "Show {0} more files" },
    without_digest: Plural {
        one: "{0} artifact has no digest, so only its name can be compared.",
        other: "{0} artifacts have no digest, so only their names can be compared.",
    },
};
