//! Many measurements in one figure, and the table that shows them with their budgets.

use std::fmt::{Display, Formatter, Result};

/// Pages of the same kind, for reference: measured in November 2026 by another script, in Chromium
/// and from loopback as well, on an idle machine of the kind on which ours was made.
pub(crate) const PEERS: &str = "\
| for reference        | fetched, brotli | requests (external) | usable     | key → DOM       | → painted |
|----------------------|-----------------|---------------------|------------|-----------------|-----------|
| NGINXConfig          | 553 kB          | 7 (1)               | 782–915 ms | 38–42 ms        | 56 ms     |
| ssl-config-generator | 47 kB           | 5 (2)               | 401–461 ms | 2–4 ms, on blur | 8–23 ms   |
| PGTune               | 155 kB          | 6 (0)               | 492–572 ms | 15–25 ms, click | 26–33 ms  |
";

/// A number of bytes for people.
pub(crate) fn kb(bytes: f64) -> String {
    format!("{:.1} kB", bytes / 1000.0)
}

/// Measurements of the same thing.
#[derive(Default)]
pub(crate) struct Sample(Vec<f64>);

impl Sample {
    pub(crate) fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The value below which this share of all lies.
    fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let at = (share * last as f64).round() as usize;
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The median, and how far the others lie apart.
    pub(crate) fn with_range(&self) -> String {
        let (least, most) = (self.quantile(0.0), self.quantile(1.0));
        format!("{:.0} ms ({least:.0}–{most:.0})", self.median())
    }

    /// The median, and what only one in twenty exceeds.
    pub(crate) fn with_p95(&self) -> String {
        let p95 = self.quantile(0.95);
        format!("{:.1} ms (p95 {p95:.1})", self.median())
    }
}

/// One line of the table.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) what: &'static str,
    /// The figure of our page.
    pub(crate) page: String,
    /// That of the bare page, and ours divided by it.
    pub(crate) bare: Option<(String, f64)>,
    /// What was promised, and whether it held.
    pub(crate) budget: Option<(&'static str, bool)>,
}

/// What was measured, a Markdown table that is aligned as well.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 6]>);

impl Table {
    pub(crate) fn add(&mut self, row: Row) {
        let (bare, ratio) = row.bare.unzip();
        let (budget, held) = row.budget.unzip();
        let held = held.map(|held| if held { "yes" } else { "NO" });
        self.0.push([
            row.what.to_owned(),
            row.page,
            bare.unwrap_or_default(),
            ratio.map_or(String::new(), |ratio| format!("{ratio:.2}")),
            budget.unwrap_or_default().to_owned(),
            held.unwrap_or_default().to_owned(),
        ]);
        // A run takes minutes: each line is shown when it is known.
        if let Some(row) = self.0.last() {
            println!("{}", row.join("  "));
        }
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let head = ["what", "page", "bare page", "ratio", "budget", "held"].map(str::to_owned);
        let rows = || std::iter::once(&head).chain(&self.0);
        let width = |column: usize| rows().map(|row| row[column].chars().count()).max();
        let widths: [usize; 6] = std::array::from_fn(|column| width(column).unwrap_or(0));
        for (number, row) in rows().enumerate() {
            for (cell, width) in row.iter().zip(widths) {
                write!(f, "| {cell:<width$} ")?;
            }
            writeln!(f, "|")?;
            if number == 0 {
                let line = widths.map(|width| "-".repeat(width + 2)).join("|");
                writeln!(f, "|{line}|")?;
            }
        }
        Ok(())
    }
}
