//! The inside of the `pilot` program. It is a library only so that tests can reach it: no stability
//! is promised.
#![doc = include_str!("ARCHITECTURE.md")]

pub mod text;

pub mod workers;

pub mod diag;

pub mod notice;

pub mod plan;

pub mod attachment;

pub mod project;

pub mod reading;

pub mod facts;

pub mod rereading;

pub mod scaffold;

pub mod rules;

#[cfg(feature = "render")]
pub mod render;

pub mod export;

pub mod bundle;
pub mod cli;
