//! The `mount()` function: options, navigation, headers, sign-in, unmounting, memory.

use crate::shadow_dom::{click, test_in_bare_host, test_in_host, visible_texts, wait_for_rows, wait_for_texts};
use replica_log_e2e::{AllowedErrors, Endpoint, FaultResponse, Tab, TestResult, examples};
use serde_json::{Value, json};

/// Selector of the artifact names in the details table.
const NAME_CELLS: &str = "table.rl-details td.rl-name > bdi";
/// Selector of the status in the head of an execution.
const STATUS: &str = ".rl-record-head .rl-title .rl-status";

/// Mounts the app into `#one` as `window.app`, with these JavaScript options in addition to the locale.
async fn mount(tab: &Tab, options: &str) -> TestResult {
    mount_into(tab, "one", "app", options).await
}

async fn mount_into(tab: &Tab, element: &str, name: &str, options: &str) -> TestResult {
    let given = format!("{{ locale: 'en-US', onNavigate: (place, move) => moves.push([place, move]), {options} }}");
    let mount = format!("window.{name} = replicaLog.mount(document.getElementById('{element}'), {given})");
    tab.run_in_page(mount).await?;
    tab.wait_until("the app to be ready", &format!("{name}.ready.then(() => true)")).await?;
    Ok(())
}

fn odd_record() -> String {
    format!("place: {{ record: '{}', status: 'FAILED' }}", examples::ODD_RECORD)
}

#[test]
fn user_navigation_calls_on_navigate() -> TestResult {
    test_in_bare_host(async |tab| {
        let address = tab.evaluate("location.href").await?;
        mount(tab, &odd_record()).await?;
        tab.wait_for_value("the failed rows", &format!("({}).length", visible_texts(NAME_CELLS)), 15).await?;
        click(tab, ".rl-choice a").await?;
        let record = json!({ "record": examples::ODD_RECORD });
        tab.wait_for_value("the move", "moves", json!([[record, { "replace": false }]])).await?;
        // Numbers are passed as numbers.
        click(tab, ".rl-pager a[rel=next]").await?;
        tab.wait_for_value("the page", "moves.at(-1)[0].pageNumber", 2).await?;
        assert_eq!(tab.evaluate("location.href").await?, address);
        Ok(())
    })
}

#[test]
fn navigate_by_the_host_does_not_call_on_navigate() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, &odd_record()).await?;
        wait_for_texts(tab, STATUS, &["Failed"]).await?;
        tab.evaluate(&format!("app.navigate({{ task: '{}', pageSize: 50 }})", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_value("the task", &format!("({}).length", visible_texts("table.rl-history tbody")), 50).await?;
        assert_eq!(tab.evaluate("moves").await?, json!([]));
        // `update` with the initial route navigates as well, although the route in the options has not changed.
        tab.evaluate(&format!("app.update({{ {} }})", odd_record())).await?;
        tab.wait_for_value("the failed rows", &format!("({}).length", visible_texts(NAME_CELLS)), 15).await?;
        Ok(())
    })
}

#[test]
fn update_changes_the_options_of_a_mounted_app() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, &format!("{}, theme: 'light', timeZone: 'UTC'", odd_record())).await?;
        wait_for_texts(tab, STATUS, &["Failed"]).await?;
        tab.evaluate("app.update({ locale: 'ja', theme: 'dark', timeZone: 'Asia/Tokyo' })").await?;
        wait_for_texts(tab, STATUS, &["同期異常"]).await?;
        let theme = "document.getElementById('one').lastChild.shadowRoot.querySelector('.rl').dataset.theme";
        tab.wait_for_value("the theme", theme, "dark").await?;
        tab.wait_for_request("times in another zone", "detail/page/", |seen| {
            seen.header("x-bkrepo-time-zone") == Some("Asia/Tokyo") && seen.header("accept-language") == Some("ja")
        })
        .await?;
        // A configuration error is shown on the page, and the other options stay.
        tab.evaluate("app.update({ theme: 'blue' })").await?;
        tab.wait_until(
            "the configuration error",
            &format!("({}).some(text => text.includes('blue'))", visible_texts(".rl-mistake")),
        )
        .await?;
        tab.evaluate("app.update({ theme: undefined })").await?;
        tab.wait_for_value("no configuration error", &visible_texts(".rl-mistake"), json!([])).await?;
        Ok(())
    })
}

#[test]
fn headers_function_is_called_before_every_request() -> TestResult {
    test_in_bare_host(async |tab| {
        tab.evaluate("(window.asked = 0, true)").await?;
        mount(tab, &format!("{}, headers: async () => ({{ 'X-Token': `t${{++asked}}` }})", odd_record())).await?;
        tab.wait_for_value("the failed rows", &format!("({}).length", visible_texts(NAME_CELLS)), 15).await?;
        let tokens = |tab: &Tab| -> Vec<String> {
            tab.requests("").iter().filter_map(|seen| seen.header("x-token").map(str::to_owned)).collect()
        };
        // A request may arrive later than one whose headers were asked for after its own.
        let before = tab
            .wait_for("a token for each request, without a gap", async || {
                let mut seen = tokens(tab);
                seen.sort();
                let mut all: Vec<String> = (1..=seen.len()).map(|number| format!("t{number}")).collect();
                all.sort();
                Ok(if seen == all && seen.len() >= 3 { Ok(seen) } else { Err(format!("{seen:?}")) })
            })
            .await?;
        click(tab, ".rl-refresh").await?;
        tab.wait_for_request("another token", "detail/page/", |seen| {
            seen.header("x-token").is_some_and(|token| !before.iter().any(|had| had == token))
        })
        .await?;
        Ok(())
    })
}

#[test]
fn on_sign_in_is_called_after_401_and_requests_are_retried() -> TestResult {
    test_in_host("bare", AllowedErrors::Requests, async |tab| {
        tab.fault(Endpoint::DetailPage, FaultResponse::Gateway(401));
        let options = "onSignIn: () => new Promise(done => { window.signedIn = done; })";
        mount(tab, &format!("{}, {options}", odd_record())).await?;
        click(tab, ".rl-failure[data-kind=SignIn] button[data-main]").await?;
        tab.wait_until("the onSignIn callback", "window.signedIn && true").await?;
        tab.demo().faults().clear();
        tab.evaluate("(signedIn(), true)").await?;
        tab.wait_for_value("the failed rows", &format!("({}).length", visible_texts(NAME_CELLS)), 15).await?;
        // An error of the host's function is shown to the user.
        tab.evaluate("app.update({ headers: () => { throw new Error('no token for you'); } })").await?;
        click(tab, ".rl-refresh").await?;
        tab.wait_until(
            "the error message of the host",
            &format!("({}).some(text => text.includes('no token for you'))", visible_texts(".rl-failure .rl-error")),
        )
        .await?;
        Ok(())
    })
}

#[test]
fn unmount_restores_the_container_and_is_idempotent() -> TestResult {
    test_in_bare_host(async |tab| {
        let before = tab.evaluate("document.getElementById('one').innerHTML").await?;
        tab.evaluate("(window.stop = new AbortController(), true)").await?;
        mount(tab, &format!("{}, signal: stop.signal", odd_record())).await?;
        mount_into(tab, "other", "second", &odd_record()).await?;
        wait_for_texts(tab, STATUS, &["Failed", "Failed"]).await?;
        tab.evaluate("(stop.abort(), second.unmount(), second.unmount(), true)").await?;
        tab.evaluate("(app.update({ locale: 'ja' }), app.navigate({ task: 'x' }), app.unmount(), true)").await?;
        assert_eq!(tab.evaluate("document.getElementById('one').innerHTML").await?, before);
        assert_eq!(tab.evaluate("document.getElementById('other').innerHTML").await?, before);
        // Unmounted before the wasm has loaded.
        tab.evaluate("(() => { const early = replicaLog.mount(one, {}); early.unmount(); return early.ready; })()")
            .await?;
        assert_eq!(tab.evaluate("document.getElementById('one').innerHTML").await?, before);
        Ok(())
    })
}

#[test]
fn unmount_cancels_pending_retries_and_polling() -> TestResult {
    test_in_host("bare", AllowedErrors::Requests, async |tab| {
        tab.fault(Endpoint::DetailPage, FaultResponse::Status(503));
        mount(tab, &odd_record()).await?;
        tab.wait_until("a failure", &format!("({}).length > 0", visible_texts(".rl-failure"))).await?;
        tab.evaluate("(app.unmount(), true)").await?;
        let requests_of_the_first =
            || tab.requests("").into_iter().filter(|seen| seen.path.contains(examples::ODD_RECORD)).count();
        let request_count = requests_of_the_first();
        // A failed query is polled again after three seconds; the second app's refetch shows that they have passed.
        tab.demo().faults().clear();
        let running = examples::SERVER_2026_RECORD;
        mount(tab, &format!("place: {{ record: '{running}' }}")).await?;
        tab.wait_for_request("the second app to ask again", running, |_| {
            let requests = tab.requests(&format!("detail/page/{running}"));
            requests.iter().filter(|seen| seen.query.contains("pageSize=20")).count() > 1
        })
        .await?;
        assert_eq!(requests_of_the_first(), request_count);
        Ok(())
    })
}

#[test]
fn two_apps_on_one_page_have_independent_locale_and_theme() -> TestResult {
    test_in_bare_host(async |tab| {
        let (odd, nightly) = (odd_record(), format!("place: {{ task: '{}' }}", examples::NIGHTLY_TASK));
        mount_into(tab, "one", "first", &format!("{odd}, theme: 'dark', locale: 'zh-CN'")).await?;
        mount_into(tab, "other", "second", &format!("{nightly}, theme: 'light', locale: 'ja'")).await?;
        wait_for_texts(tab, STATUS, &["同步异常"]).await?;
        tab.wait_for_value("the rows", &format!("({}).length", visible_texts("table.rl-history tbody")), 20).await?;
        let of = |of: &str, what: &str| {
            format!(
                "getComputedStyle(document.getElementById('{of}').lastChild.shadowRoot.querySelector('.rl')).{what}"
            )
        };
        assert_ne!(
            tab.evaluate(&of("one", "backgroundColor")).await?,
            tab.evaluate(&of("other", "backgroundColor")).await?
        );
        let other = tab.evaluate("document.getElementById('other').lastChild.shadowRoot.innerHTML").await?;
        tab.evaluate("(first.navigate({ record: 'x' }), first.unmount(), true)").await?;
        tab.wait_for_value("one app", "document.getElementById('one').children.length", 0).await?;
        // The second app is unchanged.
        let rows = "document.getElementById('other').lastChild.shadowRoot.querySelectorAll('tbody').length";
        assert_eq!(tab.evaluate(rows).await?, json!(20));
        assert!(other.as_str().is_some_and(|html| html.contains("実行")));
        Ok(())
    })
}

#[test]
fn mounting_leaves_the_host_url_title_history_focus_and_listeners_alone() -> TestResult {
    test_in_bare_host(async |tab| {
        let own = "[location.href, document.title, history.length, scrollY, document.activeElement.id, \
            document.querySelector('link[rel=icon]').href, document.documentElement.outerHTML.length, \
            document.adoptedStyleSheets.length]";
        tab.evaluate("(own.focus({ preventScroll: true }), scrollTo(0, 500), true)").await?;
        tab.wait_for_value("the scrolling", "scrollY", 500).await?;
        let before = tab.evaluate(own).await?;
        tab.evaluate("(listeners.length = 0, true)").await?;
        mount(tab, "").await?;
        tab.wait_until("the first page", &format!("({}).length", visible_texts("input[name=id]"))).await?;
        tab.evaluate(&format!("app.navigate({{ record: '{}' }})", examples::LIVE_RECORD)).await?;
        tab.wait_until("rows", &format!("({}).length", visible_texts(NAME_CELLS))).await?;
        tab.evaluate(&format!("app.navigate({{ task: '{}' }})", examples::NIGHTLY_TASK)).await?;
        tab.wait_until("rows", &format!("({}).length", visible_texts("table.rl-history tbody"))).await?;
        tab.evaluate("(app.unmount(), true)").await?;
        assert_eq!(tab.evaluate(own).await?, before);
        assert_eq!(tab.evaluate("listeners").await?, json!([]), "listeners on the host's document");
        Ok(())
    })
}

#[test]
fn mounting_does_not_take_focus() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, "").await?;
        tab.wait_until("the first page", &format!("({}).length", visible_texts("input[name=id]"))).await?;
        tab.wait_until(
            "a frame to be painted",
            "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0, true)))",
        )
        .await?;
        assert_eq!(tab.evaluate("document.activeElement === document.body").await?, json!(true));
        Ok(())
    })
}

#[test]
fn keyboard_shortcuts_are_off_unless_the_host_enables_them() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, &odd_record()).await?;
        tab.wait_until("rows", &format!("({}).length", visible_texts(NAME_CELLS))).await?;
        let focus = "(document.getElementById('one').lastChild.shadowRoot.querySelector('.rl-main').focus(), true)";
        let focused = "document.getElementById('one').lastChild.shadowRoot.activeElement?.tagName";
        tab.evaluate(focus).await?;
        tab.press("j").await?;
        assert_eq!(tab.evaluate(focused).await?, json!("DIV"));
        tab.evaluate("(app.update({ keyboard: true }), true)").await?;
        tab.press("j").await?;
        tab.wait_for_value("the first row's button", focused, "BUTTON").await?;
        // With the focus outside of the app, shortcuts are off.
        tab.evaluate("(document.getElementById('one').lastChild.shadowRoot.activeElement.blur(), true)").await?;
        tab.wait_for_value("the focus to be outside", "document.activeElement.tagName", "BODY").await?;
        tab.press("?").await?;
        assert_eq!(tab.evaluate(&visible_texts("dialog")).await?, json!([]));
        Ok(())
    })
}

#[test]
fn links_use_the_link_base_of_the_host() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, &format!("{}, linkBase: 'https://logs.example.com/replica/'", odd_record())).await?;
        wait_for_texts(tab, STATUS, &["Failed"]).await?;
        wait_for_texts(tab, "h1", &["odd-names"]).await?;
        let href = "document.getElementById('one').lastChild.shadowRoot.querySelector('h1 a').href";
        let task = format!("https://logs.example.com/replica/tasks/{}?planName=odd-names", examples::ODD_TASK);
        assert_eq!(tab.evaluate(href).await?, Value::from(task));
        // A plain click navigates inside of the app.
        click(tab, "h1 a").await?;
        tab.wait_for_value("the move", "moves.at(-1)[0].task", examples::ODD_TASK).await?;
        Ok(())
    })
}

#[test]
fn links_are_routes_of_the_host_by_its_href_function() -> TestResult {
    test_in_host("bare", AllowedErrors::Any, async |tab| {
        let href = "href: place => place.task ? `/ui/p/plans/${place.task}?name=${place.planName}` : place.record && 7";
        mount(tab, &format!("{}, {href}, linkBase: '#/log/'", odd_record())).await?;
        wait_for_texts(tab, "h1", &["odd-names"]).await?;
        let attribute = |selector: &str| {
            format!(
                "document.getElementById('one').lastChild.shadowRoot.querySelector({}).getAttribute('href')",
                json!(selector)
            )
        };
        let task = format!("/ui/p/plans/{}?name=odd-names", examples::ODD_TASK);
        assert_eq!(tab.evaluate(&attribute("h1 a")).await?, Value::from(task));
        // Anything but a string falls back to `linkBase`.
        let all = format!("#/log/records/{}", examples::ODD_RECORD);
        assert_eq!(tab.evaluate(&attribute(".rl-choice a")).await?, Value::from(all));
        click(tab, ".rl-choice a").await?;
        tab.wait_for_value("the record", "moves.at(-1)[0].record", examples::ODD_RECORD).await?;
        // A plain click navigates inside of the app, to the place of the link.
        click(tab, "h1 a").await?;
        let place = json!({ "task": examples::ODD_TASK, "planName": "odd-names" });
        tab.wait_for_value("the move", "moves.at(-1)[0]", place).await?;
        tab.wait_for_value("the history", &format!("({}).length > 0", visible_texts("table.rl-history tbody")), true)
            .await?;
        // The host's address has no status: links to states of a page are told apart all the same.
        let failed = ".rl-choice a[href*='status=FAILED']";
        let address = tab.evaluate(&attribute(failed)).await?;
        assert!(address.as_str().is_some_and(|address| address.starts_with("/ui/p/plans/")), "{address}");
        click(tab, failed).await?;
        tab.wait_for_value("the status", "moves.at(-1)[0].status", "FAILED").await?;
        // An exception in it is logged, and the link is there.
        tab.evaluate("(app.update({ href: () => { throw new Error('no route'); } }), true)").await?;
        tab.evaluate(&format!("app.navigate({{ record: '{}', status: 'FAILED' }})", examples::ODD_RECORD)).await?;
        wait_for_texts(tab, "h1", &["odd-names"]).await?;
        let fallback = format!("#/log/tasks/{}?planName=odd-names", examples::ODD_TASK);
        tab.wait_for_value("the link", &attribute("h1 a"), fallback).await?;
        Ok(())
    })
}

#[test]
fn failed_wasm_load_rejects_and_can_be_retried() -> TestResult {
    test_in_host("bare", AllowedErrors::Any, async |tab| {
        let load_error = "replicaLog.load({ wasm: 'nowhere.wasm' }).then(() => 'there', error => String(error))";
        assert_ne!(tab.evaluate(load_error).await?, json!("there"));
        // The next load succeeds.
        mount(tab, &odd_record()).await?;
        tab.wait_until("rows", &format!("({}).length", visible_texts(NAME_CELLS))).await?;
        Ok(())
    })
}

#[test]
fn unsupported_browser_gets_an_error_message() -> TestResult {
    test_in_bare_host(async |tab| {
        let mount_error = format!(
            "(() => {{ AbortSignal.any = undefined; window.app = replicaLog.mount(one, {{ locale: 'en-US', {} }}); \
             return app.ready.then(() => 'there', error => error.message); }})()",
            odd_record()
        );
        let message = tab.evaluate(&mount_error).await?;
        assert!(message.as_str().is_some_and(|message| message.contains("too old")), "{message}");
        wait_for_texts(tab, ".rl-broken h2", &["This browser is too old"]).await?;
        tab.evaluate("app.unmount()").await?;
        Ok(())
    })
}

#[test]
// Only Chromium reports memory usage.
#[ignore = "needs Chromium"]
fn a_thousand_mounts_do_not_leak_memory() -> TestResult {
    test_in_bare_host(async |tab| {
        let cdp = tab.driver().cdp();
        let times = |number: u32| {
            format!(
                "(async () => {{ for (let i = 0; i < {number}; i += 1) {{ \
                 const app = replicaLog.mount(one, {{ place: i % 2 ? {{ record: '{}' }} : {{ task: '{}' }}, \
                 locale: ['en-US', 'zh-CN', 'ja'][i % 3] }}); await app.ready; \
                 if (i % 10 === 0) while (!one.lastChild.shadowRoot.querySelector('tbody tr')) \
                 await new Promise(requestAnimationFrame); \
                 app.unmount(); }} return true; }})()",
                examples::ODD_RECORD,
                examples::DOCUMENTED_TASK
            )
        };
        let heap = async || -> Result<(f64, Value), replica_log_e2e::Error> {
            cdp.send_raw("HeapProfiler.enable", json!({})).await?;
            cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
            cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
            let used = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?["usedSize"].as_f64().unwrap_or(f64::MAX);
            let counters = cdp.send_raw("Memory.getDOMCounters", json!({})).await?;
            let wasm = "import('./replica-log/glue.js').then(glue => glue.default()).then(wasm => wasm.memory.buffer.byteLength)";
            let wasm = tab.evaluate(wasm).await?.as_f64().unwrap_or(f64::MAX);
            Ok((used + wasm, counters["nodes"].clone()))
        };
        tab.evaluate(&times(100)).await?;
        let (after_100, nodes) = heap().await?;
        tab.evaluate(&times(900)).await?;
        let (after_1000, nodes_later) = heap().await?;
        assert!(after_1000 < after_100 * 1.05, "{after_1000} bytes after 1,000, {after_100} after 100");
        assert_eq!(nodes, nodes_later, "DOM nodes");
        wait_for_rows(tab, 0).await?;
        Ok(())
    })
}
