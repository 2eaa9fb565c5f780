//! `mount`: what a host page asks for, and what it gets.

use crate::guest::{click, inside, reads, shows_rows, visit_bare, visit_host};
use replica_log_e2e::{Complaints, Endpoint, FaultAnswer, Outcome, Tab, examples};
use serde_json::{Value, json};

/// The names in the table of details.
const NAMES: &str = "table.rl-details td.rl-name > bdi";
/// The status in the head of an execution.
const HEAD: &str = ".rl-record-head .rl-title .rl-status";

/// Mounts into `#one` as `window.app`, with options of JavaScript besides the language.
async fn mount(tab: &Tab, options: &str) -> Outcome {
    mount_into(tab, "one", "app", options).await
}

async fn mount_into(tab: &Tab, element: &str, name: &str, options: &str) -> Outcome {
    let given = format!("{{ locale: 'en-US', onNavigate: (place, move) => moves.push([place, move]), {options} }}");
    let mount = format!("window.{name} = replicaLog.mount(document.getElementById('{element}'), {given})");
    tab.page_runs(mount).await?;
    tab.until("the app to be there", &format!("{name}.ready.then(() => true)")).await?;
    Ok(())
}

fn odd() -> String {
    format!("place: {{ record: '{}', status: 'FAILED' }}", examples::ODD_RECORD)
}

#[test]
fn a_person_moves_and_the_host_is_told() -> Outcome {
    visit_bare(async |tab| {
        let address = tab.value("location.href").await?;
        mount(tab, &odd()).await?;
        tab.until_same("the failed ones", &format!("({}).length", inside(NAMES)), 15).await?;
        click(tab, ".rl-choice a").await?;
        let record = json!({ "record": examples::ODD_RECORD });
        tab.until_same("the move", "moves", json!([[record, { "replace": false }]])).await?;
        // Numbers are numbers.
        click(tab, ".rl-pager a[rel=next]").await?;
        tab.until_same("the page", "moves.at(-1)[0].pageNumber", 2).await?;
        assert_eq!(tab.value("location.href").await?, address);
        Ok(())
    })
}

#[test]
fn the_host_moves_and_is_not_told_what_it_said() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, &odd()).await?;
        reads(tab, HEAD, &["Failed"]).await?;
        tab.value(&format!("app.navigate({{ task: '{}', pageSize: 50 }})", examples::NIGHTLY_TASK)).await?;
        tab.until_same("the task", &format!("({}).length", inside("table.rl-history tbody")), 50).await?;
        assert_eq!(tab.value("moves").await?, json!([]));
        // And back, by what it was told of nothing.
        tab.value(&format!("app.update({{ {} }})", odd())).await?;
        tab.until_same("the failed ones", &format!("({}).length", inside(NAMES)), 15).await?;
        Ok(())
    })
}

#[test]
fn what_is_given_can_change() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, &format!("{}, theme: 'light', timeZone: 'UTC'", odd())).await?;
        reads(tab, HEAD, &["Failed"]).await?;
        tab.value("app.update({ locale: 'ja', theme: 'dark', timeZone: 'Asia/Tokyo' })").await?;
        reads(tab, HEAD, &["同期異常"]).await?;
        let theme = "document.getElementById('one').lastChild.shadowRoot.querySelector('.rl').dataset.theme";
        tab.until_same("the theme", theme, "dark").await?;
        tab.until_asked("times in another zone", "detail/page/", |seen| {
            seen.header("x-bkrepo-time-zone") == Some("Asia/Tokyo") && seen.header("accept-language") == Some("ja")
        })
        .await?;
        // A mistake is told on the page, and the rest holds.
        tab.value("app.update({ theme: 'blue' })").await?;
        tab.until("the mistake in words", &format!("({}).some(text => text.includes('blue'))", inside(".rl-mistake")))
            .await?;
        tab.value("app.update({ theme: undefined })").await?;
        tab.until_same("no mistake", &inside(".rl-mistake"), json!([])).await?;
        Ok(())
    })
}

#[test]
fn headers_are_asked_for_before_every_request() -> Outcome {
    visit_bare(async |tab| {
        tab.value("(window.asked = 0, true)").await?;
        mount(tab, &format!("{}, headers: async () => ({{ 'X-Token': `t${{++asked}}` }})", odd())).await?;
        tab.until_same("the failed ones", &format!("({}).length", inside(NAMES)), 15).await?;
        let tokens = |tab: &Tab| -> Vec<String> {
            tab.asked("").iter().filter_map(|seen| seen.header("x-token").map(str::to_owned)).collect()
        };
        let mut before = tokens(tab);
        before.sort();
        assert_eq!(before, ["t1", "t2", "t3"]);
        click(tab, ".rl-refresh").await?;
        tab.until_asked("another token", "detail/page/", |seen| {
            seen.header("x-token").is_some_and(|token| !before.iter().any(|had| had == token))
        })
        .await?;
        Ok(())
    })
}

#[test]
fn a_host_that_has_no_token_is_told_to_sign_in_and_does() -> Outcome {
    visit_host("bare", Complaints::Requests, async |tab| {
        tab.fault(Endpoint::DetailPage, FaultAnswer::Status(401));
        let options = "onSignIn: () => new Promise(done => { window.signedIn = done; })";
        mount(tab, &format!("{}, {options}", odd())).await?;
        click(tab, ".rl-failure[data-kind=SignIn] button[data-main]").await?;
        tab.until("the host to be asked", "window.signedIn && true").await?;
        tab.demo().faults().clear();
        tab.value("(signedIn(), true)").await?;
        tab.until_same("the failed ones", &format!("({}).length", inside(NAMES)), 15).await?;
        // What the host's own function says is said to the person.
        tab.value("app.update({ headers: () => { throw new Error('no token for you'); } })").await?;
        click(tab, ".rl-refresh").await?;
        tab.until(
            "its words",
            &format!("({}).some(text => text.includes('no token for you'))", inside(".rl-failure .rl-error")),
        )
        .await?;
        Ok(())
    })
}

#[test]
fn what_is_taken_out_is_gone_and_stays_so() -> Outcome {
    visit_bare(async |tab| {
        let before = tab.value("document.getElementById('one').innerHTML").await?;
        tab.value("(window.stop = new AbortController(), true)").await?;
        mount(tab, &format!("{}, signal: stop.signal", odd())).await?;
        mount_into(tab, "other", "second", &odd()).await?;
        reads(tab, HEAD, &["Failed", "Failed"]).await?;
        tab.value("(stop.abort(), second.unmount(), second.unmount(), true)").await?;
        tab.value("(app.update({ locale: 'ja' }), app.navigate({ task: 'x' }), app.unmount(), true)").await?;
        assert_eq!(tab.value("document.getElementById('one').innerHTML").await?, before);
        assert_eq!(tab.value("document.getElementById('other').innerHTML").await?, before);
        // Before it was there at all.
        tab.value("(() => { const early = replicaLog.mount(one, {}); early.unmount(); return early.ready; })()")
            .await?;
        assert_eq!(tab.value("document.getElementById('one').innerHTML").await?, before);
        Ok(())
    })
}

#[test]
fn what_is_under_way_ends_with_it() -> Outcome {
    visit_host("bare", Complaints::Requests, async |tab| {
        tab.fault(Endpoint::DetailPage, FaultAnswer::Status(503));
        mount(tab, &odd()).await?;
        tab.until("the failure", &format!("({}).length === 1", inside(".rl-failure"))).await?;
        tab.value("(app.unmount(), true)").await?;
        let asked = tab.asked("").len();
        // A page that waits asks again after three seconds; a second app shows when they have passed.
        tab.demo().faults().clear();
        mount(tab, &format!("place: {{ record: '{}' }}", examples::LIVE_RECORD)).await?;
        tab.until_asked("the second app to ask again", examples::LIVE_RECORD, |_| {
            tab.asked(&format!("detail/page/{}", examples::LIVE_RECORD)).len() > 1
        })
        .await?;
        let later = tab.asked("").into_iter().filter(|seen| seen.path.contains(examples::ODD_RECORD)).count();
        assert_eq!(later, asked);
        Ok(())
    })
}

#[test]
fn two_live_side_by_side_in_two_languages_and_themes() -> Outcome {
    visit_bare(async |tab| {
        let (odd, nightly) = (odd(), format!("place: {{ task: '{}' }}", examples::NIGHTLY_TASK));
        mount_into(tab, "one", "first", &format!("{odd}, theme: 'dark', locale: 'zh-CN'")).await?;
        mount_into(tab, "other", "second", &format!("{nightly}, theme: 'light', locale: 'ja'")).await?;
        reads(tab, HEAD, &["同步异常"]).await?;
        tab.until_same("the rows", &format!("({}).length", inside("table.rl-history tbody")), 20).await?;
        let of = |of: &str, what: &str| {
            format!(
                "getComputedStyle(document.getElementById('{of}').lastChild.shadowRoot.querySelector('.rl')).{what}"
            )
        };
        assert_ne!(tab.value(&of("one", "backgroundColor")).await?, tab.value(&of("other", "backgroundColor")).await?);
        let other = tab.value("document.getElementById('other').lastChild.shadowRoot.innerHTML").await?;
        tab.value("(first.navigate({ record: 'x' }), first.unmount(), true)").await?;
        tab.until_same("one app", "document.getElementById('one').children.length", 0).await?;
        // Ages go on by themselves; all else is as it was.
        let rows = "document.getElementById('other').lastChild.shadowRoot.querySelectorAll('tbody').length";
        assert_eq!(tab.value(rows).await?, json!(20));
        assert!(other.as_str().is_some_and(|html| html.contains("実行")));
        Ok(())
    })
}

#[test]
fn nothing_of_the_hosts_is_touched() -> Outcome {
    visit_bare(async |tab| {
        let own = "[location.href, document.title, history.length, scrollY, document.activeElement.id, \
            document.querySelector('link[rel=icon]').href, document.documentElement.outerHTML.length, \
            document.adoptedStyleSheets.length]";
        tab.value("(own.focus({ preventScroll: true }), scrollTo(0, 500), true)").await?;
        tab.until_same("the scrolling", "scrollY", 500).await?;
        let before = tab.value(own).await?;
        tab.value("(listeners.length = 0, true)").await?;
        mount(tab, "").await?;
        tab.until("the first page", &format!("({}).length", inside("input[name=id]"))).await?;
        tab.value(&format!("app.navigate({{ record: '{}' }})", examples::LIVE_RECORD)).await?;
        tab.until("rows", &format!("({}).length", inside(NAMES))).await?;
        tab.value(&format!("app.navigate({{ task: '{}' }})", examples::NIGHTLY_TASK)).await?;
        tab.until("rows", &format!("({}).length", inside("table.rl-history tbody"))).await?;
        tab.value("(app.unmount(), true)").await?;
        assert_eq!(tab.value(own).await?, before);
        assert_eq!(tab.value("listeners").await?, json!([]), "listeners on the host's own");
        Ok(())
    })
}

#[test]
fn a_host_page_that_has_given_nothing_the_focus_keeps_it_so() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, "").await?;
        tab.until("the first page", &format!("({}).length", inside("input[name=id]"))).await?;
        tab.until(
            "a frame to be painted",
            "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0, true)))",
        )
        .await?;
        assert_eq!(tab.value("document.activeElement === document.body").await?, json!(true));
        Ok(())
    })
}

#[test]
fn keys_are_the_hosts_unless_it_says_otherwise() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, &odd()).await?;
        tab.until("rows", &format!("({}).length", inside(NAMES))).await?;
        let focus = "(document.getElementById('one').lastChild.shadowRoot.querySelector('.rl-main').focus(), true)";
        let focused = "document.getElementById('one').lastChild.shadowRoot.activeElement?.tagName";
        tab.value(focus).await?;
        tab.press("j").await?;
        assert_eq!(tab.value(focused).await?, json!("DIV"));
        tab.value("(app.update({ keyboard: true }), true)").await?;
        tab.press("j").await?;
        tab.until_same("the first row's button", focused, "BUTTON").await?;
        // Outside of it the keys are the host's all the same.
        tab.value("(document.getElementById('one').lastChild.shadowRoot.activeElement.blur(), true)").await?;
        tab.until_same("the focus to be outside", "document.activeElement.tagName", "BODY").await?;
        tab.press("?").await?;
        assert_eq!(tab.value(&inside("dialog")).await?, json!([]));
        Ok(())
    })
}

#[test]
fn links_lead_where_the_host_says() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, &format!("{}, linkBase: 'https://logs.example.com/replica/'", odd())).await?;
        reads(tab, HEAD, &["Failed"]).await?;
        let href = "document.getElementById('one').lastChild.shadowRoot.querySelector('h1 a').href";
        let task = format!("https://logs.example.com/replica/tasks/{}", examples::ODD_TASK);
        assert_eq!(tab.value(href).await?, Value::from(task));
        // A plain click stays here.
        click(tab, "h1 a").await?;
        tab.until_same("the move", "moves.at(-1)[0].task", examples::ODD_TASK).await?;
        Ok(())
    })
}

#[test]
fn what_cannot_be_loaded_is_said_in_words() -> Outcome {
    visit_host("bare", Complaints::Any, async |tab| {
        let broken = "replicaLog.load('nowhere.wasm').then(() => 'there', error => String(error))";
        assert_ne!(tab.value(broken).await?, json!("there"));
        // The next one has more luck.
        mount(tab, &odd()).await?;
        tab.until("rows", &format!("({}).length", inside(NAMES))).await?;
        Ok(())
    })
}

#[test]
fn a_browser_that_is_too_old_is_told_so() -> Outcome {
    visit_bare(async |tab| {
        let refused = format!(
            "(() => {{ AbortSignal.any = undefined; window.app = replicaLog.mount(one, {{ locale: 'en-US', {} }}); \
             return app.ready.then(() => 'there', error => error.message); }})()",
            odd()
        );
        let said = tab.value(&refused).await?;
        assert!(said.as_str().is_some_and(|said| said.contains("too old")), "{said}");
        reads(tab, ".rl-broken h2", &["This could not be loaded"]).await?;
        tab.value("app.unmount()").await?;
        Ok(())
    })
}

#[test]
// Only Chromium tells how much there is.
#[ignore = "needs Chromium"]
fn a_thousand_come_and_go_and_nothing_stays() -> Outcome {
    visit_bare(async |tab| {
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
        let heap = async || -> Result<(f64, Value), replica_log_e2e::Fail> {
            cdp.send_raw("HeapProfiler.enable", json!({})).await?;
            cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
            cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
            let used = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?["usedSize"].as_f64().unwrap_or(f64::MAX);
            let counters = cdp.send_raw("Memory.getDOMCounters", json!({})).await?;
            let wasm = "import('./replica-log/glue.js').then(glue => glue.default()).then(wasm => wasm.memory.buffer.byteLength)";
            let wasm = tab.value(wasm).await?.as_f64().unwrap_or(f64::MAX);
            Ok((used + wasm, counters["nodes"].clone()))
        };
        tab.value(&times(100)).await?;
        let (after_100, nodes) = heap().await?;
        tab.value(&times(900)).await?;
        let (after_1000, nodes_later) = heap().await?;
        assert!(after_1000 < after_100 * 1.05, "{after_1000} bytes after 1,000, {after_100} after 100");
        assert_eq!(nodes, nodes_later, "nodes of the document");
        shows_rows(tab, 0).await?;
        Ok(())
    })
}
