//! Memory leaks of embedding: the app is mounted in a host page and unmounted many times, and a plain table likewise.

use crate::browser::{Conditions, Subject, with_browser};
use crate::figures::{Budget, Figures, Unit};
use crate::server::Server;
use crate::{COMPARED, Rounds};
use replica_log_e2e::{Error, examples};

/// Mounts per script, so that a WebDriver command does not time out.
const BATCH: usize = 25;
const PART: &str = "Mounted within another page, and taken out again";

/// Compares the heap after few and many mounts, each until its rows are shown.
///
/// Chromium itself retains about 120 bytes of every painted table with a `thead`. Therefore the growth of the plain
/// table is subtracted from that of the app.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let [few, many] = rounds.mounts;
    let mut growths = Vec::new();
    for page in COMPARED.into_iter().filter(|page| server.can_mount(*page)) {
        let [after_few, after_many] = heaps(server, page, rounds).await?;
        figures.of(PART, &format!("heap after {few} times"), Unit::Heap).push(page, after_few);
        figures.of(PART, &format!("heap after {many} times"), Unit::Heap).push(page, after_many);
        figures.of(PART, "the latter over the former", Unit::Ratio).push(page, after_many / after_few);
        growths.push((page, after_few, after_many - after_few));
    }
    let of_hand = growths.iter().find(|(page, ..)| *page == Subject::Hand).map_or(0.0, |(_, _, growth)| *growth);
    let figure = figures.of(PART, "the same, without what a vanilla table leaves behind as well", Unit::Ratio);
    for (page, after_few, growth) in growths {
        if page != Subject::Hand {
            figure.push(page, 1.0 + (growth - of_hand.max(0.0)) / after_few);
        }
    }
    figure.budgets = vec![Budget::AtMost(1.05)];
    Ok(())
}

/// The heap after few and many mounts.
async fn heaps(server: &Server, page: Subject, rounds: Rounds) -> Result<[f64; 2], Error> {
    let [few, many] = rounds.mounts;
    let cycle = cycle(page);
    let heaps = with_browser(server, Conditions::Interpreted, async |browser| {
        browser.goto("/host/").await?;
        // Resource timing entries would count in the heap.
        browser.await_promise("Promise.resolve(performance.setResourceTimingBufferSize(0))").await?;
        // So would the DevTools network log, about 300 bytes per request.
        browser.disable_network_events().await?;
        let mut heaps = Vec::new();
        let mut done = 0;
        for until in [few, many] {
            while done < until {
                let left = browser.number(&cycle).await?;
                if left != 0.0 {
                    return Err(Error::new(format!("{left} elements are left on the page after {done} mounts")));
                }
                done += BATCH;
            }
            eprintln!("{page:?}, mounts: {done} of {many}");
            heaps.push(browser.heap().await?);
        }
        Ok(heaps)
    })
    .await?;
    Ok(heaps.try_into().unwrap_or_default())
}

/// A script that mounts and unmounts a batch, and returns the number of elements left on the page.
fn cycle(page: Subject) -> String {
    let (before, put, shadow, take) = match page.npm_path() {
        Some(path) => (
            format!("const {{ mount }} = await import('{path}replica-log.js');"),
            format!(
                "const app = mount(document.body, {{ place: {{ record: '{}', pageSize: 10 }} }}); await app.ready;",
                examples::RUNNING_RECORD
            ),
            "document.body.lastElementChild.shadowRoot",
            "app.unmount();",
        ),
        None => (
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
            for (let round = 0; round < {BATCH}; round += 1) {{ \
                {put} \
                const shadow = {shadow}; \
                await probe.painted(() => shadow.querySelector('td.rl-name')); \
                {take} \
            }} \
            return document.body.childElementCount; \
        }})()"
    )
}
