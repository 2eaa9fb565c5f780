//! User settings: locale, theme, time zone; their defaults and their storage.

use crate::common::{artifact_names, expect_names, format_time, records, text};
use replica_log_e2e::{Endpoint, FaultResponse, MediaPreference, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

fn odd_record() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

/// Waits until the latest request has this header value.
async fn expect_header(tab: &Tab, header: &str, value: &str) -> TestResult {
    tab.wait_for(&format!("a request with {header}: {value}"), async || {
        let requests = tab.requests("detail/page/");
        let actual = requests.last().and_then(|seen| seen.header(header)).map(str::to_owned);
        Ok(if actual.as_deref() == Some(value) { Ok(()) } else { Err(format!("{actual:?}")) })
    })
    .await?;
    Ok(())
}

#[test]
fn every_locale_uses_console_terms_and_is_stored() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        let languages =
            tab.evaluate("[...document.querySelector('select[data-name=locale]').options].map(o => o.text)");
        assert_eq!(languages.await?, json!(["简体中文", "English", "日本語"]));
        for (tag, failed, conflict, artifact, total, refused) in [
            ("zh-CN", "同步异常", "冲突策略", "制品名称", "44", "没有访问权限"),
            ("ja", "同期異常", "競合戦略", "アーティファクト名", "44", "アクセス権限がありません"),
            ("en-US", "Failed", "Conflict strategy", "Artifact name", "44 artifacts", "Access denied"),
        ] {
            tab.select_option("select[data-name=locale]", tag).await?;
            for reloaded in [false, true] {
                if reloaded {
                    tab.reload().await?;
                }
                tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &[failed]).await?;
                tab.wait_for_text(".rl-details thead", conflict).await?;
                tab.wait_for_text(".rl-details thead", artifact).await?;
                tab.wait_for_text(".rl-field[data-name=artifactName]", artifact).await?;
                tab.wait_for_text(".rl-total", total).await?;
                assert_eq!(tab.attribute(".rl", "lang").await?, tag);
            }
            // The locale is sent to the service, which translates its error messages.
            expect_header(tab, "accept-language", tag).await?;
            tab.fault(Endpoint::Overview, FaultResponse::Status(403));
            tab.reload().await?;
            tab.wait_for_text(".rl-overview .rl-failure[data-kind=Forbidden] .rl-error", refused).await?;
            tab.demo().faults().clear();
        }
        Ok(())
    })
}

#[test]
fn locale_follows_the_browser_language() -> TestResult {
    let expect_title = |language: &str, title: &'static str| {
        browser_test(Setup { language: language.into(), ..Setup::default() }, async |tab| {
            tab.open("").await?;
            tab.wait_for_texts("h1", &[title]).await?;
            Ok(())
        })
    };
    expect_title("ja", "プラン、実行ログ、プロジェクトを開く")?;
    expect_title("zh-CN", "打开计划、执行日志或项目")?;
    // An unsupported language: the console's default.
    expect_title("fr", "打开计划、执行日志或项目")
}

#[test]
fn console_cookies_set_the_csrf_token_and_the_locale() -> TestResult {
    let headers = json!({ "headers": { "X-BKREPO-PROJECT-ID": "blueking" } });
    browser_test(Setup::with_config(headers), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(".rl-details tbody", 20).await?;
        expect_header(tab, "x-bkrepo-project-id", "blueking").await?;
        assert_eq!(tab.requests("detail/page/")[0].header("x-csrftoken"), None);
        tab.evaluate("(document.cookie = 'bkrepo_ticket=a%20ticket; path=/')").await?;
        tab.evaluate("(document.cookie = 'blueking_language=zh-cn; path=/')").await?;
        tab.reload().await?;
        // The console's language cookie takes precedence over the browser's language.
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同步异常"]).await?;
        expect_header(tab, "x-csrftoken", "a%20ticket").await?;
        expect_header(tab, "cookie", "bkrepo_ticket=a%20ticket; blueking_language=zh-cn").await?;
        Ok(())
    })
}

#[test]
fn configured_defaults_apply_until_the_user_chooses() -> TestResult {
    let config = json!({ "locale": "ja", "theme": "dark", "timeZone": "Europe/Berlin" });
    browser_test(Setup::with_config(config), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同期異常"]).await?;
        expect_header(tab, "x-bkrepo-time-zone", "Europe/Berlin").await?;
        assert_eq!(tab.attribute(".rl", "data-theme").await?, "dark");
        tab.select_option("select[data-name=locale]", "en-US").await?;
        tab.wait_for_value("the language", "document.documentElement.lang", "en-US").await?;
        tab.select_option("select[data-name=theme]", "light").await?;
        tab.wait_for_value("the light theme", "document.querySelector('.rl').dataset.theme", "light").await?;
        tab.reload().await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        assert_eq!(tab.attribute(".rl", "data-theme").await?, "light");
        Ok(())
    })
}

/// The mean RGB value of a computed colour, from 0 to 255.
async fn brightness(tab: &Tab, selector: &str, property: &str) -> TestResult<f64> {
    let colour =
        format!("getComputedStyle(document.querySelector('{selector}')).{property}.match(/[\\d.]+/g).map(Number)");
    let colour = tab.evaluate(&colour).await?;
    let parts: Vec<f64> = colour.as_array().unwrap().iter().filter_map(Value::as_f64).take(3).collect();
    assert_eq!(parts.len(), 3, "{colour}");
    Ok(parts.iter().sum::<f64>() / 3.0)
}

#[test]
fn theme_follows_the_system_until_the_user_chooses() -> TestResult {
    browser_test(Setup { dark: true, ..Setup::default() }, async |tab| {
        let expect_dark = async |dark: bool| {
            let (ground, words) =
                (brightness(tab, ".rl", "backgroundColor").await?, brightness(tab, ".rl", "color").await?);
            let card = brightness(tab, ".rl-card", "backgroundColor").await?;
            assert_eq!(ground < 80.0, dark, "background {ground}");
            assert_eq!(card < 80.0, dark, "card {card}");
            assert_eq!(words > 160.0, dark, "text {words}");
            TestResult::Ok(())
        };
        tab.open(&odd_record()).await?;
        tab.wait_for_count(".rl-details tbody", 20).await?;
        expect_dark(true).await?;
        tab.select_option("select[data-name=theme]", "light").await?;
        tab.wait_for_value("the light theme", "document.querySelector('.rl').dataset.theme", "light").await?;
        expect_dark(false).await?;
        tab.reload().await?;
        tab.wait_for_count(".rl-details tbody", 20).await?;
        expect_dark(false).await?;
        tab.select_option("select[data-name=theme]", "dark").await?;
        tab.wait_for_value("the dark theme", "document.querySelector('.rl').dataset.theme", "dark").await?;
        expect_dark(true).await?;
        tab.select_option("select[data-name=theme]", "auto").await?;
        tab.emulate_media(MediaPreference::LightScheme).await?;
        tab.wait_for_value("the system's theme", "document.querySelector('.rl').dataset.theme", "auto").await?;
        expect_dark(false).await?;
        Ok(())
    })
}

#[test]
fn times_are_shown_in_the_local_zone_or_in_utc() -> TestResult {
    const STARTS: &str = "table.rl-details td.rl-when";
    browser_test(Setup::default(), async |tab| {
        let starts = async |zone: &str| {
            let page = tab.service_data_in(zone, &format!("detail/page/{}", examples::ODD_RECORD)).await?;
            TestResult::Ok(records(&page).iter().map(|row| format_time(text(row, "startTime"))).collect::<Vec<_>>())
        };
        let (own, utc) = (starts("Asia/Shanghai").await?, starts("UTC").await?);
        let hour = |time: &str| time[11..13].parse::<u32>().unwrap();
        assert_eq!((hour(&utc[0]) + 8) % 24, hour(&own[0]), "the demo server converts times");
        let shows = async |times: &[String]| {
            let times: Vec<_> = times.iter().map(String::as_str).collect();
            tab.wait_for_texts(STARTS, &times).await?;
            TestResult::Ok(())
        };
        tab.open(&odd_record()).await?;
        shows(&own).await?;
        tab.wait_for_fact("Time zone", "Asia/Shanghai +08:00").await?;
        expect_header(tab, "x-bkrepo-time-zone", "Asia/Shanghai").await?;
        tab.wait_for_texts(".rl-segments [aria-pressed=true]", &["Asia/Shanghai +08:00"]).await?;
        // Relative times are the same in every zone.
        let ago = tab.texts(".rl-record-head .rl-ago").await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        shows(&utc).await?;
        tab.wait_for_fact("Time zone", "UTC").await?;
        expect_header(tab, "x-bkrepo-time-zone", "UTC").await?;
        assert_eq!(tab.texts(".rl-record-head .rl-ago").await?, ago);
        tab.reload().await?;
        shows(&utc).await?;
        tab.click_text(".rl-segments button", "Asia/Shanghai +08:00").await?;
        shows(&own).await?;
        Ok(())
    })
}

#[test]
fn unknown_time_zone_is_shown_as_unknown() -> TestResult {
    browser_test(Setup { zone: "America/New_York".into(), ..Setup::old_server() }, async |tab| {
        let rows = records(&tab.service_data(&format!("detail/page/{}", examples::ODD_RECORD)).await?);
        tab.open(&odd_record()).await?;
        expect_names(tab, &artifact_names(&rows)).await?;
        tab.wait_for_fact("Time zone", "Unknown zone").await?;
        // The server's times are shown verbatim; without a zone there are no relative times.
        let starts: Vec<_> = rows.iter().map(|row| format_time(text(row, "startTime"))).collect();
        let starts: Vec<_> = starts.iter().map(String::as_str).collect();
        tab.wait_for_texts("table.rl-details td.rl-when", &starts).await?;
        tab.wait_for_none(".rl-ago").await?;
        // Durations are known nevertheless.
        tab.wait_for_fact("Duration", " sec").await?;
        Ok(())
    })
}
