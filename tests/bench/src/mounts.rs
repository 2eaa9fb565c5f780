//! The app within a page of somebody else's, mounted and taken out again, many times; and a table by hand likewise.

use crate::browser::{Line, Measured, with};
use crate::figures::{Budget, Figures, Unit};
use crate::server::Server;
use crate::{PAIR, Rounds};
use replica_log_e2e::{Error, examples};

/// So many at a time, so that the driver is not kept waiting.
const AT_A_TIME: usize = 25;
const PART: &str = "Mounted within another page, and taken out again";

/// Each time until its rows are there. What is left behind shows in the heap.
///
/// The browser itself keeps some 120 bytes of every table that had a `thead` and was painted, whoever made it: what a
/// table by hand leaves behind is not the app's, and is not counted as such.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let [few, many] = rounds.mounts;
    let mut growths = Vec::new();
    for page in PAIR {
        let [after_few, after_many] = heaps(server, page, rounds).await?;
        figures.of(PART, &format!("heap after {few} times"), Unit::Heap).push(page, after_few);
        figures.of(PART, &format!("heap after {many} times"), Unit::Heap).push(page, after_many);
        figures.of(PART, "the latter over the former", Unit::Ratio).push(page, after_many / after_few);
        growths.push((after_few, after_many - after_few));
    }
    if let [(after_few, app), (_, hand)] = growths.as_slice() {
        let figure = figures.of(PART, "the same, without what a table by hand leaves behind as well", Unit::Ratio);
        figure.push(Measured::App, 1.0 + (app - hand.max(0.0)) / after_few);
        figure.budget = Some(Budget::AtMost(1.05));
    }
    Ok(())
}

/// Bytes after the few and the many.
async fn heaps(server: &Server, page: Measured, rounds: Rounds) -> Result<[f64; 2], Error> {
    let [few, many] = rounds.mounts;
    let cycle = cycle(page);
    let heaps = with(server, Line::Interpreted, async |browser| {
        browser.goto("/host/").await?;
        // The browser's own notes of what was requested: a host that does not want them says so.
        browser.awaited("Promise.resolve(performance.setResourceTimingBufferSize(0))").await?;
        // And those of its developers' tools: some 300 bytes of each request, for as long as they watch.
        browser.watch_no_network().await?;
        let mut heaps = Vec::new();
        let mut done = 0;
        for until in [few, many] {
            while done < until {
                let left = browser.number(&cycle).await?;
                if left != 0.0 {
                    return Err(Error::new(format!("{left} elements are left on the page after {done} mounts")));
                }
                done += AT_A_TIME;
            }
            eprintln!("{page:?}, mounts: {done} of {many}");
            heaps.push(browser.heap().await?);
        }
        Ok(heaps)
    })
    .await?;
    Ok(heaps.try_into().unwrap_or_default())
}

/// A script that puts it into the page and takes it out, some times, and tells how many elements are left.
fn cycle(page: Measured) -> String {
    let (before, put, shadow, take) = match page {
        Measured::App => (
            "const { mount } = await import('/npm/replica-log.js');".to_owned(),
            format!(
                "const app = mount(document.body, {{ place: {{ record: '{}', pageSize: 10 }} }}); await app.ready;",
                examples::RUNNING_RECORD
            ),
            "document.body.lastElementChild.shadowRoot",
            "app.unmount();",
        ),
        Measured::Hand | Measured::Bare => (
            "const head = '<thead><tr><th>Artifact name</th><th>Status</th></tr></thead>'; \
             const row = '<tr><td class=\"rl-name\"><bdi>nginx</bdi></td><td>Success</td></tr>';"
                .to_owned(),
            "const app = document.createElement('div'); document.body.append(app); \
             app.attachShadow({ mode: 'open' }).innerHTML = `<table>${head}<tbody>${row.repeat(10)}</tbody></table>`;"
                .to_owned(),
            "app.shadowRoot",
            "app.remove();",
        ),
    };
    format!(
        "(async () => {{ {before} \
            for (let round = 0; round < {AT_A_TIME}; round += 1) {{ \
                {put} \
                const shadow = {shadow}; \
                await probe.painted(() => shadow.querySelector('td.rl-name')); \
                {take} \
            }} \
            return document.body.childElementCount; \
        }})()"
    )
}
