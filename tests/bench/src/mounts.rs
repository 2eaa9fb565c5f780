//! The app within a page of somebody else's, mounted and taken out again, many times.

use crate::Rounds;
use crate::browser::{Line, Measured, with};
use crate::figures::{Budget, Figures, Unit};
use crate::server::Server;
use replica_log_e2e::{Fail, examples};

/// So many at a time, so that the driver is not kept waiting.
const AT_A_TIME: usize = 25;

/// Each time until its rows are there. What is left behind shows in the heap.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Fail> {
    let [few, many] = rounds.mounts;
    let heaps = with(server, Line::Plain, async |browser| {
        browser.goto("/host/").await?;
        // The browser's own notes of what was requested: a host that does not want them says so.
        browser.awaited("Promise.resolve(performance.setResourceTimingBufferSize(0))").await?;
        // And those of its developers' tools: some 300 bytes of each request, for as long as they watch.
        browser.watch_no_network().await?;
        let cycle = format!(
            "(async () => {{ \
                const {{ mount }} = await import('/npm/replica-log.js'); \
                for (let round = 0; round < {AT_A_TIME}; round += 1) {{ \
                    const app = mount(document.body, {{ place: {{ record: '{}', pageSize: 10 }} }}); \
                    await app.ready; \
                    const shadow = document.body.lastElementChild.shadowRoot; \
                    await probe.painted(() => shadow.querySelector('td.rl-name')); \
                    app.unmount(); \
                }} \
                return document.body.childElementCount; \
            }})()",
            examples::RUNNING_RECORD
        );
        let mut heaps = Vec::new();
        let mut done = 0;
        for until in [few, many] {
            while done < until {
                let left = browser.number(&cycle).await?;
                if left != 0.0 {
                    return Err(Fail::new(format!("{left} elements are left on the page after {done} mounts")));
                }
                done += AT_A_TIME;
                eprintln!("mounts: {done} of {many}");
            }
            heaps.push(browser.heap().await?);
        }
        Ok(heaps)
    })
    .await?;
    const PART: &str = "Mounted within another page, and taken out again";
    let [after_few, after_many] = heaps.try_into().unwrap_or_default();
    figures.of(PART, &format!("heap after {few} times"), Unit::Heap).push(Measured::App, after_few);
    figures.of(PART, &format!("heap after {many} times"), Unit::Heap).push(Measured::App, after_many);
    let figure = figures.of(PART, "the latter over the former", Unit::Ratio);
    figure.push(Measured::App, after_many / after_few);
    figure.budget = Some(Budget::AtMost(1.05));
    Ok(())
}
