//! The CSV file of the results.

use std::borrow::Cow;

use super::{Completeness, FileCheck, Findings, Match, Verdict, WantedFile};
use crate::model::csv::{self, Readers};
use crate::model::enums::Status;

/// The column names: the file and its result, then the names of the service for a detail that accounts for the result.
const HEADER: [&str; 10] = [
    "file",
    "file.sha256",
    "result",
    "matches",
    "artifactName",
    "version",
    "sha256",
    "localRepoName",
    "remoteCluster",
    "status",
];

impl FileCheck {
    /// The results as CSV: a line for each kept match of a file, or one line for a file without matches. `matches` is the
    /// number of all matches of the file.
    pub fn csv(&self, completeness: Completeness, readers: Readers) -> String {
        let mut text = csv::BOM.to_owned();
        csv::line(&mut text, &HEADER);
        let mut write_line = |file: &WantedFile, findings: &Findings, one: Option<&Match>| {
            let cells = cells(file, findings, completeness, one);
            readers.line(&mut text, &cells.each_ref().map(AsRef::as_ref), |at| HEADER.get(at) == Some(&"matches"));
        };
        for (file, findings) in self.results() {
            let matches = findings.matches();
            matches.first.iter().for_each(|one| write_line(file, findings, Some(one)));
            if matches.first.is_empty() {
                write_line(file, findings, None);
            }
        }
        text
    }
}

/// The cells of a file and one of its matches, one for each column.
fn cells<'a>(
    file: &'a WantedFile,
    findings: &Findings,
    completeness: Completeness,
    one: Option<&'a Match>,
) -> [Cow<'a, str>; HEADER.len()] {
    let digest = file.digest.to_string();
    let of = |value: fn(&'a Match) -> &'a str| Cow::Borrowed(one.map(value).unwrap_or_default());
    let other_digest = one.and_then(|one| one.other_digest.as_deref()).map(Cow::Borrowed);
    let same_digest = if findings.same.count > 0 { digest.clone() } else { String::new() };
    [
        file.name.as_deref().unwrap_or_default().into(),
        digest.into(),
        result_name(findings.verdict(), completeness),
        findings.matches().count.to_string().into(),
        of(|one| &one.name),
        of(|one| one.version.as_deref().unwrap_or_default()),
        other_digest.unwrap_or(same_digest.into()),
        of(|one| &one.repository),
        of(|one| &one.cluster),
        of(|one| one.status.as_ref().map(Status::as_str).unwrap_or_default()),
    ]
}

/// The name of a result, for programs. It ends with `-so-far` until all details have been compared.
fn result_name(verdict: Verdict, completeness: Completeness) -> Cow<'static, str> {
    let name = match (verdict, completeness) {
        (Verdict::Absent, Completeness::Partial) => "not-found",
        (Verdict::Absent, Completeness::WithoutDigests) => "not-found-among-digests",
        (Verdict::Absent, Completeness::Complete) => "absent",
        (Verdict::OtherDigest, _) => "other-digest",
        (Verdict::NoDigest, _) => "no-digest",
        (Verdict::NotReplicated, _) => "not-replicated",
        (Verdict::PartlyReplicated, _) => "partly-replicated",
        (Verdict::Skipped, _) => "skipped",
        (Verdict::Replicated, _) => "replicated",
    };
    match completeness {
        Completeness::Partial => format!("{name}-so-far").into(),
        Completeness::WithoutDigests | Completeness::Complete => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::DetailRow;
    use super::*;
    use crate::model::file_check::Digest;

    const DIGEST: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /// The digest with another first byte.
    fn digest(first: u8) -> Digest {
        let mut digest = Digest::parse(DIGEST).unwrap();
        digest.0[0] = first;
        digest
    }

    fn check() -> FileCheck {
        let wanted = |name: &str, first| WantedFile { name: Some(name.to_owned()), digest: digest(first) };
        let mut check = FileCheck::new(&[wanted("=a.zip", 0xba), wanted("b.zip", 1), wanted("c.zip", 2)]);
        let row = DetailRow {
            name: Some("dist/a.zip"),
            version: Some("1.10"),
            repository: Some("libs"),
            cluster: Some("north"),
            status: Some(&Status::Success),
            digest: Some(DIGEST),
            is_skipped: false,
            start: None,
        };
        check.add(&row);
        check.add(&DetailRow { name: Some("b.zip"), version: None, status: Some(&Status::Failed), ..row });
        check
    }

    #[test]
    fn each_file_has_a_line_for_each_of_its_matches_or_one_without() {
        let text = check().csv(Completeness::Complete, Readers::Programs);
        let lines: Vec<_> = text.lines().skip(1).collect();
        let [other, absent] = [1, 2].map(digest);
        assert_eq!(
            lines,
            [
                format!("c.zip,{absent},absent,0,,,,,,"),
                format!("b.zip,{other},other-digest,1,b.zip,,{DIGEST},libs,north,FAILED"),
                format!("'=a.zip,{DIGEST},partly-replicated,2,dist/a.zip,1.10,{DIGEST},libs,north,SUCCESS"),
                format!("'=a.zip,{DIGEST},partly-replicated,2,b.zip,,{DIGEST},libs,north,FAILED"),
            ]
        );
    }

    #[test]
    fn a_spreadsheet_keeps_versions_and_names_of_files() {
        let mut check = FileCheck::new(&[WantedFile { name: Some("1.10".to_owned()), digest: digest(0xba) }]);
        check.add(&DetailRow { name: Some("a"), version: Some("1.10"), digest: Some(DIGEST), ..DetailRow::default() });
        let text = check.csv(Completeness::Complete, Readers::Spreadsheets);
        let version = r#""=""1.10""""#;
        let row = text.lines().nth(1).unwrap();
        assert!(row.starts_with(&format!("{version},")) && row.contains(&format!(",1,a,{version},")), "{row}");
    }

    #[test]
    fn a_file_is_absent_only_after_all_details_were_compared() {
        let results =
            [Completeness::Partial, Completeness::WithoutDigests, Completeness::Complete].map(|completeness| {
                check()
                    .csv(completeness, Readers::Programs)
                    .lines()
                    .nth(1)
                    .unwrap()
                    .split(',')
                    .nth(2)
                    .unwrap()
                    .to_owned()
            });
        assert_eq!(results, ["not-found-so-far", "not-found-among-digests", "absent"]);
    }
}
