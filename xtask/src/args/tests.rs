//! Tests of the command line parser.

use super::*;

fn parsed(line: &[&str]) -> Result<Command> {
    parse(line.iter().map(OsString::from))
}

fn error_of(line: &[&str]) -> String {
    parsed(line).expect_err("this must be rejected").to_string()
}

#[test]
fn no_command_prints_the_help() {
    for line in [&[][..], &["help"], &["--help"], &["demo", "-h"], &["test", "--help"]] {
        assert_eq!(parsed(line), Ok(Command::Help));
    }
}

#[test]
fn demo_parses_every_option() {
    let line = ["demo", "--port=9", "--upstream", "https://a.example/web", "--header", "A: b", "--header", "C:d"];
    let Ok(Command::Demo(demo)) = parsed(&line) else { panic!("not parsed") };
    assert_eq!(demo.port, 9);
    assert_eq!(demo.headers, ["A: b", "C:d"]);
    let upstream = demo.upstream.expect("an upstream");
    assert_eq!((upstream.url.as_str(), upstream.port), ("https://a.example/web", 443));
    let Ok(Command::Demo(demo)) = parsed(&["demo", "--base", "/ui/", "--old-server"]) else { panic!("not parsed") };
    assert_eq!((demo.port, demo.base.as_deref(), demo.old_server, demo.gateway), (8080, Some("/ui/"), true, false));
    let Ok(Command::Demo(demo)) = parsed(&["demo", "--gateway"]) else { panic!("not parsed") };
    assert!(demo.gateway && !demo.old_server);
}

#[test]
fn bench_parses_its_options() {
    assert_eq!(parsed(&["bench"]), Ok(Command::Bench(Bench::default())));
    let only_mounts = Bench { quick: true, only: Some("mounts".into()), before: None };
    assert_eq!(parsed(&["bench", "--only=mounts", "--quick"]), Ok(Command::Bench(only_mounts)));
    assert!(error_of(&["bench", "--only", "x"]).contains("visits"));
    let before = Bench { quick: true, only: Some("visits".into()), before: Some("../before/dist/site".into()) };
    let line = ["bench", "--before", "../before/dist/site", "--quick", "--only", "visits"];
    assert_eq!(parsed(&line), Ok(Command::Bench(before)));
    assert!(error_of(&["bench", "--before"]).contains("folder"));
}

#[test]
fn errors_name_the_invalid_argument() {
    assert!(error_of(&["demo", "--port", "70000"]).contains("65535"));
    assert!(error_of(&["demo", "--prot", "1"]).contains("--prot"));
    assert!(error_of(&["demo", "--base", "ui"]).contains("begins with"));
    assert!(error_of(&["demo", "--header", "A: b"]).contains("--upstream"));
    assert!(error_of(&["demo", "--", "x"]).contains("--"));
    assert!(error_of(&["dmeo"]).contains("dmeo"));
    assert!(error_of(&["test", "--only", "fmt,lint"]).contains("lint"));
    assert!(error_of(&["style", "x"]).contains('x'));
}

#[test]
fn errors_never_contain_a_header_value() {
    let start = ["demo", "--upstream", "http://a", "--header"];
    for rest in [&["s3cret"][..], &[": s3cret"], &["A b: s3cret"], &["A: x\ns3cret"], &["A:", "s3cret"]] {
        let message = error_of(&[&start[..], rest].concat());
        assert!(!message.contains("s3cret"), "{message}");
    }
}

#[test]
fn an_upstream_url_is_split_into_host_and_port() {
    let at = |url| parse_upstream(url).map(|u| (u.host, u.port));
    assert_eq!(at("http://a.example"), Ok(("a.example".into(), 80)));
    assert_eq!(at("https://a.example:8443/web"), Ok(("a.example".into(), 8443)));
    assert_eq!(at("http://[::1]:81/"), Ok(("::1".into(), 81)));
    for invalid in ["a.example", "ftp://a", "http://", "http:///web", "http://u:p@a", "http://a:x", "http://a?b"] {
        assert!(parse_upstream(invalid).is_err(), "{invalid}");
    }
}

#[test]
fn checks_run_in_fixed_order_and_extra_arguments_are_passed_on() {
    let Ok(Command::Test(test)) = parsed(&["test", "--only", "e2e,fmt,e2e", "--", "--nocapture", "paging"]) else {
        panic!("not parsed")
    };
    assert_eq!(test.checks, [Check::Fmt, Check::E2e]);
    assert_eq!(test.extra_args, ["--nocapture", "paging"]);
    let all = Test { checks: Check::ALL.to_vec(), browsers: BrowserKind::ALL.to_vec(), extra_args: vec![] };
    assert_eq!(parsed(&["test"]), Ok(Command::Test(all)));
    let Ok(Command::Test(test)) = parsed(&["test", "--browser", "firefox"]) else { panic!("not parsed") };
    assert_eq!(test.browsers, [BrowserKind::Firefox]);
    assert!(error_of(&["test", "--browser", "lynx"]).contains("lynx"));
}
