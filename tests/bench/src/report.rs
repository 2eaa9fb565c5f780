//! The report, as Markdown tables and as JSON.

use crate::figures::{Budget, Figure, Figures, Unit, median};
use replica_log_e2e::Error;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Prints a table for each part.
pub fn print(figures: &Figures) {
    println!("Medians. Ratio: app divided by vanilla page. Bare: a minimal Leptos page.");
    let mut parts: Vec<&str> = Vec::new();
    for figure in &figures.all {
        if !parts.contains(&figure.part) {
            parts.push(figure.part);
        }
    }
    for part in parts {
        println!("\n| {part} | app | by hand | ratio | bare | budget |\n| --- | --: | --: | --: | --: | --- |");
        for figure in figures.all.iter().filter(|figure| figure.part == part) {
            println!("{}", row(figure));
        }
    }
    println!("\nBudgets missed: {}\n", figures.missed());
}

fn row(figure: &Figure) -> String {
    let shown = |samples: &[f64]| median(samples).map_or_else(String::new, |value| format_value(figure.unit, value));
    let ratio = figure.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    let budget = figure.budget.map_or_else(String::new, |budget| {
        let most = match budget {
            Budget::AtMost(most) => format_value(figure.unit, most),
            Budget::Ratio(most) => format!("ratio {most}"),
        };
        format!("{most}: {}", if figure.is_kept() == Some(true) { "kept" } else { "MISSED" })
    });
    let (app, hand, bare) = (shown(&figure.app), shown(&figure.hand), shown(&figure.bare));
    format!("| {} | {app} | {hand} | {ratio} | {bare} | {budget} |", figure.name)
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
    let budget = figure.budget.map(|budget| match budget {
        Budget::AtMost(most) => json!({ "atMost": most, "kept": figure.is_kept() }),
        Budget::Ratio(most) => json!({ "ratio": most, "kept": figure.is_kept() }),
    });
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
        "hand": samples(&figure.hand),
        "bare": samples(&figure.bare),
        "ratio": figure.ratio(),
        "budget": budget,
    })
}
