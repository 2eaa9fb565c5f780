//! Trend analysis: the whole history of a task as figures and as a chart. Times are local times of the display zone,
//! durations are milliseconds.

mod address_range;
mod chart;
mod period;
mod range;
mod run;
mod ticks;

pub use address_range::AddressRange;
pub use chart::{ChartScale, Dot, bars, dots, line, nearest, path};
pub use period::{Period, PeriodLength, percentile, periods, summary};
pub use range::Range;
pub use run::{Outcome, Run, in_order, within};
pub use ticks::{duration_ticks, time_ticks};
