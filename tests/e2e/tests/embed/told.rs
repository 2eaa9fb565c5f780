//! What a host may do while it is being told of a move.

use crate::guest::{ROOTS, click, reads, shows_rows, visit_bare};
use replica_log_e2e::{Outcome, Tab, examples};

/// Mounts at a record of two rows as `window.app`, with a function that is told of moves.
async fn mount(tab: &Tab, told: &str) -> Outcome {
    let record = examples::DOCUMENTED_GENERIC_RECORD;
    let options = format!("{{ locale: 'en-US', place: {{ record: '{record}' }}, onNavigate: {told} }}");
    tab.value(&format!("(window.app = replicaLog.mount(document.getElementById('one'), {options}), true)")).await?;
    shows_rows(tab, 2).await?;
    Ok(())
}

#[test]
fn the_host_has_the_last_word_on_a_move() -> Outcome {
    visit_bare(async |tab| {
        // It does not let anybody see tasks.
        let instead = format!("place => place.task && app.navigate({{ record: '{}' }})", examples::DOCUMENTED_RECORD);
        mount(tab, &instead).await?;
        click(tab, "h1 a").await?;
        shows_rows(tab, 1).await?;
        assert!(tab.asked("record/page/").is_empty());
        Ok(())
    })
}

#[test]
fn what_a_host_repeats_is_no_second_move() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, "place => app.navigate(place)").await?;
        click(tab, "h1 a").await?;
        reads(tab, "table.rl-history .rl-status", &["Success"]).await?;
        let asked = tab.asked("record/page/");
        assert_eq!(asked.len(), 2, "the table, and the strip above it: {asked:?}");
        Ok(())
    })
}

#[test]
fn a_host_may_close_it_on_a_move() -> Outcome {
    visit_bare(async |tab| {
        mount(tab, "() => { app.unmount(); app.unmount(); }").await?;
        click(tab, "h1 a").await?;
        tab.until_same("no app", &format!("{ROOTS}.length"), 0).await?;
        // And another one may follow.
        mount(tab, "() => {}").await
    })
}
