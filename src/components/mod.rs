//! Components: the building blocks of pages. They receive their data as props and never fetch.

pub mod active_element;
pub mod bar;
pub mod chart;
pub mod click;
pub mod columns;
pub mod copy;
pub mod dialog;
pub mod fact;
pub mod field;
pub mod focus;
pub mod keyed_list;
pub mod layout;
pub mod lazy;
pub mod link_group;
pub mod live_duration;
pub mod notice;
pub mod odd;
pub mod pager;
pub mod resize;
pub mod run_strip;
pub mod shortcuts;
pub mod spacer;
pub mod status;
pub mod table;
pub mod text;
pub mod timestamp;
