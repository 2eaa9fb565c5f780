//! Parts of pages. They know words and values, and nothing of the service.

pub mod actions;
pub mod bar;
pub mod chart;
pub mod choice;
pub mod columns;
pub mod copy;
pub mod dialog;
pub mod dynamic;
pub mod facts;
pub mod field;
pub mod focus;
pub mod frame;
pub mod keyed;
pub mod keys;
pub mod notice;
pub mod pager;
pub mod part;
pub mod stamp;
pub mod status;
pub mod strip;
pub mod table;
pub mod tag;
