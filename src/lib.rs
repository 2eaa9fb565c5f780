//! Replica Log.
