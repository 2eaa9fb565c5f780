//! CSV export of all details of an execution: duration, longest task, and heap.

use crate::browser::{Conditions, Subject, with_browser};
use crate::figures::{Budget, Figures, Unit};
use crate::server::Server;
use crate::{COMPARED, Rounds};
use replica_log_e2e::{Error, examples};

/// Numbers of details, and the filters of the bulk execution that select them.
const SIZES: [(&str, &str); 3] = [
    ("1,100 details", "?status=FAILED&clusterName=frankfurt"),
    ("12,698 details", "?clusterName=beijing"),
    ("100,000 details", ""),
];

/// Measures CSV exports into the origin private file system.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    for (name, filter) in SIZES {
        for round in 0..rounds.repeats {
            for page in server.available(COMPARED) {
                // The vanilla page exports without filters only.
                if page == Subject::Hand && !filter.is_empty() {
                    continue;
                }
                let place = format!("records/{}{filter}", examples::BULK_RECORD);
                let (took, longest, heap) = with_browser(server, Conditions::Plain, async |browser| {
                    browser.visit(page, &place).await?;
                    let work = match page {
                        Subject::Hand => HAND,
                        _ => APP,
                    };
                    let done = browser.await_promise(work).await?;
                    let number =
                        |at: usize| done[at].as_f64().ok_or_else(|| Error::new(format!("no number in {done}")));
                    Ok((number(0)?, number(1)?, browser.heap().await?))
                })
                .await?;
                figures.of("Export as CSV: time", name, Unit::Time).push(page, took);
                figures.of("Export as CSV: longest task (0: none over 50 ms)", name, Unit::Time).push(page, longest);
                figures.of("Export as CSV: heap when done", name, Unit::Heap).push(page, heap);
            }
            eprintln!("export, {name}: round {} of {}", round + 1, rounds.repeats);
        }
    }
    figures.of("Export as CSV: longest task (0: none over 50 ms)", "100,000 details", Unit::Time).budgets =
        vec![Budget::AtMost(50.0)];
    Ok(())
}

/// Exports from the app, with the save dialog replaced by a file in the origin private file system.
const APP: &str = "(async () => { \
    const folder = await navigator.storage.getDirectory(); \
    const file = await folder.getFileHandle('export', { create: true }); \
    window.showSaveFilePicker = async () => file; \
    document.querySelector('button[data-name=export]').click(); \
    await probe.painted(() => document.querySelector('dialog[data-name=export] [data-format=csv]')); \
    const start = performance.now(); \
    document.querySelector('dialog[data-name=export] [data-format=csv]').click(); \
    const end = await probe.painted(() => document.querySelector('dialog[data-name=export]').textContent.includes(' rows written')); \
    await new Promise(requestIdleCallback); \
    return [end - start, probe.longest(start)]; \
})()";

const HAND: &str = "(async () => { \
    const start = performance.now(); \
    document.getElementById('export').click(); \
    const end = await probe.painted(() => document.getElementById('total').textContent.includes('written')); \
    await new Promise(requestIdleCallback); \
    return [end - start, probe.longest(start)]; \
})()";
