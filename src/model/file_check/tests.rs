//! Tests of the file check.

use super::*;
use proptest::prelude::*;

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn digest(text: &str) -> Digest {
    Digest::parse(text).unwrap()
}

fn wanted(name: Option<&str>, digest_text: &str) -> WantedFile {
    WantedFile { name: name.map(str::to_owned), digest: digest(digest_text) }
}

fn row<'a>(name: &'a str, digest: Option<&'a str>, status: &'a Status) -> DetailRow<'a> {
    let (repository, cluster) = (Some("libs"), Some("north"));
    DetailRow { name: Some(name), repository, cluster, status: Some(status), digest, ..DetailRow::default() }
}

fn verdicts(check: &FileCheck) -> Vec<Verdict> {
    check.results().iter().map(|(_, findings)| findings.verdict()).collect()
}

#[test]
fn a_digest_is_read_in_either_case_and_with_the_prefix_of_images() {
    assert_eq!(digest(&ABC.to_uppercase()), digest(ABC));
    assert_eq!(digest(&format!(" sha256:{ABC}\n")), digest(ABC));
    assert_eq!(digest(ABC).to_string(), ABC);
    let short = ABC.get(1..).unwrap();
    for text in ["", "ba78", short, &format!("{ABC}0"), &ABC.replace('b', "g"), &format!("+{short}")] {
        assert_eq!(Digest::parse(text), None, "{text}");
    }
}

#[test]
fn a_list_has_the_formats_of_the_usual_tools() {
    let text = format!(
        "{ABC}  release/a b.txt\n{EMPTY} *b.bin\r\n\n\\{ABC}  a\\nb\\\\c\nSHA256 (d (1).zip) = {EMPTY}\n{ABC}\n\
         sha256:{EMPTY}\n{ABC}  -\nnot a digest\nd41d8cd98f00b204e9800998ecf8427e  md5.txt"
    );
    let list = parse_list(&text);
    let names: Vec<_> = list.files.iter().map(|file| file.name.as_deref()).collect();
    let expected = [Some("release/a b.txt"), Some("b.bin"), Some("a\nb\\c"), Some("d (1).zip"), None, None, None];
    assert_eq!(names, expected);
    assert_eq!(list.files[1].digest, digest(EMPTY));
    assert_eq!(list.unread, 2);
}

#[test]
fn each_file_has_a_verdict() {
    let (success, failed) = (Status::Success, Status::Failed);
    let upper = ABC.to_uppercase();
    for (rows, expected) in [
        (vec![], Verdict::Absent),
        (vec![row("/x/other.txt", Some(EMPTY), &success)], Verdict::Absent),
        (vec![row("/x/a.txt", Some(EMPTY), &success)], Verdict::OtherDigest),
        (vec![row("/x/a.txt", None, &success)], Verdict::NoDigest),
        (vec![row("/x/a.txt", Some(""), &success)], Verdict::NoDigest),
        (vec![row("/x/a.txt", Some("{odd}"), &success)], Verdict::OtherDigest),
        // Under another name it is the same file.
        (vec![row("/y/renamed.txt", Some(&upper), &success)], Verdict::Replicated),
        (vec![row("/x/a.txt", Some(ABC), &failed)], Verdict::NotReplicated),
        (vec![row("a.txt", Some(ABC), &failed), row("b.txt", Some(ABC), &success)], Verdict::PartlyReplicated),
        // The digest decides, whatever else has the name.
        (vec![row("a.txt", Some(EMPTY), &success), row("a.txt", Some(ABC), &success)], Verdict::Replicated),
    ] {
        let mut check = FileCheck::new(&[wanted(Some("folder/a.txt"), ABC)]);
        rows.iter().for_each(|row| check.add(row));
        assert_eq!(verdicts(&check), [expected], "{rows:?}");
    }
}

#[test]
fn a_skipped_artifact_is_not_proved_to_be_on_the_node() {
    let [transferred, failed] = [Status::Success, Status::Failed].map(|status| (status, false));
    let skipped = (Status::Success, true);
    for (rows, expected) in [
        (vec![&skipped], Verdict::Skipped),
        (vec![&skipped, &transferred], Verdict::Skipped),
        (vec![&transferred, &skipped], Verdict::Skipped),
        (vec![&skipped, &failed], Verdict::PartlyReplicated),
        (vec![&transferred], Verdict::Replicated),
    ] {
        let mut check = FileCheck::new(&[wanted(Some("a.txt"), ABC)]);
        for ((status, is_skipped), cluster) in rows.into_iter().zip(["north", "south"]) {
            let cluster = Some(cluster);
            check.add(&DetailRow { is_skipped: *is_skipped, cluster, ..row("a.txt", Some(ABC), status) });
        }
        assert_eq!(verdicts(&check), [expected]);
    }
}

#[test]
fn the_latest_row_of_an_artifact_on_a_cluster_decides() {
    let [failed, success] = [Status::Failed, Status::Success];
    let (failed, transferred, skipped) = ((&failed, false), (&success, false), (&success, true));
    for (rows, expected, shown) in [
        (vec![(failed, Some(1)), (transferred, Some(2))], Verdict::Replicated, Status::Success),
        // Rows are not sorted.
        (vec![(transferred, Some(2)), (failed, Some(1))], Verdict::Replicated, Status::Success),
        (vec![(transferred, Some(1)), (failed, Some(2))], Verdict::NotReplicated, Status::Failed),
        (vec![(failed, Some(1)), (transferred, Some(2)), (skipped, Some(3))], Verdict::Skipped, Status::Success),
        (vec![(skipped, Some(1)), (transferred, Some(2))], Verdict::Replicated, Status::Success),
        // Which one is the latest is unknown.
        (vec![(failed, None), (transferred, None)], Verdict::NotReplicated, Status::Failed),
        (vec![(transferred, Some(1)), (failed, Some(1))], Verdict::NotReplicated, Status::Failed),
        (vec![(transferred, Some(1)), (failed, None)], Verdict::NotReplicated, Status::Failed),
    ] {
        let mut check = FileCheck::new(&[wanted(Some("a.txt"), ABC), wanted(None, ABC)]);
        for ((status, is_skipped), start) in &rows {
            check.add(&DetailRow { is_skipped: *is_skipped, start: *start, ..row("a.txt", Some(ABC), status) });
        }
        assert_eq!(verdicts(&check), [expected, expected], "{rows:?}");
        let results = check.results();
        let matches = results[0].1.matches();
        assert_eq!((matches.count, matches.first.len()), (1, 1));
        assert_eq!(matches.first[0].status, Some(shown), "{rows:?}");
    }
}

#[test]
fn rows_of_other_versions_repositories_and_clusters_are_other_rows() {
    let (failed, success) = (Status::Failed, Status::Success);
    let later = DetailRow { start: Some(2), ..row("a.txt", Some(ABC), &success) };
    for other in [
        DetailRow { name: Some("b.txt"), ..later },
        DetailRow { version: Some("2"), ..later },
        DetailRow { repository: Some("other"), ..later },
        DetailRow { cluster: Some("south"), ..later },
    ] {
        let mut check = FileCheck::new(&[wanted(Some("a.txt"), ABC)]);
        check.add(&DetailRow { start: Some(1), ..row("a.txt", Some(ABC), &failed) });
        check.add(&other);
        assert_eq!(verdicts(&check), [Verdict::PartlyReplicated], "{other:?}");
    }
}

#[test]
fn rows_with_the_name_and_another_digest_are_counted_beside_those_with_the_digest() {
    let mut check = FileCheck::new(&[wanted(Some("a.txt"), ABC)]);
    check.add(&row("a.txt", Some(ABC), &Status::Success));
    check.add(&row("a.txt", Some(EMPTY), &Status::Success));
    let results = check.results();
    let findings = results[0].1;
    assert_eq!((findings.verdict(), findings.replacements()), (Verdict::Replicated, 1));
    let other = Findings { same: Matches::default(), ..findings.clone() };
    assert_eq!((other.verdict(), other.replacements()), (Verdict::OtherDigest, 0), "the result says it");
}

#[test]
fn a_digest_alone_matches_no_name() {
    let mut check = FileCheck::new(&[wanted(None, ABC)]);
    check.add(&row("a.txt", Some(EMPTY), &Status::Success));
    check.add(&row("a.txt", None, &Status::Success));
    assert_eq!((verdicts(&check), check.without_digest()), (vec![Verdict::Absent], 1));
}

#[test]
fn a_few_matches_are_kept_and_all_are_counted() {
    let mut check = FileCheck::new(&[wanted(Some("a.txt"), ABC)]);
    (0..1000).for_each(|at| check.add(&row(&format!("{at}.txt"), Some(ABC), &Status::Success)));
    let results = check.results();
    let matches = results[0].1.matches();
    assert_eq!((matches.first.len(), matches.count), (MAX_MATCHES, 1000));
    assert_eq!((matches.first[0].cluster.as_str(), &matches.first[0].other_digest), ("north", &None));
}

#[test]
fn the_worst_results_are_first_and_each_file_is_listed_once() {
    let files = [wanted(Some("a"), ABC), wanted(Some("b"), EMPTY), wanted(Some("a"), ABC), wanted(Some("c"), ABC)];
    let mut check = FileCheck::new(&files);
    check.add(&row("a", Some(ABC), &Status::Success));
    let names: Vec<_> = check.results().iter().map(|(file, _)| file.name.clone().unwrap()).collect();
    assert_eq!(names, ["b", "a", "c"]);
    assert_eq!(check.counts(), [1, 0, 0, 0, 0, 0, 2]);
}

#[test]
fn a_list_in_an_address_has_each_file_once_and_is_not_too_long() {
    let [one, other] = [wanted(Some("a"), ABC), wanted(None, EMPTY)];
    let list = extended("", &[one.clone(), other.clone()]).unwrap();
    assert_eq!(list, format!("{ABC} *a\n{EMPTY}"));
    assert_eq!(extended(&list, &[other.clone(), one.clone()]).as_deref(), Some(list.as_str()));
    assert_eq!(parse_list(&list).files, [one, other]);
    let many: Vec<_> = (0..80).map(|at| wanted(Some(&format!("{at}.txt")), ABC)).collect();
    assert_eq!(extended(&list, &many), None);
}

#[test]
fn the_length_of_a_list_in_an_address_is_that_of_its_encoded_form() {
    let encoded = |list: &str| crate::model::url::encode(list).to_string().len();
    for name in ["release.tar.gz", "发布包—正式版.tar.gz", "日本語の長いファイル名.zip"] {
        let files = |count: u32| (0..count).map(|at| wanted(Some(&format!("{at:02}{name}")), ABC)).collect::<Vec<_>>();
        let longest = (1..).map_while(|count| extended("", &files(count))).last().unwrap();
        assert!((5_700..=6_000).contains(&encoded(&longest)), "{name}: {}", encoded(&longest));
        assert_eq!(extended(&longest, &files(99)), None, "{name}");
    }
}

proptest! {
    #[test]
    fn a_file_survives_its_line(
        name in prop::option::of("[a-z\\\\\n\r* é]{1,12}".prop_filter("blank ends", |name| name.trim() == name)),
        bytes in any::<[u8; 32]>(),
    ) {
        let file = WantedFile { name, digest: Digest(bytes) };
        prop_assert_eq!(parse_list(&file.to_string()).files, [file]);
    }

    #[test]
    fn no_list_panics_and_each_line_is_a_file_or_counted(text in "(?s)[a-f0-9 *\\\\()=S\\n]{0,300}") {
        let list = parse_list(&text);
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count() as u64;
        prop_assert_eq!(list.files.len() as u64 + list.unread, lines);
    }

    #[test]
    fn a_digest_survives_its_text(bytes in any::<[u8; 32]>()) {
        prop_assert_eq!(Digest::parse(&Digest(bytes).to_string()), Some(Digest(bytes)));
    }
}
