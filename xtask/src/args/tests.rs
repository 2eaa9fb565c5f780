//! What may be typed.

use super::*;

fn typed(line: &[&str]) -> Result<Command> {
    read(line.iter().map(OsString::from))
}

fn refused(line: &[&str]) -> String {
    typed(line).expect_err("this must be refused").to_string()
}

#[test]
fn nothing_is_a_call_for_help() {
    for line in [&[][..], &["help"], &["--help"], &["demo", "-h"], &["test", "--help"]] {
        assert_eq!(typed(line), Ok(Command::Help));
    }
}

#[test]
fn demo_reads_every_option() {
    let line = ["demo", "--port=9", "--upstream", "https://a.example/web", "--header", "A: b", "--header", "C:d"];
    let Ok(Command::Demo(demo)) = typed(&line) else { panic!("not read") };
    assert_eq!(demo.port, 9);
    assert_eq!(demo.headers, ["A: b", "C:d"]);
    let upstream = demo.upstream.expect("an upstream");
    assert_eq!((upstream.url.as_str(), upstream.port), ("https://a.example/web", 443));
    let Ok(Command::Demo(demo)) = typed(&["demo", "--base", "/ui/", "--old-server"]) else { panic!("not read") };
    assert_eq!((demo.port, demo.base.as_deref(), demo.old_server), (8080, Some("/ui/"), true));
}

#[test]
fn bench_says_what_to_measure() {
    assert_eq!(typed(&["bench"]), Ok(Command::Bench(vec![])));
    let words = ["--quick", "--only", "mounts"].map(OsString::from).to_vec();
    assert_eq!(typed(&["bench", "--only=mounts", "--quick"]), Ok(Command::Bench(words)));
    assert!(refused(&["bench", "--only", "x"]).contains("visits"));
}

#[test]
fn what_is_wrong_is_said() {
    assert!(refused(&["demo", "--port", "70000"]).contains("65535"));
    assert!(refused(&["demo", "--prot", "1"]).contains("--prot"));
    assert!(refused(&["demo", "--base", "ui"]).contains("begins with"));
    assert!(refused(&["demo", "--header", "A: b"]).contains("--upstream"));
    assert!(refused(&["demo", "--", "x"]).contains("--"));
    assert!(refused(&["dmeo"]).contains("dmeo"));
    assert!(refused(&["test", "--only", "fmt,lint"]).contains("lint"));
    assert!(refused(&["style", "x"]).contains('x'));
}

#[test]
fn a_secret_is_never_repeated() {
    let start = ["demo", "--upstream", "http://a", "--header"];
    for rest in [&["s3cret"][..], &[": s3cret"], &["A b: s3cret"], &["A: x\ns3cret"], &["A:", "s3cret"]] {
        let words = refused(&[&start[..], rest].concat());
        assert!(!words.contains("s3cret"), "{words}");
    }
}

#[test]
fn an_upstream_is_taken_apart() {
    let at = |url| upstream(url).map(|u| (u.host, u.port));
    assert_eq!(at("http://a.example"), Ok(("a.example".into(), 80)));
    assert_eq!(at("https://a.example:8443/web"), Ok(("a.example".into(), 8443)));
    assert_eq!(at("http://[::1]:81/"), Ok(("::1".into(), 81)));
    for wrong in ["a.example", "ftp://a", "http://", "http:///web", "http://u:p@a", "http://a:x", "http://a?b"] {
        assert!(upstream(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn parts_come_in_their_own_order_and_the_rest_is_passed_on() {
    let Ok(Command::Test(test)) = typed(&["test", "--only", "e2e,fmt,e2e", "--", "--nocapture", "paging"]) else {
        panic!("not read")
    };
    assert_eq!(test.parts, [Part::Fmt, Part::E2e]);
    assert_eq!(test.passed_on, ["--nocapture", "paging"]);
    let all = Test { parts: Part::ALL.to_vec(), browsers: Kind::ALL.to_vec(), passed_on: vec![] };
    assert_eq!(typed(&["test"]), Ok(Command::Test(all)));
    let Ok(Command::Test(test)) = typed(&["test", "--browser", "firefox"]) else { panic!("not read") };
    assert_eq!(test.browsers, [Kind::Firefox]);
    assert!(refused(&["test", "--browser", "lynx"]).contains("lynx"));
}
