//! Screenshots of the pages with the demo data.
//!
//! `shots <folder>` takes those of the README, `shots --all <folder>` every page in both themes, two locales and three
//! widths, for a visual review. The environment variables are those of the tests.

use replica_log_e2e::{AllowedErrors, Endpoint, Error, FaultResponse, Setup, Tab, TestResult, examples, with_tab};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// The widths of the visual review, in CSS pixels.
const WIDTHS: [u32; 3] = [360, 768, 1440];

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let all = arguments.first().is_some_and(|first| first == "--all");
    if all {
        arguments.remove(0);
    }
    let [folder] = arguments.as_slice() else {
        eprintln!("Usage: shots [--all] <folder>");
        return ExitCode::FAILURE;
    };
    match run(&PathBuf::from(folder), all) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("error: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, all: bool) -> TestResult {
    std::fs::create_dir_all(folder).map_err(|error| Error::new(format!("{}: {error}", folder.display())))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let taken = runtime.block_on(async {
        if !all {
            return readme(folder).await;
        }
        for language in ["en-US", "zh-CN"] {
            for dark in [false, true] {
                all_pages(folder, language, dark).await?;
            }
        }
        Ok(())
    });
    runtime.shutdown_background();
    taken
}

/// A demo server with running executions; console errors are allowed, because a screenshot is not a test.
fn setup(language: &str, dark: bool) -> Setup {
    let mut setup = Setup::running(Duration::from_secs(600));
    setup.options.shortcuts = true;
    Setup { language: language.into(), dark, allowed_errors: AllowedErrors::Any, ..setup }
}

/// The README's screenshots: a task, the failed details of an execution, its failure analysis, and the trend of fifty
/// thousand runs.
async fn readme(folder: &Path) -> TestResult {
    for dark in [false, true] {
        let theme = if dark { "dark" } else { "light" };
        with_tab(setup("en-US", dark), async |tab| {
            tab.demo().clock().freeze();
            tab.open(&format!("tasks/{}?planName=nightly-release", examples::NIGHTLY_TASK)).await?;
            save(tab, folder, &format!("task-{theme}"), None).await?;
            let record = examples::nightly_failed();
            tab.open(&format!("records/{record}?planName=nightly-release&status=FAILED")).await?;
            save(tab, folder, &format!("record-{theme}"), None).await?;
            tab.open(&format!("records/{}?planName=release-archive&triage=error", examples::BULK_RECORD)).await?;
            tab.wait_for_text(".rl-triage .rl-total", "4,151 of 4,151").await?;
            save(tab, folder, &format!("triage-{theme}"), None).await?;
            tab.open(&format!("tasks/{}?planName=ci-artifacts&history=all", examples::LONG_TASK)).await?;
            tab.wait_for_text(".rl-figures", "50,000").await?;
            save(tab, folder, &format!("trend-{theme}"), None).await
        })
        .await?;
    }
    Ok(())
}

/// Every page in one locale and theme, at every width.
async fn all_pages(folder: &Path, language: &str, dark: bool) -> TestResult {
    let theme = if dark { "dark" } else { "light" };
    let failed = examples::nightly_failed();
    let pages = [
        ("task", format!("tasks/{}?planName=nightly-release", examples::NIGHTLY_TASK)),
        ("task-empty", format!("tasks/{}", examples::EMPTY_TASK)),
        ("record", format!("records/{failed}?planName=nightly-release")),
        ("record-failed", format!("records/{failed}?planName=nightly-release&status=FAILED")),
        ("record-running", format!("records/{}", examples::RUNNING_RECORD)),
        ("record-historical", format!("records/{}", examples::MIXED_RECORD)),
        ("record-odd", format!("records/{}?pageSize=50", examples::ODD_RECORD)),
        ("record-nothing-matches", format!("records/{failed}?artifactName=nothing%20of%20the%20kind")),
        ("record-triage", format!("records/{failed}?triage=error")),
        ("record-before", format!("records/{failed}?triage=before&group=new")),
        ("task-trend", format!("tasks/{}?history=all", examples::NIGHTLY_TASK)),
        ("record-unknown", "records/0123456789abcdef01234567".to_owned()),
        ("plans", format!("projects/{}/plans", examples::PROJECT)),
        ("plans-none", "projects/nowhere/plans".to_owned()),
        ("nowhere", "nowhere/1".to_owned()),
    ];
    with_tab(setup(language, dark), async |tab| {
        tab.demo().clock().freeze();
        let mut taken = 0;
        let detail = tab.service_data(&format!("detail/page/{failed}?status=FAILED&pageSize=10")).await?;
        let id = detail.pointer("/records/1/id").and_then(serde_json::Value::as_str).unwrap_or_default();
        let opened = format!("records/{failed}?planName=nightly-release&status=FAILED&pageSize=10&open={id}");
        let opened = [("record-opened", opened)];
        // Home is last, so that it lists recently opened pages.
        let home = [("home", String::new())];
        for (name, path) in pages.iter().chain(&opened).chain(&home) {
            for width in WIDTHS {
                tab.resize(width, 900).await?;
                tab.open(path).await?;
                save(tab, folder, &format!("{name}-{theme}-{language}-{width}"), Some(width)).await?;
                taken += 1;
            }
        }
        tab.fault(Endpoint::DetailPage, FaultResponse::Status(500));
        tab.fault(Endpoint::Overview, FaultResponse::Status(403));
        for width in WIDTHS {
            tab.resize(width, 900).await?;
            tab.open(&format!("records/{failed}?planName=nightly-release")).await?;
            tab.wait_for_count(".rl-failure", 2).await?;
            save(tab, folder, &format!("record-failure-{theme}-{language}-{width}"), Some(width)).await?;
            taken += 1;
        }
        println!("{taken} screenshots: {theme}, {language}");
        Ok(())
    })
    .await
}

/// Saves a screenshot of the window, or of the whole page at this width.
async fn save(tab: &Tab, folder: &Path, name: &str, full_page: Option<u32>) -> TestResult {
    let file = folder.join(format!("{name}.png"));
    match full_page {
        None => tab.screenshot(&file).await?,
        Some(width) => tab.screenshot_full_page(&file, width).await?,
    }
    Ok(())
}
