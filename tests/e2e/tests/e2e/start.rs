//! From nothing to the first rows: what is asked before the app is there, what is seen meanwhile, and what is said
//! where there will be no app.

use crate::common::NAMES;
use replica_log_e2e::{Complaints, Endpoint, Fault, FaultAnswer, Liking, Outcome, Seen, Setup, Tab, examples, visit};
use serde_json::json;

/// What was asked for, in no order.
fn addresses(asked: &[Seen]) -> Vec<String> {
    let mut all: Vec<_> = asked.iter().map(|seen| format!("{}?{}", seen.path, seen.query)).collect();
    all.sort();
    all
}

/// Opens a place while the program is held back; sees that `early` questions are asked meanwhile, that `all` are in the
/// end, each once, and that each is asked in the same manner.
async fn asks(tab: &Tab, place: &str, early: usize, all: usize) -> Outcome<Vec<Seen>> {
    tab.demo().clear_requests();
    tab.gate().hold(".wasm");
    tab.go(place).await?;
    tab.until_some(&format!("{early} early questions at {place}"), async || {
        let asked = addresses(&tab.asked(""));
        Ok(if asked.len() == early { Ok(()) } else { Err(format!("{asked:?}")) })
    })
    .await?;
    // Nothing of the app is there yet.
    tab.until_same("the script that starts it to have run", "document.readyState", "complete").await?;
    tab.counts(".rl[aria-busy=true] .rl-skeleton", 1).await?;
    tab.counts(".rl-head", usize::from(!place.starts_with("embed/"))).await?;
    assert_eq!(tab.asked("").len(), early, "{place}");
    tab.gate().let_go();
    tab.is_quiet().await?;
    let asked = tab.asked("");
    let mut once = addresses(&asked);
    assert_eq!(once.len(), all, "{place}: {once:?}");
    once.dedup();
    assert_eq!(once.len(), all, "{place}: {once:?}");
    for name in ["accept", "accept-language", "x-bkrepo-time-zone", "x-csrftoken", "x-more", "cache-control"] {
        assert!(asked.iter().all(|seen| seen.header(name) == asked[0].header(name)), "{place}: {name}");
    }
    Ok(asked)
}

#[test]
fn the_service_is_asked_before_the_app_is_there_and_once() -> Outcome {
    let (task, record) = (examples::ODD_TASK, examples::ODD_RECORD);
    visit(Setup::default(), async |tab| {
        tab.gate().keep_nothing();
        for (place, early, all) in [
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
            asks(tab, &place, early, all).await?;
        }
        Ok(())
    })
}

#[test]
fn an_older_browser_names_its_zone_in_its_own_way() -> Outcome {
    visit(Setup { zone: "Asia/Kolkata".into(), ..Setup::default() }, async |tab| {
        let place = format!("records/{}", examples::ODD_RECORD);
        tab.gate().keep_nothing();
        let zone = |asked: &[Seen]| asked[0].header("x-bkrepo-time-zone").map(str::to_owned);
        let now = zone(&asks(tab, &place, 3, 3).await?);
        tab.gate().first("delete window.Temporal");
        assert_eq!(zone(&asks(tab, &place, 3, 3).await?), now);
        Ok(())
    })
}

#[test]
fn what_only_the_app_can_ask_is_left_to_it() -> Outcome {
    let (task, record) = (examples::ODD_TASK, examples::ODD_RECORD);
    visit(Setup::default(), async |tab| {
        tab.gate().keep_nothing();
        for (place, early, all) in [
            // Patterns of the service's, and numbers and states that the app reads in its own way.
            (format!("records/{record}?artifactName=libstdc%2B%2B"), 2, 3),
            (format!("records/{record}?artifactName=pypi.org"), 2, 3),
            (format!("records/{record}?pageNumber=x"), 2, 3),
            (format!("records/{record}?pageSize=5000"), 2, 3),
            (format!("tasks/{task}?status=LOST"), 1, 2),
            // An id that is written in another way than it is sent.
            (format!("records/%36{}", record.strip_prefix('6').unwrap()), 0, 3),
            (format!("tasks/{task}/more"), 0, 0),
        ] {
            asks(tab, &place, early, all).await?;
        }
        Ok(())
    })
}

#[test]
fn what_is_asked_early_is_asked_as_the_person_and_the_operator_chose() -> Outcome {
    let record = format!("records/{}", examples::ODD_RECORD);
    let config = json!({
        "csrfCookie": "my_token", "headers": { "X-More": "1" }, "timeZone": "Europe/Berlin", "locale": "ja",
    });
    let mut setup = Setup::configured(config);
    setup.options.base = "/ui/replica log/".into();
    setup.options.api_base = "/web".into();
    visit(setup, async |tab| {
        tab.gate().keep_nothing();
        tab.open("").await?;
        let said = async |names: [&str; 4]| {
            let asked = asks(tab, &record, 3, 3).await?;
            assert!(asked.iter().all(|seen| seen.path.starts_with("/web/replication/api/")));
            Outcome::Ok(names.map(|name| asked[0].header(name).unwrap_or_default().to_owned()))
        };
        let names = ["accept-language", "x-bkrepo-time-zone", "x-csrftoken", "x-more"];
        assert_eq!(said(names).await?, ["ja", "Europe/Berlin", "", "1"]);
        tab.value("(document.cookie = 'a=b', document.cookie = 'my_token=c=d.e; path=/')").await?;
        assert_eq!(said(names).await?, ["ja", "Europe/Berlin", "c=d.e", "1"]);
        tab.choose("select[data-name=locale]", "zh-CN").await?;
        tab.click_word(".rl-segments button", "UTC").await?;
        // What this page asks anew is answered before the next one is opened.
        tab.is_quiet().await?;
        assert_eq!(said(names).await?, ["zh-CN", "UTC", "c=d.e", "1"]);
        // Within a page around, that page chooses.
        let asked = asks(tab, &format!("embed/{record}"), 3, 3).await?;
        assert_eq!(names.map(|name| asked[0].header(name).unwrap_or_default()), ["ja", "Europe/Berlin", "c=d.e", "1"]);
        Ok(())
    })
}

#[test]
fn a_configuration_with_a_mistake_in_it_asks_no_less() -> Outcome {
    let record = format!("records/{}", examples::ODD_RECORD);
    for (config, early) in [
        (json!({ "timeZone": "Mars/Olympus" }), 0),
        (json!({ "headers": { "X More": "1" } }), 0),
        (json!({ "theme": "blue", "locale": "fr" }), 3),
    ] {
        visit(Setup::configured(config), async |tab| asks(tab, &record, early, 3).await.map(drop))?;
    }
    Ok(())
}

#[test]
fn an_early_question_that_fails_is_told_and_asked_again_like_any_other() -> Outcome {
    let record = format!("records/{}", examples::ODD_RECORD);
    visit(Setup::troubled(), async |tab| {
        // A gateway that is down for a moment.
        tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultAnswer::Status(503)).times(1));
        tab.open(&record).await?;
        tab.counts(NAMES, 20).await?;
        assert_eq!(tab.asked("detail/page/").len(), 2);
        // And one that stays down.
        for (answer, kind, times) in [
            (FaultAnswer::Status(503), "Gateway", 3),
            (FaultAnswer::Cut, "Offline", 3),
            (FaultAnswer::Status(403), "Forbidden", 1),
            (FaultAnswer::Html, "Unreadable", 1),
        ] {
            tab.demo().faults().clear();
            tab.demo().clear_requests();
            tab.fault(Endpoint::DetailPage, answer);
            tab.open(&record).await?;
            tab.counts(&format!(".rl-failure[data-kind={kind}]"), 1).await?;
            assert_eq!(tab.asked("detail/page/").len(), times, "{kind}");
        }
        // What a person asks again is asked anew.
        tab.demo().faults().clear();
        tab.click_word(".rl-failure button", "Try again").await?;
        tab.counts(NAMES, 20).await?;
        Ok(())
    })
}

#[test]
fn what_the_app_does_not_want_is_broken_off() -> Outcome {
    let record = format!("records/{}", examples::ODD_RECORD);
    visit(Setup::default(), async |tab| {
        // By the time that the app is there, another language is wished for.
        tab.fault(Endpoint::Overview, FaultAnswer::Hang);
        tab.gate().first(
            "window.ended = []; const send = fetch; window.fetch = (url, init) => { const one = send(url, init); \
            init?.signal && one.catch((error) => ended.push(`${error.name} ${url}`)); return one; };",
        );
        tab.gate().hold(".wasm");
        tab.go(&record).await?;
        tab.until_asked("an early question", "overview/", |_| true).await?;
        tab.value("localStorage.setItem('replica-log.locale', 'ja')").await?;
        tab.demo().faults().clear();
        tab.gate().let_go();
        tab.counts(NAMES, 20).await?;
        tab.until_same(
            "the early one to be broken off",
            "ended.join()",
            format!("AbortError /replication/api/task/record/overview/{}", examples::ODD_RECORD),
        )
        .await?;
        let languages: Vec<_> =
            tab.asked("overview/").iter().map(|seen| seen.header("accept-language").unwrap().to_owned()).collect();
        assert_eq!(languages, ["en-US", "ja"]);
        Ok(())
    })
}

#[test]
fn each_file_is_loaded_once() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.counts(NAMES, 20).await?;
        tab.is_quiet().await?;
        for kind in [".wasm", ".css", "_bg.wasm"] {
            assert_eq!(tab.gate().passed(kind), 1, "{kind}");
        }
        assert_eq!(tab.gate().passed(".js"), 2, "the script that starts the app, and the glue");
        Ok(())
    })
}

/// Where the parts of the frame are, in whole pixels.
const FRAME: &str = "['.rl-head', '.rl-top', '.rl > main'].map((part) => { \
    const { x, y, width, height } = document.querySelector(part).getBoundingClientRect(); \
    return part === '.rl > main' ? [x, y, width] : [y, height]; }).flat().map(Math.round)";

#[test]
fn the_frame_is_there_before_the_app_in_its_theme_and_stays_where_it_is() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.gate().keep_nothing();
        for theme in ["dark", "light"] {
            for width in [360, 768, 1440] {
                tab.resize(width, 900).await?;
                tab.open("").await?;
                tab.choose("select[data-name=theme]", theme).await?;
                let ground = tab.value("getComputedStyle(document.querySelector('.rl')).backgroundColor").await?;
                tab.gate().hold(".wasm");
                tab.go("").await?;
                tab.until("the skeleton", "document.querySelector('.rl[aria-busy=true] .rl-skeleton')").await?;
                tab.until_same("the style sheet", "document.readyState", "complete").await?;
                tab.until_same(
                    "the ground of the theme",
                    "getComputedStyle(document.querySelector('.rl')).backgroundColor",
                    ground,
                )
                .await?;
                tab.reads(".rl-late p", &["", "", ""]).await?;
                let before = tab.value(FRAME).await?;
                tab.gate().let_go();
                tab.until("the app", "document.querySelector('#rl-main h1')").await?;
                assert_eq!(tab.value(FRAME).await?, before, "{width} pixels, {theme}");
            }
        }
        Ok(())
    })
}

#[test]
fn a_theme_that_the_operator_set_is_there_before_the_app() -> Outcome {
    visit(Setup::configured(json!({ "theme": "dark" })), async |tab| {
        tab.gate().hold(".wasm");
        tab.go("").await?;
        tab.until_same("the theme", "document.querySelector('.rl[aria-busy]').dataset.theme", "dark").await?;
        tab.gate().let_go();
        tab.until_same("the theme", "document.querySelector('.rl:not([aria-busy])')?.dataset.theme", "dark").await?;
        Ok(())
    })
}

#[test]
fn whoever_waits_very_long_is_told_what_to_do() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        // As if the script that starts it all were gone, or none that this browser can read.
        tab.gate().lose(Some("boot-"));
        for motion in [Liking::Motion, Liking::Stillness] {
            tab.likes(motion).await?;
            tab.driver().goto(tab.address("")).await?;
            tab.counts(".rl-skeleton", 1).await?;
            tab.reads(".rl-late p", &["", "", ""]).await?;
            // Twenty seconds later.
            tab.value("document.getAnimations().filter(a => a.animationName === 'rl-late').forEach(a => a.finish())")
                .await?;
            tab.sees(".rl-late p", "If nothing appears here, reload the page.").await?;
        }
        Ok(())
    })
}

const NEEDS: [&str; 3] = [
    "本页面需要较新的浏览器，并启用 JavaScript 和 WebAssembly。",
    "This page needs a current browser, with JavaScript and WebAssembly switched on.",
    "このページを表示するには、新しいブラウザーで JavaScript と WebAssembly を有効にしてください。",
];

#[test]
fn a_browser_without_wasm_is_told_what_is_missing() -> Outcome {
    for missing in ["WebAssembly", "AbortSignal"] {
        visit(Setup::default(), async |tab| {
            tab.gate().first(format!("delete window.{missing};"));
            tab.driver().goto(tab.address(&format!("records/{}", examples::ODD_RECORD))).await?;
            tab.reads(".rl > main p", &NEEDS).await?;
            tab.misses(".rl-skeleton").await?;
            assert_eq!(tab.asked("").len(), 0, "nobody would read the answers");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
// No driver of Firefox tells what is in sight where no script runs.
#[ignore = "needs Chromium"]
fn a_browser_without_scripts_is_told_what_is_missing() -> Outcome {
    visit(Setup::default(), async |tab| {
        let cdp = tab.driver().cdp();
        cdp.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        tab.driver().goto(tab.address("")).await?;
        // Nothing can be asked of the page itself.
        let seen = cdp.send_raw("DOMSnapshot.captureSnapshot", json!({ "computedStyles": [] })).await?;
        let layout = &seen["documents"][0]["layout"];
        let texts = layout["text"].as_array().unwrap().iter().zip(layout["bounds"].as_array().unwrap());
        let texts = texts.filter_map(|(at, bounds)| {
            let text = seen["strings"][usize::try_from(at.as_i64()?).ok()?].as_str()?;
            // In sight at once, not below it all.
            (bounds[1].as_f64()? < 300.0).then_some(text)
        });
        let texts: Vec<_> = texts.collect();
        for sentence in NEEDS {
            assert!(texts.contains(&sentence), "{texts:?}");
        }
        cdp.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
        Ok(())
    })
}

#[test]
fn a_browser_that_compiles_only_what_it_has_whole_starts_all_the_same() -> Outcome {
    visit(Setup { complaints: Complaints::None, ..Setup::default() }, async |tab| {
        tab.gate().first("delete WebAssembly.compileStreaming; delete WebAssembly.instantiateStreaming;");
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.counts(NAMES, 20).await?;
        assert_eq!(tab.asked("").len(), 3);
        Ok(())
    })
}
