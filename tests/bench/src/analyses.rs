//! Analyses of an execution with 100,000 details: duration, longest task, and heap.

use crate::Rounds;
use crate::browser::{Conditions, Subject, with_browser};
use crate::figures::{Budget, Figures, Unit};
use crate::server::{OTHER_RECORD, Server};
use replica_log_e2e::{Error, examples};

/// An analysis that the address opens.
struct Analysis {
    /// The name in the report.
    name: &'static str,
    /// The parameters of the page.
    parameters: String,
    /// A script that runs when the page is loaded.
    action: &'static str,
    /// A JavaScript condition that holds when all details have been read.
    end: &'static str,
}

/// The number of failed details read.
const FAILURES: &str = "document.querySelector('.rl-triage .rl-total')?.textContent.includes('4,151 of 4,151')";
/// The number of details read.
const DETAILS: &str = "document.querySelector('.rl-triage .rl-total')?.textContent.includes('100,000 of 100,000')";
/// The numbers of details read of both executions.
const BOTH: &str = "document.querySelector('.rl-answers') && \
    [...document.querySelectorAll('.rl-readings .rl-total')].filter(total => total.textContent.includes('100,000 of 100,000')).length === 2";
/// Drops a file of 64 MiB. The making of the file does not count.
const DROP: &str = "const data = new DataTransfer(); \
    data.items.add(new File([new Uint8Array(1 << 26)], 'zeros.bin')); \
    await probe.painted(() => document.querySelector('.rl-drop')); \
    await new Promise(requestIdleCallback); \
    start = performance.now(); \
    document.querySelector('.rl-drop').dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: data }));";

/// Measures each analysis, from the first row to its last detail.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    const LONGEST: &str = "longest task (0: none over 50 ms)";
    let analysis = |name, parameters: &str, end| Analysis { name, parameters: parameters.to_owned(), action: "", end };
    let comparison =
        |name, other| Analysis { name, parameters: format!("changes&compare={other}"), action: "", end: BOTH };
    let analyses = [
        analysis("Failures of 100,000 details", "error", FAILURES),
        analysis("Report of 100,000 details", "report", FAILURES),
        analysis("Nodes and repositories of 100,000 details", "matrix", DETAILS),
        analysis("Durations of 100,000 details", "durations", DETAILS),
        comparison("Comparison with 100,000 equal details", examples::BULK_RECORD),
        comparison("Comparison with 100,000 other details", OTHER_RECORD),
        Analysis { action: DROP, ..analysis("Check of a file of 64 MiB, 100,000 details", "files", DETAILS) },
    ];
    for Analysis { name, parameters, action, end } in analyses {
        for round in 0..rounds.repeats {
            let place = format!("records/{}?triage={parameters}", examples::BULK_RECORD);
            let measured = with_browser(server, Conditions::Plain, async |browser| {
                browser.visit(Subject::App, &place).await?;
                let script = format!(
                    "(async () => {{ let start = probe.firstRowAt; {action} \
                        const end = await probe.painted(() => {end}); \
                        await new Promise(requestIdleCallback); \
                        return [end - start, probe.longest(start)]; }})()"
                );
                let done = browser.await_promise(&script).await?;
                let number = |at: usize| done[at].as_f64().ok_or_else(|| Error::new(format!("no number in {done}")));
                Ok([number(0)?, number(1)?, browser.heap().await?])
            });
            let [took, longest, heap] = measured.await?;
            figures.of(name, "time", Unit::Time).push(Subject::App, took);
            figures.of(name, LONGEST, Unit::Time).push(Subject::App, longest);
            figures.of(name, "heap when done", Unit::Heap).push(Subject::App, heap);
            eprintln!("{name}: round {} of {}", round + 1, rounds.repeats);
        }
        figures.of(name, LONGEST, Unit::Time).budgets = vec![Budget::AtMost(50.0)];
    }
    Ok(())
}
