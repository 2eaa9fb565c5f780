//! Startup: the requests that the boot script prefetches before the wasm has loaded, the initial frame, and the
//! messages in browsers that cannot run the app.

use crate::common::{NAME_CELLS, is_for_table};
use replica_log_e2e::{
    AllowedErrors, Endpoint, FaultResponse, MediaPreference, RecordedRequest, Setup, Tab, TestResult, browser_test,
    examples,
};
use serde_json::json;

/// The sorted URLs of requests.
fn sorted_urls(requests: &[RecordedRequest]) -> Vec<String> {
    let mut all: Vec<_> = requests.iter().map(|seen| format!("{}?{}", seen.path, seen.query)).collect();
    all.sort();
    all
}

/// Opens a page while the wasm is held back. Expects `early` prefetched requests meanwhile and `all` requests in the
/// end, each URL once, and all with the same headers.
async fn expect_requests(tab: &Tab, path: &str, early: usize, all: usize) -> TestResult<Vec<RecordedRequest>> {
    // No page before this one, whose held chunks would occupy all connections.
    tab.driver().goto("about:blank").await?;
    tab.demo().clear_requests();
    tab.interceptor().hold(".wasm");
    tab.start_navigation(path).await?;
    tab.wait_for(&format!("{early} prefetched requests at {path}"), async || {
        let requests = sorted_urls(&tab.requests(""));
        Ok(if requests.len() == early { Ok(()) } else { Err(format!("{requests:?}")) })
    })
    .await?;
    // The app has not started yet.
    tab.wait_for_value("the boot script to finish", "document.readyState", "complete").await?;
    tab.wait_for_count(".rl[aria-busy=true] .rl-skeleton", 1).await?;
    tab.wait_for_count(".rl-head", usize::from(!path.starts_with("embed/"))).await?;
    assert_eq!(tab.requests("").len(), early, "{path}");
    tab.interceptor().release();
    tab.wait_until_idle().await?;
    // The app counts details only when it knows the overview, and asks for the name of the task beside the rest.
    let mut requests = tab.requests("");
    requests.retain(|seen| is_for_table(&seen.query) && !seen.path.contains("/task/info/"));
    let mut once = sorted_urls(&requests);
    assert_eq!(once.len(), all, "{path}: {once:?}");
    once.dedup();
    assert_eq!(once.len(), all, "{path}: {once:?}");
    for name in [
        "accept",
        "accept-language",
        "x-bkrepo-time-zone",
        "x-bkrepo-project-id",
        "x-csrftoken",
        "x-more",
        "cache-control",
    ] {
        assert!(requests.iter().all(|seen| seen.header(name) == requests[0].header(name)), "{path}: {name}");
    }
    Ok(requests)
}

#[test]
fn boot_script_prefetches_every_first_request_exactly_once() -> TestResult {
    let (task, record) = (examples::ODD_TASK, examples::ODD_RECORD);
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().disable_cache();
        for (path, early, all) in [
            (format!("tasks/{task}"), 2, 2),
            (format!("tasks/{}/?pageNumber=2&pageSize=10", examples::NIGHTLY_TASK), 2, 2),
            (format!("tasks/{}?status=SUCCESS", examples::NIGHTLY_TASK), 2, 2),
            (format!("tasks/{task}?planName=a%20b&status="), 2, 2),
            (format!("records/{record}"), 3, 3),
            (format!("records/{record}?status=FAILED"), 3, 3),
            (format!("records/{record}?pageNumber=2&pageSize=10&open=x"), 3, 3),
            (format!("records/{record}?version=0.9&repoName=no-such_repo&artifactName=pypi://name"), 3, 3),
            (format!("embed/records/{record}?status=FAILED"), 3, 3),
            (format!("embed/tasks/{task}"), 2, 2),
            (String::new(), 0, 0),
        ] {
            expect_requests(tab, &path, early, all).await?;
        }
        Ok(())
    })
}

#[test]
fn the_locale_data_of_intl_is_loaded_while_the_wasm_is_loading() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().disable_cache();
        tab.interceptor().inject_script(
            "window.created = 0;
            Intl.NumberFormat = class extends Intl.NumberFormat {
              constructor(...options) { super(...options); window.created += 1; }
            };",
        );
        tab.interceptor().hold(".wasm");
        tab.start_navigation("").await?;
        tab.wait_for_value("a formatter before the app", "window.created", 1).await?;
        tab.interceptor().release();
        tab.wait_until_idle().await?;
        Ok(())
    })
}

#[test]
fn prefetch_time_zone_is_the_same_without_temporal() -> TestResult {
    browser_test(Setup { zone: "Asia/Kolkata".into(), ..Setup::default() }, async |tab| {
        let path = format!("records/{}", examples::ODD_RECORD);
        tab.interceptor().disable_cache();
        let zone = |requests: &[RecordedRequest]| requests[0].header("x-bkrepo-time-zone").map(str::to_owned);
        let now = zone(&expect_requests(tab, &path, 3, 3).await?);
        tab.interceptor().inject_script("delete window.Temporal");
        assert_eq!(zone(&expect_requests(tab, &path, 3, 3).await?), now);
        Ok(())
    })
}

#[test]
fn boot_script_leaves_complex_requests_to_the_app() -> TestResult {
    let (task, record) = (examples::ODD_TASK, examples::ODD_RECORD);
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().disable_cache();
        for (path, early, all) in [
            // Regular expression characters, invalid numbers and unknown statuses, which only the app handles.
            (format!("records/{record}?artifactName=libstdc%2B%2B"), 2, 3),
            (format!("records/{record}?artifactName=pypi.org"), 2, 3),
            (format!("records/{record}?pageNumber=x"), 2, 3),
            (format!("records/{record}?pageSize=5000"), 2, 3),
            (format!("tasks/{task}?status=LOST"), 1, 2),
            // An id that is encoded differently in the URL and in the request.
            (format!("records/%36{}", record.strip_prefix('6').unwrap()), 0, 3),
            (format!("tasks/{task}/more"), 0, 0),
        ] {
            expect_requests(tab, &path, early, all).await?;
        }
        Ok(())
    })
}

#[test]
fn prefetch_uses_the_users_settings_and_the_configuration() -> TestResult {
    let record = format!("records/{}", examples::ODD_RECORD);
    let config = json!({
        "csrfCookie": "my_token", "headers": { "X-More": "1" }, "timeZone": "Europe/Berlin", "locale": "ja",
    });
    let mut setup = Setup::with_config(config);
    setup.options.base = "/ui/replica log/".into();
    setup.options.api_base = "/web".into();
    browser_test(setup, async |tab| {
        tab.interceptor().disable_cache();
        tab.open("").await?;
        let headers = async |names: [&str; 4]| {
            let requests = expect_requests(tab, &record, 3, 3).await?;
            assert!(requests.iter().all(|seen| seen.path.starts_with("/web/replication/api/")));
            TestResult::Ok(names.map(|name| requests[0].header(name).unwrap_or_default().to_owned()))
        };
        let names = ["accept-language", "x-bkrepo-time-zone", "x-csrftoken", "x-more"];
        assert_eq!(headers(names).await?, ["ja", "Europe/Berlin", "", "1"]);
        tab.evaluate("(document.cookie = 'a=b', document.cookie = 'my_token=c=d.e; path=/')").await?;
        assert_eq!(headers(names).await?, ["ja", "Europe/Berlin", "c=d.e", "1"]);
        tab.select_option("select[data-name=locale]", "zh-CN").await?;
        tab.wait_for_value("the language", "document.documentElement.lang", "zh-CN").await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        // The refetches of this page must finish before the next page is opened.
        tab.wait_until_idle().await?;
        assert_eq!(headers(names).await?, ["zh-CN", "UTC", "c=d.e", "1"]);
        // In an iframe the parent page decides, not the stored settings.
        let requests = expect_requests(tab, &format!("embed/{record}"), 3, 3).await?;
        assert_eq!(
            names.map(|name| requests[0].header(name).unwrap_or_default()),
            ["ja", "Europe/Berlin", "c=d.e", "1"]
        );
        Ok(())
    })
}

#[test]
fn prefetch_has_the_project_and_no_time_zone_as_configured() -> TestResult {
    let record = format!("records/{}", examples::ODD_RECORD);
    for (config, project, has_zone) in [
        (json!({ "projectId": "blueking", "sendTimeZone": false }), Some("blueking"), false),
        (json!({ "projectId": "", "sendTimeZone": null }), None, true),
        // A zone that is not sent does not prevent the prefetch.
        (json!({ "sendTimeZone": false, "timeZone": "Mars/Olympus" }), None, false),
    ] {
        browser_test(Setup::with_config(config), async |tab| {
            let requests = expect_requests(tab, &record, 3, 3).await?;
            assert_eq!(requests[0].header("x-bkrepo-project-id"), project);
            assert_eq!(requests[0].header("x-bkrepo-time-zone").is_some(), has_zone);
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn requests_are_complete_despite_configuration_errors() -> TestResult {
    let record = format!("records/{}", examples::ODD_RECORD);
    for (config, early) in [
        (json!({ "timeZone": "Mars/Olympus" }), 0),
        (json!({ "headers": { "X More": "1" } }), 0),
        (json!({ "projectId": "名" }), 0),
        (json!({ "theme": "blue", "locale": "fr" }), 3),
    ] {
        browser_test(Setup::with_config(config), async |tab| expect_requests(tab, &record, early, 3).await.map(drop))?;
    }
    Ok(())
}

#[test]
fn failed_prefetch_is_retried_and_reported_like_any_request() -> TestResult {
    let record = format!("records/{}", examples::ODD_RECORD);
    browser_test(Setup::with_request_errors(), async |tab| {
        // A gateway that is down for one request.
        tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(503)).times(1));
        tab.open(&record).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        let table_requests = || tab.requests("detail/page/").iter().filter(|seen| is_for_table(&seen.query)).count();
        assert_eq!(table_requests(), 2);
        // Persistent failures.
        for (answer, kind, times) in [
            (FaultResponse::Status(503), "Gateway", 3),
            (FaultResponse::Cut, "Offline", 3),
            (FaultResponse::Status(403), "Forbidden", 1),
            (FaultResponse::Html, "SignIn", 1),
        ] {
            // No page before this one, which would retry its own requests.
            tab.driver().goto("about:blank").await?;
            tab.demo().faults().clear();
            tab.demo().clear_requests();
            tab.fault(Endpoint::DetailPage, answer);
            tab.open(&record).await?;
            tab.wait_for_count(&format!(".rl-failure[data-kind={kind}]"), 1).await?;
            assert_eq!(table_requests(), times, "{kind}");
        }
        // "Try again" sends a new request.
        tab.demo().faults().clear();
        tab.click_text(".rl-failure button", "Try again").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        Ok(())
    })
}

#[test]
fn unused_prefetch_is_aborted() -> TestResult {
    let record = format!("records/{}", examples::ODD_RECORD);
    browser_test(Setup::default(), async |tab| {
        // The locale changes before the app has started, so the prefetched response has the wrong language.
        tab.fault(Endpoint::Overview, FaultResponse::Hang);
        tab.interceptor().inject_script(
            "window.ended = []; const send = fetch; window.fetch = (url, init) => { const one = send(url, init); \
            init?.signal && one.catch((error) => ended.push(`${error.name} ${url}`)); return one; };",
        );
        tab.interceptor().hold(".wasm");
        tab.start_navigation(&record).await?;
        tab.wait_for_request("a prefetched request", "overview/", |_| true).await?;
        tab.evaluate("localStorage.setItem('replica-log.locale', 'ja')").await?;
        tab.demo().faults().clear();
        tab.interceptor().release();
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_value(
            "the prefetched request to be aborted",
            "ended.join()",
            format!("AbortError /replication/api/task/record/overview/{}", examples::ODD_RECORD),
        )
        .await?;
        let languages: Vec<_> =
            tab.requests("overview/").iter().map(|seen| seen.header("accept-language").unwrap().to_owned()).collect();
        assert_eq!(languages, ["en-US", "ja"]);
        Ok(())
    })
}

#[test]
fn each_asset_is_requested_once() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_until_idle().await?;
        for (kind, count) in [(".wasm", 2), (".css", 1), ("_bg.wasm", 1)] {
            assert_eq!(tab.interceptor().request_count(kind), count, "the wasm and the words of the language: {kind}");
        }
        assert_eq!(tab.interceptor().request_count(".js"), 2, "the boot script and the wasm-bindgen glue");
        Ok(())
    })
}

/// The positions of the parts of the frame, in whole pixels.
const FRAME_LAYOUT: &str = "['.rl-head', '.rl-top', '.rl > main'].map((part) => { \
    const { x, y, width, height } = document.querySelector(part).getBoundingClientRect(); \
    return part === '.rl > main' ? [x, y, width] : [y, height]; }).flat().map(Math.round)";

#[test]
fn initial_frame_has_the_theme_and_causes_no_layout_shift() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().disable_cache();
        for theme in ["dark", "light"] {
            for width in [360, 768, 1440] {
                tab.resize(width, 900).await?;
                tab.open("").await?;
                tab.select_option("select[data-name=theme]", theme).await?;
                tab.wait_for_value("the theme", "document.querySelector('.rl').dataset.theme", theme).await?;
                let ground = tab.evaluate("getComputedStyle(document.querySelector('.rl')).backgroundColor").await?;
                tab.interceptor().hold(".wasm");
                tab.start_navigation("").await?;
                tab.wait_until("the skeleton", "document.querySelector('.rl[aria-busy=true] .rl-skeleton')").await?;
                tab.wait_for_value("the style sheet", "document.readyState", "complete").await?;
                tab.wait_for_value(
                    "the background colour of the theme",
                    "getComputedStyle(document.querySelector('.rl')).backgroundColor",
                    ground,
                )
                .await?;
                tab.wait_for_texts(".rl-late p", &["", "", ""]).await?;
                let before = tab.evaluate(FRAME_LAYOUT).await?;
                tab.interceptor().release();
                tab.wait_until("the app", "document.querySelector('#rl-main h1')").await?;
                assert_eq!(tab.evaluate(FRAME_LAYOUT).await?, before, "{width} pixels, {theme}");
            }
        }
        Ok(())
    })
}

#[test]
fn configured_theme_is_applied_before_the_app_starts() -> TestResult {
    browser_test(Setup::with_config(json!({ "theme": "dark" })), async |tab| {
        tab.interceptor().hold(".wasm");
        tab.start_navigation("").await?;
        tab.wait_for_value("the theme", "document.querySelector('.rl[aria-busy]').dataset.theme", "dark").await?;
        tab.interceptor().release();
        tab.wait_for_value("the theme", "document.querySelector('.rl:not([aria-busy])')?.dataset.theme", "dark")
            .await?;
        Ok(())
    })
}

#[test]
fn slow_start_shows_a_hint_to_reload() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        // As if the boot script were missing, or the browser could not parse it.
        tab.interceptor().respond_not_found(Some("boot-"));
        for motion in [MediaPreference::NoPreference, MediaPreference::ReducedMotion] {
            tab.emulate_media(motion).await?;
            tab.driver().goto(tab.url("")).await?;
            tab.wait_for_count(".rl-skeleton", 1).await?;
            tab.wait_for_texts(".rl-late p", &["", "", ""]).await?;
            // Finishes the CSS animation that shows the hint after 20 seconds.
            tab.evaluate(
                "document.getAnimations().filter(a => a.animationName === 'rl-late').forEach(a => a.finish())",
            )
            .await?;
            tab.wait_for_text(".rl-late p", "If nothing appears here, reload the page. If that does not help, the base path (base href) may be wrong, or a proxy or CDN may change the page's files: contact your operator.").await?;
        }
        Ok(())
    })
}

const REQUIREMENTS: [&str; 3] = [
    "本页面需要较新的浏览器，并启用 JavaScript 和 WebAssembly。",
    "This page needs a current browser with JavaScript and WebAssembly enabled.",
    "このページを表示するには、新しいブラウザーでJavaScriptとWebAssemblyを有効にしてください。",
];

#[test]
fn browser_without_wasm_gets_a_message() -> TestResult {
    for missing in ["WebAssembly", "AbortSignal"] {
        browser_test(Setup::default(), async |tab| {
            tab.interceptor().inject_script(format!("delete window.{missing};"));
            tab.driver().goto(tab.url(&format!("records/{}", examples::ODD_RECORD))).await?;
            tab.wait_for_texts(".rl > main p", &REQUIREMENTS).await?;
            tab.wait_for_none(".rl-skeleton").await?;
            assert_eq!(tab.requests("").len(), 0, "no request without an app to use it");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
// geckodriver cannot inspect a page without scripts.
#[ignore = "needs Chromium"]
fn browser_without_javascript_gets_a_message() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let cdp = tab.driver().cdp();
        cdp.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        tab.driver().goto(tab.url("")).await?;
        // Scripts cannot be evaluated in the page.
        let seen = cdp.send_raw("DOMSnapshot.captureSnapshot", json!({ "computedStyles": [] })).await?;
        let layout = &seen["documents"][0]["layout"];
        let texts = layout["text"].as_array().unwrap().iter().zip(layout["bounds"].as_array().unwrap());
        let texts = texts.filter_map(|(at, bounds)| {
            let text = seen["strings"][usize::try_from(at.as_i64()?).ok()?].as_str()?;
            // Visible without scrolling.
            (bounds[1].as_f64()? < 300.0).then_some(text)
        });
        let texts: Vec<_> = texts.collect();
        for sentence in REQUIREMENTS {
            assert!(texts.contains(&sentence), "{texts:?}");
        }
        cdp.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
        Ok(())
    })
}

#[test]
fn app_starts_without_streaming_wasm_compilation() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::None, ..Setup::default() }, async |tab| {
        tab.interceptor()
            .inject_script("delete WebAssembly.compileStreaming; delete WebAssembly.instantiateStreaming;");
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        assert_eq!(tab.requests("/record/").iter().filter(|seen| is_for_table(&seen.query)).count(), 3);
        Ok(())
    })
}
