//! The app within another page, before axe-core.

use crate::guest::{inside, shows_rows, visit_bare};
use replica_log_e2e::{Browser, Outcome, examples};

#[test]
fn nothing_is_found_in_any_theme_and_language() -> Outcome {
    visit_bare(async |tab| {
        let mut found = Vec::new();
        tab.value(&format!(
            "(window.app = replicaLog.mount(one, {{ place: {{ record: '{}', pageSize: 5 }} }}), true)",
            examples::ODD_RECORD
        ))
        .await?;
        shows_rows(tab, 5).await?;
        for width in [360, 768, 1440] {
            tab.resize(width, 900).await?;
            for (locale, status) in [("en-US", "Failed"), ("zh-CN", "同步异常"), ("ja", "同期異常")] {
                for theme in ["light", "dark"] {
                    tab.value(&format!("(app.update({{ locale: '{locale}', theme: '{theme}' }}), true)")).await?;
                    let said = format!("({})[0]", inside(".rl-record-head .rl-title .rl-status"));
                    tab.until_same("the language", &said, status).await?;
                    shows_rows(tab, 5).await?;
                    let mut lines = tab.violations().await?;
                    // Of `all: initial !important` on the element around the app Firefox makes a property of its own
                    // for every one there is. That keeps the host's spacing away: within, everybody may set theirs.
                    if Browser::here() == Browser::Firefox {
                        lines.retain(|line| !(line.contains("avoid-inline-spacing") && line.contains("#one > div")));
                    }
                    found.extend(lines.into_iter().map(|line| format!("{width}, {locale}, {theme}: {line}")));
                }
            }
        }
        assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
        Ok(())
    })
}
