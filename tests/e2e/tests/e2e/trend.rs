//! Trend analysis: charts over the whole execution history of a task, loaded on demand.

use crate::common::{records, text};
use replica_log_e2e::{Endpoint, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

const FIGURES: &str = ".rl-figures span";
const POINT: &str = ".rl-point";

fn nightly_task() -> String {
    format!("tasks/{}", examples::NIGHTLY_TASK)
}

/// The cell texts of the data table.
async fn table_rows(tab: &Tab) -> TestResult<Vec<Vec<String>>> {
    let rows =
        "[...document.querySelectorAll('.rl-numbers tbody tr')].map(r => [...r.children].map(c => c.innerText.trim()))";
    let rows = tab.evaluate(rows).await?;
    Ok(serde_json::from_value(rows).unwrap())
}

#[test]
fn trend_is_loaded_on_demand_and_its_figures_match_the_service() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&nightly_task()).await?;
        tab.wait_for_count(".rl-strip ol", 1).await?;
        assert!(tab.requests("record/list/").is_empty());
        tab.click_text(".rl-runs-switch a", "Full history").await?;
        tab.wait_for_url(&format!("{}?history=all", nightly_task())).await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        tab.wait_for_none(".rl-strip").await?;
        assert_eq!(tab.requests("record/list/").len(), 1);
        // The figures match the service's data.
        let all = tab.service_data(&format!("list/{}", examples::NIGHTLY_TASK)).await?;
        let all = all.as_array().unwrap();
        let count = |status: &str| all.iter().filter(|run| run["status"] == status).count();
        let (good, bad) = (count("SUCCESS"), count("FAILED"));
        let rate = format!("{:.1}%", good as f64 * 100.0 / (good + bad) as f64);
        tab.wait_for_text(FIGURES, &format!("Success rate: {}", rate.replace(".0%", "%"))).await?;
        // The data table has a row per day or per week, and each links to a zoomed range.
        tab.click_text(".rl-numbers-switch button", "Show as table").await?;
        tab.wait_until("the data table", "document.querySelectorAll('.rl-numbers tbody tr').length > 50").await?;
        tab.click(".rl-range .rl-choice a:not([aria-current])").await?;
        let weeks = "[8, 9, 10].includes(document.querySelectorAll('.rl-numbers tbody tr').length)";
        tab.wait_until("a row per week", weeks).await?;
        let rows = table_rows(tab).await?;
        let sum = |column: usize| rows.iter().map(|row| row[column].parse::<usize>().unwrap()).sum::<usize>();
        assert_eq!((sum(1), sum(2), sum(3)), (60, good, bad));
        let week = rows[3][0].clone();
        tab.click_text(".rl-numbers tbody a", &week).await?;
        tab.wait_for_text(FIGURES, "7 executions").await?;
        let url = tab.evaluate("decodeURIComponent(location.search)").await?;
        assert!(url.as_str().unwrap().contains(&format!("from={week}T00:00")), "{url}");
        assert!(url.as_str().unwrap().ends_with("per=day"), "{url}");
        tab.back().await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        tab.click_text(".rl-runs-switch a", "Latest executions").await?;
        tab.wait_for_count(".rl-strip ol", 1).await?;
        tab.wait_for_none(".rl-chart").await?;
        Ok(())
    })
}

#[test]
fn every_chart_point_is_a_link_by_pointer_and_keyboard() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?history=all", nightly_task())).await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        let all = tab.service_data(&format!("list/{}", examples::NIGHTLY_TASK)).await?;
        let id = |at: usize| text(&all[at], "id").to_owned();
        // The newest run is selected first; arrow keys move back.
        tab.tab_to(POINT).await?;
        assert!(tab.attribute(POINT, "href").await?.ends_with(&format!("records/{}", id(0))));
        tab.press(Key::Left).await?;
        tab.wait_until("the run before", &format!("document.querySelector('{POINT}').href.endsWith('{}')", id(1)))
            .await?;
        let label = tab.attribute(POINT, "aria-label").await?;
        assert!(label.contains("Failed") && label.contains("min"), "{label}");
        tab.press(Key::Home).await?;
        tab.wait_until("the oldest run", &format!("document.querySelector('{POINT}').href.endsWith('{}')", id(59)))
            .await?;
        assert_eq!(tab.evaluate(&format!("document.activeElement.matches('{POINT}')")).await?, true, "the focus stays");
        tab.press(Key::End).await?;
        tab.press(Key::Left).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_url(&format!("records/{}", id(1))).await?;
        // The pointer selects the nearest run.
        tab.back().await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        let plot = tab.driver().find(thirtyfour::By::Css(".rl-plot")).await?;
        tab.driver().action_chain().move_to_element_center(&plot).perform().await?;
        tab.wait_until(
            "a run in the middle",
            &format!(
                "parseFloat(document.querySelector('{POINT}').style.left) > 40 \
            && parseFloat(document.querySelector('{POINT}').style.left) < 60"
            ),
        )
        .await?;
        let href = tab.attribute(POINT, "href").await?;
        tab.driver().action_chain().click().perform().await?;
        tab.wait_for_text(".rl-record-head .rl-title", "nightly-release").await?;
        assert_eq!(tab.evaluate("location.href").await?, href);
        Ok(())
    })
}

#[test]
fn dragging_a_range_zooms_the_chart_and_updates_the_url() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?history=all", nightly_task())).await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        let plot = tab.driver().find(thirtyfour::By::Css(".rl-plot")).await?;
        let width = tab.evaluate("document.querySelector('.rl-plot').clientWidth").await?.as_i64().unwrap();
        let chain = tab.driver().action_chain().move_to_element_center(&plot).click_and_hold();
        chain.move_by_offset(width / 8, 0).move_by_offset(width / 8, 10).release().perform().await?;
        let url =
            tab.wait_until("a range in the address", "location.search.includes('from=') && location.href").await?;
        let runs = tab
            .wait_until(
                "fewer runs",
                "parseInt(document.querySelector('.rl-figures span').innerText) < 40 && \
            parseInt(document.querySelector('.rl-figures span').innerText)",
            )
            .await?;
        let runs = runs.as_i64().unwrap();
        assert!((12..=18).contains(&runs), "a quarter of them: {runs}");
        tab.wait_for_text(".rl-range", "the service cannot filter executions by time.").await?;
        // The table below still shows all executions.
        tab.wait_for_text("[aria-label='Execution log'] .rl-total", "60 executions").await?;
        tab.reload().await?;
        tab.wait_for_text(FIGURES, &format!("{runs} executions")).await?;
        assert_eq!(tab.evaluate("location.href").await?, url);
        tab.click_text(".rl-range a", "Full range").await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        // By the date fields.
        let set = "(() => { const field = document.querySelector('.rl-range [data-name=from]'); \
            field.value = '2001-01-01T00:00'; field.dispatchEvent(new Event('change', { bubbles: true })); return true; })()";
        tab.wait_until("the field to be set", set).await?;
        tab.wait_until(
            "the range in the address",
            "decodeURIComponent(location.search).includes('from=2001-01-01T00:00')",
        )
        .await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        Ok(())
    })
}

#[test]
fn trend_of_fifty_thousand_executions_causes_no_long_task() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::LONG_TASK)).await?;
        tab.wait_for_count(".rl-strip ol", 1).await?;
        tab.evaluate(
            "(window.long = [], new PerformanceObserver(list => window.long.push(...list.getEntries() \
            .map(task => Math.round(task.duration)))).observe({ type: 'longtask' }), null)",
        )
        .await?;
        tab.click_text(".rl-runs-switch a", "Full history").await?;
        tab.wait_for_text(FIGURES, "50,000 executions").await?;
        tab.click_text(".rl-numbers-switch button", "Show as table").await?;
        tab.wait_until("the data table", "document.querySelectorAll('.rl-numbers tbody tr').length > 50").await?;
        let plot = tab.driver().find(thirtyfour::By::Css(".rl-plot")).await?;
        let chain = tab.driver().action_chain().move_to_element_center(&plot);
        (0..20).fold(chain, |chain, step| chain.move_by_offset(step - 8, 3)).perform().await?;
        let long: Vec<u64> = serde_json::from_value(tab.evaluate("window.long").await?).unwrap();
        // A generous limit, because durations are wall clock and the machine may be busy; the page must not freeze.
        assert!(long.iter().all(|task| *task < 2_000), "{long:?}");
        // The number of chart elements is bounded by the chart's width.
        let drawn = tab.evaluate("document.querySelectorAll('.rl-chart *').length").await?;
        assert!(drawn.as_u64().unwrap() < 60, "{drawn}");
        let all = tab.service_data(&format!("list/{}", examples::LONG_TASK)).await?;
        let rows = table_rows(tab).await?;
        let runs: usize = rows.iter().map(|row| row[1].replace(',', "").parse::<usize>().unwrap()).sum();
        assert_eq!(all.as_array().map(Vec::len), Some(runs));
        Ok(())
    })
}

#[test]
fn truncated_history_response_shows_no_chart() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(Endpoint::RecordList, FaultResponse::Cut);
        tab.open(&format!("{}?history=all", nightly_task())).await?;
        tab.wait_for_text(".rl-runs .rl-failure", "Trend: Cannot connect to the replication service").await?;
        assert_eq!(tab.evaluate("document.querySelector('.rl-chart')").await?, Value::Null);
        tab.demo().faults().clear();
        tab.fault(Endpoint::RecordList, FaultResponse::Envelope { code: 250_102, message: "系统错误".into() });
        tab.click_text(".rl-runs .rl-failure button", "Try again").await?;
        tab.wait_for_text(".rl-runs .rl-failure", "系统错误").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-runs .rl-failure button", "Try again").await?;
        tab.wait_for_text(FIGURES, "60 executions").await?;
        let page = tab.service_data(&format!("page/{}", examples::NIGHTLY_TASK)).await?;
        assert_eq!(records(&page).len(), 20);
        assert_eq!(tab.evaluate("1").await?, json!(1));
        Ok(())
    })
}
