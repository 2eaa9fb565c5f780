//! The report of an execution: its formats, copied and saved.

use crate::common::{format_number, total_records};
use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;

const PREVIEW: &str = ".rl-report pre";

/// Opens an execution and keeps the blobs of its download links, then opens the report.
async fn open_report(tab: &Tab, path: &str, failed: u32) -> TestResult {
    tab.open(path).await?;
    let keep = "(window.blobs = {}, window.make = URL.createObjectURL, URL.createObjectURL = blob => { \
        const url = window.make.call(URL, blob); window.blobs[url] = blob; return url; }, null)";
    tab.evaluate(keep).await?;
    tab.click(".rl-report-link").await?;
    let total = format!("Based on {failed} of {failed} failed artifacts");
    Ok(tab.wait_for_text(".rl-triage .rl-total", &total).await?)
}

/// The text of the file that a link of the report saves.
async fn file(tab: &Tab, extension: &str) -> TestResult<String> {
    let link = format!(".rl-report a[download$='.{extension}']");
    tab.wait_until("the file", &format!("window.blobs[document.querySelector(\"{link}\")?.href]")).await?;
    let read = "window.blobs[document.querySelector(arguments[0]).href].text().then(arguments[1])";
    let text = tab.driver().execute_async(read, vec![link.into()]).await?;
    Ok(text.json().as_str().unwrap_or_default().to_owned())
}

#[test]
fn report_of_an_execution_is_opened_and_saved_in_each_format() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        open_report(tab, &format!("records/{record}?status=FAILED"), 246).await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED&triage=report")).await?;
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=1&status=SUCCESS")).await?;
        let succeeded = format!("Succeeded: {}", format_number(total_records(&page)));
        for text in ["Replication report: nightly-release", &succeeded, "Failed: 246", "Asia/Shanghai +08:00"] {
            tab.wait_for_text(PREVIEW, text).await?;
        }
        tab.wait_for_text(PREVIEW, &format!("Execution: {}", tab.url(&format!("records/{record}")))).await?;
        let markdown = file(tab, "md").await?;
        assert!(markdown.starts_with("# Replication report: `nightly-release`\n"), "{markdown}");
        assert!(markdown.contains("- **Failed**: 246\n"), "{markdown}");
        let plain = file(tab, "txt").await?;
        assert!(plain.contains("Failed: 246\n") && !plain.contains("**"), "{plain}");
        let html = file(tab, "html").await?;
        assert!(html.contains("<li><b>Failed</b>: 246</li>"), "{html}");
        tab.click_text(".rl-triage .rl-button", "Close").await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED")).await?;
        tab.wait_for_none(".rl-triage").await?;
        Ok(())
    })
}

#[test]
fn markup_in_names_and_errors_is_text_in_the_report() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open_report(tab, &format!("records/{}", examples::ODD_RECORD), 15).await?;
        let html = file(tab, "html").await?;
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"), "{html}");
        let tags = "(() => { const page = new DOMParser().parseFromString(HTML, 'text/html'); \
            return [...new Set([...page.body.querySelectorAll('*')].map(e => e.localName))].sort().join(' '); })()";
        let tags = tab.evaluate(&tags.replace("HTML", &Value::from(html).to_string())).await?;
        assert_eq!(tags, "a b code h1 h2 li ol p pre ul");
        Ok(())
    })
}

#[test]
fn report_is_copied_as_markdown_and_as_html() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=report")).await?;
        tab.wait_for_text(".rl-triage .rl-total", "Based on 246 of 246 failed artifacts").await?;
        // The clipboard of the system is shared between tests.
        tab.evaluate(
            "(() => { const set = (name, value) => Object.defineProperty(navigator.clipboard, name, { value }); \
             set('writeText', async text => { window.copied = text; }); \
             set('write', async ([item]) => { const read = async type => (await item.getType(type)).text(); \
             window.copied = { html: await read('text/html'), text: await read('text/plain') }; }); })()",
        )
        .await?;
        tab.click_text(".rl-report button", "Copy Markdown").await?;
        tab.wait_until("Markdown", "window.copied?.startsWith?.('# Replication report')").await?;
        tab.click(".rl-report button[data-format=html]").await?;
        let is_html = "window.copied?.html?.startsWith('<h1>') && window.copied.text.startsWith('Replication report')";
        tab.wait_until("HTML and plain text", is_html).await?;
        tab.wait_for_value(
            "the result",
            "document.querySelector('.rl-report button[data-format=html]').dataset.done",
            "yes",
        )
        .await?;
        // Without the Clipboard API, as on pages served over plain HTTP.
        tab.evaluate(
            "(() => { window.copied = {}; Object.defineProperty(navigator, 'clipboard', { value: undefined }); \
             const set = DataTransfer.prototype.setData; DataTransfer.prototype.setData = function (type, text) { \
             window.copied[type] = text; return set.call(this, type, text); }; })()",
        )
        .await?;
        tab.click(".rl-report button[data-format=html]").await?;
        tab.wait_until("HTML", "window.copied['text/html']?.startsWith('<h1>')").await?;
        tab.wait_until("plain text", "window.copied['text/plain']?.startsWith('Replication report')").await?;
        Ok(())
    })
}

#[test]
fn report_is_accessible() -> TestResult {
    let setup = Setup { language: "zh-CN".into(), dark: true, ..Setup::default() };
    browser_test(setup, async |tab| {
        tab.open(&format!("records/{}?triage=report", examples::REASONLESS_RECORD)).await?;
        tab.wait_for_text(PREVIEW, "同步执行报告：silent-failures").await?;
        tab.wait_until_idle().await?;
        for width in [360, 1440] {
            tab.resize(width, 900).await?;
            let violations = tab.axe_violations().await?;
            assert!(violations.is_empty(), "{width}: {violations:?}");
            let overflow = tab.evaluate("document.documentElement.scrollWidth > innerWidth").await?;
            assert_eq!(overflow, false, "{width}");
        }
        Ok(())
    })
}
