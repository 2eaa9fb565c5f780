//! A new release: under an open tab, and behind a page that is older than its files.

use crate::common::{NAMES, lists};
use replica_log_e2e::{Complaints, Outcome, Setup, Tab, examples, visit};
use std::time::Duration;

/// How often a tab may look for a new release.
const EVERY: Duration = Duration::from_secs(300);

const OFFER: &str = ".rl-release:has(button)";

/// Moves a page's clock, and tells what it is at: `passed` milliseconds are added, `busy` fetches and readings are not
/// over.
const WATCHED: &str = "(() => { \
    const { now } = Date, { fetch } = window, { text } = Response.prototype; \
    const busy = (promise) => { window.busy += 1; \
        const over = () => setTimeout(() => window.busy -= 1); promise.then(over, over); return promise; }; \
    window.busy = window.passed = 0; \
    window.fetch = (...all) => busy(fetch(...all)); \
    Response.prototype.text = function () { return busy(text.call(this)); }; \
    Date.now = () => now() + window.passed; })();";

/// Opens the record, and waits for its rows.
async fn open(tab: &Tab) -> Outcome {
    tab.gate().first(WATCHED);
    tab.open(&record()).await?;
    tab.counts(NAMES, 44).await?;
    Ok(())
}

/// The tab is shown again after so long. Tells how often the page looked for a new release then.
async fn shown_again(tab: &Tab, after: Duration) -> Outcome<usize> {
    let before = tab.gate().passed("/");
    tab.value(&format!("(window.passed += {})", after.as_millis())).await?;
    tab.value("document.dispatchEvent(new Event('visibilitychange'))").await?;
    tab.until_same("it to have looked", "window.busy", 0).await?;
    Ok(tab.gate().passed("/") - before)
}

fn record() -> String {
    format!("records/{}?pageSize=50", examples::ODD_RECORD)
}

/// The page of another release: its files are named otherwise.
fn newer(tab: &Tab, name: &str) {
    tab.gate().rewrite("data-js=\"./replica-log-", &format!("data-js=\"./{name}-"));
}

#[test]
fn a_tab_that_is_shown_again_offers_a_new_release_once() -> Outcome {
    visit(Setup::default(), async |tab| {
        open(tab).await?;
        assert_eq!(shown_again(tab, EVERY / 2).await?, 0, "too soon");
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        assert_eq!(shown_again(tab, EVERY / 2).await?, 0, "too soon again");
        tab.misses(OFFER).await?;

        newer(tab, "next");
        // Whatever a person is at.
        tab.write(".rl-field[data-name=version] input", "0.9").await?;
        lists(tab, &["pypi://namee", "pypi://name{2}"]).await?;
        tab.value("scrollTo(0, 300)").await?;
        let rows =
            "JSON.stringify([...document.querySelectorAll('.rl-details tbody')].map(e => e.getBoundingClientRect().y))";
        let before = tab.value(rows).await?;
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        tab.reads(".rl-release [role=status]", &["There is a new release of this page."]).await?;
        tab.reads(".rl-release button", &["Reload", "Close"]).await?;
        assert_eq!(tab.value(rows).await?, before, "nothing is pushed");
        tab.until_same("the focus", "document.activeElement.value", "0.9").await?;

        // Once it was closed, only another one is offered.
        tab.click_word(".rl-release button", "Close").await?;
        tab.misses(OFFER).await?;
        shown_again(tab, EVERY).await?;
        tab.misses(OFFER).await?;
        tab.choose("select[data-name=locale]", "ja").await?;
        newer(tab, "after-next");
        shown_again(tab, EVERY).await?;
        tab.reads(".rl-release [role=status]", &["このページの新しいバージョンがあります。"]).await?;
        // The old one is back.
        tab.gate().rewrite_nothing();
        shown_again(tab, EVERY).await?;
        tab.misses(OFFER).await?;
        tab.choose("select[data-name=locale]", "zh-CN").await?;
        newer(tab, "last");
        shown_again(tab, EVERY).await?;
        tab.reads(".rl-release [role=status]", &["页面已有新版本。"]).await?;
        tab.gate().rewrite_nothing();
        let place = tab.value("(window.before = true, location.href)").await?;
        tab.click_word(".rl-release button", "重新加载").await?;
        tab.until_same("the page anew", "window.before ?? 'another'", "another").await?;
        tab.until_same("the same place", "location.href", place).await?;
        tab.until_same("what was typed", "document.querySelector('.rl-field[data-name=version] input')?.value", "0.9")
            .await?;
        Ok(())
    })
}

#[test]
fn an_answer_that_is_no_page_of_ours_says_nothing() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        open(tab).await?;
        // A page to sign in on, a server that is down.
        tab.gate().rewrite("replica-log-assets", "another");
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        tab.gate().lose(Some("/"));
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        tab.misses(OFFER).await?;
        tab.counts(NAMES, 44).await?;
        Ok(())
    })
}

#[test]
fn a_page_that_broke_is_offered_a_new_release_too() -> Outcome {
    visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        // As the app itself announces it.
        tab.value("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked' }))").await?;
        tab.counts(".rl-broken", 1).await?;
        newer(tab, "next");
        shown_again(tab, EVERY).await?;
        tab.reads(".rl-release button", &["Reload", "Close"]).await?;
        Ok(())
    })
}

#[test]
fn the_offer_fits_a_narrow_window_and_has_the_page_s_theme() -> Outcome {
    visit(Setup { size: (360, 640), ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.choose("select[data-name=theme]", "dark").await?;
        newer(tab, "next");
        shown_again(tab, EVERY).await?;
        tab.counts(OFFER, 1).await?;
        let fits = "(({ left, right, top, bottom }) => left >= 0 && right <= innerWidth && top > 400 && bottom <= 640)\
            (document.querySelector('.rl-release').getBoundingClientRect())";
        assert_eq!(tab.value(fits).await?, true);
        assert_eq!(tab.value("document.documentElement.scrollWidth - document.documentElement.clientWidth").await?, 0);
        let colour = "getComputedStyle(document.querySelector('.rl-release')).colorScheme";
        assert_eq!(tab.value(colour).await?, "dark");
        Ok(())
    })
}

#[test]
fn a_page_whose_files_are_gone_is_loaded_once_more_by_itself() -> Outcome {
    for gone in ["_bg.wasm", "replica-log-"] {
        // A page out of a cache: the server has other files now.
        visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
            tab.gate().lose(Some(gone));
            tab.driver().goto(tab.address("")).await?;
            tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
            assert_eq!(tab.gate().passed("/"), 2, "once by the person, once by itself: {gone}");
            // It does not help: not by itself again, but when it is asked to.
            tab.click_word(".rl-broken button", "Reload").await?;
            tab.until_some("a third page", async || {
                let pages = tab.gate().passed("/");
                Ok(if pages == 3 { Ok(()) } else { Err(pages.to_string()) })
            })
            .await?;
            tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
            assert_eq!(tab.gate().passed("/"), 3);
            // The server is whole again.
            tab.gate().lose(None);
            tab.click_word(".rl-broken button", "Reload").await?;
            tab.reads("h1", &["Open a task or an execution"]).await?;
            tab.until_same("nothing to be remembered", "sessionStorage.length", 0).await?;
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn two_releases_that_take_turns_do_not_reload_for_ever() -> Outcome {
    visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
        tab.gate().lose(Some(".wasm"));
        tab.gate().rewrite_by_turns("data-js=\"./replica-log-", "data-js=\"./other-");
        tab.driver().goto(tab.address("")).await?;
        tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
        assert_eq!(tab.gate().passed("/"), 3, "one chance for each");
        Ok(())
    })
}

#[test]
fn a_page_that_was_mended_by_loading_it_once_more_shows_nothing_of_it() -> Outcome {
    visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
        tab.gate().rewrite("data-wasm=\"./replica-log-", "data-wasm=\"./old-");
        tab.gate().hold("old-");
        tab.go(&record()).await?;
        tab.until_some("the old file to be asked for", async || {
            let asked = tab.gate().passed(".wasm");
            Ok(if asked > 0 { Ok(()) } else { Err(asked.to_string()) })
        })
        .await?;
        tab.gate().rewrite_nothing();
        tab.gate().let_go();
        tab.counts(NAMES, 44).await?;
        tab.misses(".rl-broken").await?;
        Ok(())
    })
}

#[test]
fn without_a_place_to_remember_it_nothing_is_reloaded() -> Outcome {
    visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
        tab.gate().first("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('off'); } })");
        tab.gate().lose(Some(".wasm"));
        tab.driver().goto(tab.address("")).await?;
        tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
        assert_eq!(tab.gate().passed("/"), 1);
        Ok(())
    })
}

#[test]
fn a_program_that_is_not_what_it_should_be_is_loaded_once_more() -> Outcome {
    for spoilt in ["_bg.wasm", "replica-log-"] {
        visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
            tab.gate().spoil(Some(spoilt));
            tab.driver().goto(tab.address("")).await?;
            tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
            assert_eq!(tab.gate().passed("/"), 2, "{spoilt}");
            Ok(())
        })?;
    }
    Ok(())
}
