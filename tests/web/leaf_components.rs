//! Leaf components: bars, run strips, statuses, notices, timestamps, link groups and facts.

use leptos::html::Div;
use leptos::prelude::*;
use replica_log::components::bar::{Bar, BarSegment};
use replica_log::components::fact::{CopyableId, Fact};
use replica_log::components::link_group::{LinkGroup, LinkOption};
use replica_log::components::live_duration::LiveDuration;
use replica_log::components::notice::{EmptyState, Notice, Severity, Skeleton};
use replica_log::components::run_strip::{RunBar, RunStrip, fitting_bars};
use replica_log::components::status::{StatusLabel, Tag, Tone};
use replica_log::components::timestamp::Timestamp;
use replica_log::i18n::localizer::Localizer;
use replica_log::model::config::Config;
use replica_log::model::locale::Locale;
use replica_log::model::time::Time;
use replica_log::model::zone::{Zone, parse_offset};
use replica_log::query::service::Service;
use replica_log::query::use_query::use_query;
use replica_log::settings::use_settings;
use serde::de::IgnoredAny;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::harness::{Harness, until};

fn staged<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Harness {
    let mut harness = Harness::new();
    harness.mount(|| {
        provide_context(Localizer(Locale::EnUs));
        view()
    });
    harness
}

/// An attribute of each element that a selector finds.
fn attributes(harness: &Harness, selector: &str, name: &str) -> Vec<Option<String>> {
    harness.all(selector).iter().map(|element| element.get_attribute(name)).collect()
}

/// A property of the style of each element that a selector finds.
fn styles(harness: &Harness, selector: &str, name: &str) -> Vec<String> {
    let style = |element: Element| element.unchecked_into::<HtmlElement>().style().get_property_value(name).unwrap();
    harness.all(selector).into_iter().map(style).collect()
}

fn some(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

fn bars(amounts: &[i64], whole: i64) -> (Vec<String>, Vec<Option<String>>) {
    const TONES: [&str; 3] = ["good", "bad", "busy"];
    let segments: Vec<_> =
        amounts.iter().zip(TONES).map(|(amount, tone)| BarSegment { amount: *amount, tone }).collect();
    let harness = staged(move || view! { <Bar segments whole /> });
    assert_eq!(attributes(&harness, ".rl-bar", "aria-hidden"), some(&["true"]));
    (styles(&harness, "i", "width"), attributes(&harness, "i", "data-tone"))
}

#[wasm_bindgen_test]
fn the_segments_of_a_bar_are_as_wide_as_their_shares() {
    let expected = |widths: &[&str], tones: &[&str]| {
        (widths.iter().map(|width| (*width).to_owned()).collect::<Vec<_>>(), some(tones))
    };
    assert_eq!(bars(&[50, 25, 25], 100), expected(&["50%", "25%", "25%"], &["good", "bad", "busy"]));
    // An amount of zero has no segment, and the rest of the whole is empty.
    assert_eq!(bars(&[1, 0, 1], 8), expected(&["12.5%", "12.5%"], &["good", "busy"]));
    // One in a hundred thousand is still visible.
    assert_eq!(bars(&[99_999, 1], 100_000), expected(&["99.4%", "0.6%"], &["good", "bad"]));
    assert_eq!(bars(&[0, 0, 0], 0), expected(&[], &[]));
    assert_eq!(bars(&[i64::MAX, i64::MAX, -5], 1), expected(&["50%", "50%"], &["good", "bad"]));
}

fn run(name: &str, tone: Tone, height: u8) -> RunBar {
    RunBar { href: format!("records/{name}"), tone, height, label: format!("{name} <b>ended</b>") }
}

#[wasm_bindgen_test]
fn a_run_strip_shows_the_duration_and_status_of_each_run() {
    let runs = vec![run("one", Tone::Good, 100), run("two", Tone::Bad, 7), run("three", Tone::Busy, 55)];
    let harness = staged(move || view! { <RunStrip label="The latest runs" bars=runs median=Some(40) /> });
    assert_eq!(attributes(&harness, "ol", "aria-label"), some(&["The latest runs"]));
    assert_eq!(styles(&harness, "li i", "height"), ["100%", "7%", "55%"]);
    assert_eq!(attributes(&harness, "li > a", "data-tone"), some(&["good", "bad", "busy"]));
    assert_eq!(attributes(&harness, "li > a", "href"), some(&["records/one", "records/two", "records/three"]));
    let labels = some(&["one <b>ended</b>", "two <b>ended</b>", "three <b>ended</b>"]);
    assert_eq!(attributes(&harness, "li > a", "aria-label"), labels);
    assert_eq!(attributes(&harness, "li > a", "title"), labels);
    assert_eq!(styles(&harness, "hr", "bottom"), ["40%"]);
    assert_eq!(attributes(&harness, "hr", "aria-hidden"), some(&["true"]));
    let bars = vec![run("one", Tone::Plain, 1)];
    assert_eq!(staged(|| view! { <RunStrip label="" bars median=None /> }).all("hr").len(), 0);
}

#[wasm_bindgen_test]
async fn as_many_bars_fit_as_the_width_has_targets_of_24_pixels() {
    let frame = NodeRef::<Div>::new();
    let mut harness = Harness::new();
    let fitting = StoredValue::new(None);
    harness.mount(move || {
        fitting.set_value(Some(fitting_bars(frame)));
        view! { <div node_ref=frame style="width: 200px"></div> }
    });
    let count = move || fitting.get_value().map(|count| count.get_untracked());
    until("eight bars", || count() == Some(8)).await;
    frame.get_untracked().unwrap().set_attribute("style", "width: 95px").unwrap();
    until("three bars", || count() == Some(3)).await;
}

#[wasm_bindgen_test]
fn only_a_tag_that_is_longer_than_a_line_may_wrap() {
    let is_long = |word: String| {
        let harness = staged(move || view! { <Tag word /> });
        harness.find::<Element>(".rl-tag").has_attribute("data-long")
    };
    assert!(!is_long("甲".repeat(32)) && is_long("甲".repeat(33)));
}

/// A local time in UTC that lies so many seconds ahead of now.
fn ahead(seconds: i32) -> Time {
    let at = js_sys::Date::new(&(js_sys::Date::now() + f64::from(seconds) * 1000.0).into());
    let text = String::from(at.to_iso_string());
    Time::from(text.trim_end_matches('Z').to_owned())
}

#[wasm_bindgen_test]
fn a_start_ahead_of_the_clock_has_neither_a_duration_nor_an_age() {
    let zone = || Zone::Fixed { offset: parse_offset("Z").unwrap(), display: None };
    let of = |seconds| {
        let harness = staged(move || {
            provide_context(Service::new(&Config::default(), use_settings(), None));
            let query = use_query::<IgnoredAny>(|| None).handle;
            view! {
                <LiveDuration start=ahead(seconds) zone=zone() query />
                <Timestamp time=Some(ahead(seconds)) zone=zone() />
            }
        });
        (harness.text(".rl-live"), harness.text(".rl-ago"))
    };
    assert_eq!(of(3600), ("--".to_owned(), String::new()));
    // Two clocks always differ a little.
    let (duration, age) = of(20);
    assert_eq!(duration, "0 sec …");
    assert!(!age.is_empty() && !age.starts_with("in "), "{age}");
    let harness = staged(move || view! { <Timestamp time=Some(ahead(7200)) zone=zone() is_planned=true /> });
    assert!(harness.text(".rl-ago").starts_with("in "), "a plan may lie in the future");
}

#[wasm_bindgen_test]
fn a_status_label_has_a_tone_and_a_word() {
    for (tone, name) in [(Tone::Good, "good"), (Tone::Bad, "bad"), (Tone::Busy, "busy"), (Tone::Plain, "plain")] {
        let harness = staged(move || view! { <StatusLabel tone word="<i>Word</i>".to_owned() /> });
        assert_eq!(attributes(&harness, ".rl-status", "data-tone"), some(&[name]));
        assert_eq!(harness.text(".rl-status"), "<i>Word</i>");
    }
    let harness = staged(|| view! { <Tag word="SKIP".to_owned() title=Some("left as it was") tone=Some("warn") /> });
    assert_eq!(attributes(&harness, ".rl-tag", "title"), some(&["left as it was"]));
    assert_eq!(attributes(&harness, ".rl-tag", "data-tone"), some(&["warn"]));
    let harness = staged(|| view! { <Tag word="1.0.0".to_owned() title=None tone=None /> });
    assert_eq!((attributes(&harness, ".rl-tag", "title"), harness.text(".rl-tag")), (vec![None], "1.0.0".to_owned()));
}

#[wasm_bindgen_test]
fn the_severity_of_a_notice_sets_its_live_role() {
    for (severity, role, name) in [
        (Severity::Error, Some("alert"), "alarm"),
        (Severity::Info, Some("status"), "remark"),
        (Severity::Neutral, None, "quiet"),
    ] {
        let harness = staged(move || {
            let more = view! { <p class="more">"more"</p> }.into_any();
            view! {
                <Notice severity headline="<b>what</b>" more>
                    <button>"do"</button>
                </Notice>
            }
        });
        assert_eq!(attributes(&harness, ".rl-notice-what", "role"), [role.map(str::to_owned)]);
        assert_eq!(attributes(&harness, ".rl-notice", "data-weight"), some(&[name]));
        assert_eq!(harness.text(".rl-notice-what"), "<b>what</b>");
        assert_eq!(
            (harness.text(".rl-notice-text > .more"), harness.text(".rl-notice-actions > button")),
            ("more".into(), "do".into())
        );
    }
    let harness = staged(|| view! { <EmptyState text="Nothing matches" /> });
    assert_eq!(attributes(&harness, ".rl-notice-what", "role"), [None]);
}

#[wasm_bindgen_test]
fn a_skeleton_is_hidden_from_screen_readers() {
    let harness = staged(|| view! { <Skeleton lines=5 /> });
    assert_eq!(attributes(&harness, ".rl-skeleton", "aria-hidden"), some(&["true"]));
    assert_eq!(harness.all("i").len(), 5);
}

/// The zone of a response that was not in the display zone.
fn fixed(offset: &str, display: &str) -> Zone {
    Zone::Fixed { offset: parse_offset(offset).unwrap(), display: Some(display.into()) }
}

fn times(time: Option<&'static str>, zone: Zone) -> Harness {
    staged(move || view! { <p><Timestamp time=time.map(Time::from) zone /></p> })
}

#[wasm_bindgen_test]
fn a_timestamp_is_absolute_and_followed_by_the_relative_time() {
    let harness = times(Some("2020-01-24T11:01:04.123"), Zone::Named("Asia/Shanghai".into()));
    assert_eq!(harness.text("time"), "2020-01-24 11:01:04");
    assert_eq!(attributes(&harness, "time", "title"), some(&["2020-01-24T11:01:04.123 Asia/Shanghai +08:00"]));
    assert!(harness.text(".rl-ago").ends_with(" years ago"), "{}", harness.text(".rl-ago"));
}

#[wasm_bindgen_test]
fn a_time_in_an_unknown_zone_has_no_relative_time() {
    let harness = times(Some("2020-01-24T11:01:04.123"), Zone::Unknown);
    assert_eq!(harness.text("p").trim(), "2020-01-24 11:01:04");
    assert_eq!(attributes(&harness, "time", "title"), some(&["2020-01-24T11:01:04.123 Unknown zone"]));
}

#[wasm_bindgen_test]
fn a_time_of_another_zone_is_shown_in_the_display_zone() {
    for (display, received, shown, title) in [
        ("UTC", "2020-01-24T01:01:04.123", "2020-01-23 17:01:04", "2020-01-23T17:01:04.123 UTC"),
        ("UTC", "2020-01-24T01:01", "2020-01-23 17:01:00", "2020-01-23T17:01 UTC"),
        ("Europe/Berlin", "2020-07-24T01:01:04", "2020-07-23 19:01:04", "2020-07-23T19:01:04 Europe/Berlin +02:00"),
        // The hour that occurs twice.
        ("Europe/Berlin", "2020-10-25T08:30:00", "2020-10-25 02:30:00", "2020-10-25T02:30:00 Europe/Berlin +02:00"),
        ("Europe/Berlin", "2020-10-25T09:30:00", "2020-10-25 02:30:00", "2020-10-25T02:30:00 Europe/Berlin +01:00"),
        // Before the calendar of four-digit years.
        ("UTC", "0000-01-01T00:00:00", "0000-01-01 00:00:00", "0000-01-01T00:00:00 UTC+08:00"),
    ] {
        let harness = times(Some(received), fixed("+0800", display));
        assert_eq!(harness.text("time"), shown);
        assert_eq!(attributes(&harness, "time", "title"), some(&[title]));
        assert!(harness.text(".rl-ago").ends_with(" years ago"), "{}", harness.text(".rl-ago"));
    }
}

#[wasm_bindgen_test]
fn an_unreadable_time_is_shown_verbatim_and_a_missing_one_as_a_dash() {
    assert_eq!(times(Some("the day <b>before</b>"), fixed("Z", "UTC")).text("p").trim(), "the day <b>before</b>");
    assert_eq!(times(None, fixed("Z", "UTC")).text("p"), "--");
}

#[wasm_bindgen_test]
fn a_link_group_marks_the_current_option() {
    let option =
        |word: &str, is_current| LinkOption { label: word.to_owned(), href: format!("?status={word}"), is_current };
    let options = vec![option("All", false), option("Failed", true)];
    let harness = staged(move || view! { <LinkGroup label="Status" options /> });
    assert_eq!(attributes(&harness, "nav", "aria-label"), some(&["Status"]));
    assert_eq!(attributes(&harness, "a", "href"), some(&["?status=All", "?status=Failed"]));
    assert_eq!(attributes(&harness, "a", "aria-current"), [None, Some("true".to_owned())]);
}

#[wasm_bindgen_test]
fn a_fact_has_a_name_and_a_value_with_a_copy_button() {
    let harness = staged(|| {
        view! {
            <dl>
                <Fact name="Execution ID">
                    <CopyableId name="Execution ID" value="609b573d53ccce75" />
                </Fact>
            </dl>
        }
    });
    assert_eq!(
        (harness.text("dt"), harness.text("dd > code")),
        ("Execution ID".to_owned(), "609b573d53ccce75".to_owned())
    );
    assert_eq!(attributes(&harness, "dd > button", "data-copy"), some(&["609b573d53ccce75"]));
    assert_eq!(attributes(&harness, "dd > button", "aria-label"), some(&["Copy Execution ID"]));
}
