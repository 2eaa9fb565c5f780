//! The report, as Markdown tables and as JSON.

use crate::browser::Subject;
use crate::figures::{Budget, Figure, Figures, Unit, median};
use replica_log_e2e::Error;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The report: a table for each part. It has the columns of the earlier build only if that was measured.
pub fn tables(figures: &Figures) -> String {
    let with_before = figures.all.iter().any(|figure| !figure.before.is_empty());
    let mut text = "Medians. Ratio: app divided by vanilla page. Bare: a minimal Leptos page.".to_owned();
    if with_before {
        text.push_str(" Before: the other build of the app.");
    }
    text.push('\n');
    let mut parts: Vec<&str> = Vec::new();
    for figure in &figures.all {
        if !parts.contains(&figure.part) {
            parts.push(figure.part);
        }
    }
    for part in parts {
        let (names, rule) = if with_before { (" before | app / before |", " --: | --: |") } else { ("", "") };
        text.push_str(&format!("\n| {part} | app | vanilla JS | ratio |{names} bare | budget |\n"));
        text.push_str(&format!("| --- | --: | --: | --: |{rule} --: | --- |\n"));
        for figure in figures.all.iter().filter(|figure| figure.part == part) {
            text.push_str(&row(figure, with_before));
        }
    }
    text.push_str(&format!("\nBudgets missed: {}\n", figures.missed()));
    text
}

fn row(figure: &Figure, with_before: bool) -> String {
    let shown = |page| {
        let median = median(figure.samples(page));
        median.map_or_else(String::new, |value| format_value(figure.unit, value))
    };
    let ratio = |page| figure.ratio_to(page).map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    let budgets: Vec<String> = figure.budgets.iter().map(|budget| budget_text(figure, *budget)).collect();
    let mut cells = vec![figure.name.clone(), shown(Subject::App), shown(Subject::Hand), ratio(Subject::Hand)];
    if with_before {
        cells.extend([shown(Subject::Before), ratio(Subject::Before)]);
    }
    cells.extend([shown(Subject::Bare), budgets.join("; ")]);
    format!("| {} |\n", cells.join(" | "))
}

fn budget_text(figure: &Figure, budget: Budget) -> String {
    let most = match budget {
        Budget::AtMost(most) => format_value(figure.unit, most),
        Budget::Ratio(Subject::Before, most) => format!("app / before {most}"),
        Budget::Ratio(_, most) => format!("ratio {most}"),
    };
    format!("{most}: {}", if figure.is_kept(budget) { "kept" } else { "MISSED" })
}

fn format_value(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Time => format!("{value:.0} ms"),
        Unit::Bytes => format!("{:.1} kB", value / 1e3),
        Unit::Heap => format!("{:.1} MB", value / 1e6),
        Unit::Count => format!("{value:.0}"),
        Unit::Ratio => format!("{value:.3}"),
    }
}

/// Writes all figures with all samples to a JSON file; returns its path.
pub fn write(figures: &Figures) -> Result<PathBuf, Error> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench/figures.json");
    let all: Vec<Value> = figures.all.iter().map(value).collect();
    let text = serde_json::to_string_pretty(&json!({ "figures": all, "missed": figures.missed() }));
    let text = text.map_err(|error| Error::new(error.to_string()))?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&file, text + "\n")?;
    Ok(file.canonicalize()?)
}

fn value(figure: &Figure) -> Value {
    let samples = |samples: &[f64]| match median(samples) {
        None => Value::Null,
        Some(median) => json!({ "median": median, "samples": samples }),
    };
    let budget = |budget: &Budget| match *budget {
        Budget::AtMost(most) => json!({ "atMost": most, "kept": figure.is_kept(*budget) }),
        Budget::Ratio(Subject::Before, most) => json!({ "ratioToBefore": most, "kept": figure.is_kept(*budget) }),
        Budget::Ratio(_, most) => json!({ "ratio": most, "kept": figure.is_kept(*budget) }),
    };
    let budgets: Vec<Value> = figure.budgets.iter().map(budget).collect();
    let unit = match figure.unit {
        Unit::Time => "ms",
        Unit::Bytes | Unit::Heap => "bytes",
        Unit::Count => "count",
        Unit::Ratio => "ratio",
    };
    json!({
        "part": figure.part,
        "name": figure.name,
        "unit": unit,
        "app": samples(&figure.app),
        "before": samples(&figure.before),
        "hand": samples(&figure.hand),
        "bare": samples(&figure.bare),
        "ratio": figure.ratio_to(Subject::Hand),
        "ratioToBefore": figure.ratio_to(Subject::Before),
        "budgets": budgets,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(pages: &[(Subject, f64)]) -> Figures {
        let mut figures = Figures::default();
        let figure = figures.of("First visit", "first row", Unit::Time);
        pages.iter().for_each(|(page, value)| figure.push(*page, *value));
        figure.budgets = vec![Budget::Ratio(Subject::Hand, 1.5)];
        figures
    }

    #[test]
    fn the_columns_of_the_earlier_build_appear_only_if_it_was_measured() {
        let report = tables(&figures(&[(Subject::App, 130.0), (Subject::Hand, 100.0), (Subject::Bare, 80.0)]));
        assert!(report.contains("| First visit | app | vanilla JS | ratio | bare | budget |\n"), "{report}");
        assert!(report.contains("| first row | 130 ms | 100 ms | 1.30 | 80 ms | ratio 1.5: kept |\n"), "{report}");
        assert!(!report.to_lowercase().contains("before"), "{report}");
    }

    #[test]
    fn the_report_has_a_ratio_and_a_budget_for_the_earlier_build() {
        let pages = [(Subject::App, 130.0), (Subject::Before, 100.0), (Subject::Hand, 100.0), (Subject::Bare, 80.0)];
        let mut figures = figures(&pages);
        figures.of("First visit", "first row", Unit::Time).budgets.push(Budget::Ratio(Subject::Before, 1.2));
        let report = tables(&figures);
        let header = "| First visit | app | vanilla JS | ratio | before | app / before | bare | budget |\n\
            | --- | --: | --: | --: | --: | --: | --: | --- |\n";
        assert!(report.contains(header), "{report}");
        let row = "| first row | 130 ms | 100 ms | 1.30 | 100 ms | 1.30 | 80 ms \
            | ratio 1.5: kept; app / before 1.2: MISSED |\n";
        assert!(report.contains(row), "{report}");
        assert!(report.ends_with("Budgets missed: 1\n"), "{report}");
        let json = value(&figures.all[0]);
        assert_eq!((&json["ratioToBefore"], &json["before"]["median"]), (&json!(1.3), &json!(100.0)));
        assert_eq!(json["budgets"][1], json!({ "ratioToBefore": 1.2, "kept": false }));
    }
}
