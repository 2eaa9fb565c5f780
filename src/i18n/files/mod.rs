//! The texts of the file check.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of the file check in one language. `{0}`, `{1}` … are placeholders for values.
#[derive(Debug)]
pub struct Files {
    // Input
    /// Below the heading: the purpose, and that files stay on the device.
    pub hint: &'static str,
    /// Button that chooses files. Files can also be dropped on it.
    pub choose: &'static str,
    /// Label of the field for digests.
    pub digests: &'static str,
    /// Button that looks up the digests of the field.
    pub look_up: &'static str,
    /// Button that removes all files.
    pub clear: &'static str,
    /// While the digest of a file is computed. {0}: the name of the file; {1}: the share in per cent.
    pub computing: &'static str,
    /// Button that stops computing digests.
    pub stop_computing: &'static str,
    /// The browser could not read a file. {0}: its name; {1}: the message of the browser.
    pub unreadable: &'static str,
    /// After computing was stopped. {0}: the number of files without a digest.
    pub stopped: Plural,
    /// Below the field: lines without a digest. {0}: their number.
    pub unread_lines: Plural,
    /// Below the field: a list that the address does not have.
    pub list_too_long: &'static str,
    /// Below the field: there are too many files. {0}: the number that is compared.
    pub too_many: &'static str,

    // Results
    /// Beside the heading. {0}: the artifacts read so far; {1}: their total.
    pub compared: Plural,
    /// Notice above results that were read while the execution was running.
    pub running: &'static str,
    /// In place of results: the execution has no details.
    pub no_details: &'static str,
    /// Name of the buttons below the results that export them as a CSV file.
    pub save_csv: &'static str,
    /// Accessible name of the list of results.
    pub results: &'static str,
    /// Name of a digest without a file name.
    pub digest_only: &'static str,
    /// Result: no artifact has the digest or the name.
    pub absent: &'static str,
    /// Result: no artifact has the digest or the name, but there are artifacts without a digest.
    pub absent_among_digests: &'static str,
    /// The same while not all artifacts have been read.
    pub not_found_yet: &'static str,
    /// Result: artifacts with the same name have another digest.
    pub other_digest: &'static str,
    /// Result: artifacts with the same name have no digest.
    pub no_digest: &'static str,
    /// Result: the file is part of the execution, but was not replicated.
    pub not_replicated: &'static str,
    /// Result: the file was replicated to some nodes and not to others.
    pub partly_replicated: &'static str,
    /// Result: the file is part of the execution, but was skipped, because a node already had an artifact of its name.
    pub skipped: &'static str,
    /// Below the results, if there are skipped ones: what is not known.
    pub skipped_why: &'static str,
    /// Below a file that is part of the execution. {0}: the number of artifacts with its name and another digest.
    pub other_digests_too: &'static str,
    /// Result: the file was replicated.
    pub replicated: &'static str,
    /// Where an artifact was replicated. {0}: the repository; {1}: the remote node.
    pub replication: &'static str,
    /// After the first artifacts of a file. {0}: the number of further ones.
    pub more: &'static str,
    /// Button below the results. {0}: how many it adds.
    pub show_more: Plural,
    /// Below the results: artifacts that cannot be compared by their digest. {0}: their number.
    pub without_digest: Plural,
}
