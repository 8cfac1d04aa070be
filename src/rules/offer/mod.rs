//! The published offer as data. Everything that another provider would decide otherwise is here and nowhere
//! in code: it is read from a TOML file once, and whatever would break a promise later is refused then.

mod bounds;
mod catalogue;
mod check;
mod file;
mod terms;
#[cfg(test)]
mod tests;
pub mod values;

pub use self::{
    bounds::Bounds,
    terms::{
        AlarmRules, Announcements, Component, Contact, DEFAULT, GtrRules, IncidentRules, Label, Lead,
        LevelTerms, Offer, OfferError, PackRules, PagingRules, Platform, Retention, RungRule, SessionRules,
        Stage, WindowRule,
    },
};
