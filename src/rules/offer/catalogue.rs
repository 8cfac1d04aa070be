//! The part of the check that is about what is maintained, how it is announced, and what tickets may be
//! about.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDateTime};
use toml::Spanned;

use super::{
    Announcements, Component, Lead, OfferError, Platform, Stage, WindowRule,
    file::{FileAnnouncements, FileComponent, FilePlatform, FileStage, FileWindow},
    values::Check,
};
use crate::rules::recurrence::Recurrence;

impl Check<'_> {
    pub(super) fn announcements(&self, file: &FileAnnouncements) -> Result<Announcements, OfferError> {
        let mut seen = BTreeSet::new();
        let mut stages: Vec<Stage> = Vec::new();
        for stage in file.stages.get_ref() {
            let key = self.key(&stage.key, &mut seen)?;
            let lead = self.lead(stage)?;
            if stages.iter().any(|before| before.lead == lead) {
                return Err(self.refuse(&stage.key, "two stages are at the same moment"));
            }
            stages.push(Stage { key, lead });
        }
        for (lead, name) in [(Lead::Start, "at_start"), (Lead::End, "at_end")] {
            if !stages.iter().any(|stage| stage.lead == lead) {
                return Err(self.refuse(&file.stages, format!("a stage must have `{name} = true`")));
            }
        }
        Ok(Announcements {
            late: self.minutes(&file.late_minutes, "`late_minutes`", 1)?,
            linked_days: self.count(&file.linked_days, "`linked_days`", 0..=366)?,
            stages,
        })
    }

    fn lead(&self, stage: &FileStage) -> Result<Lead, OfferError> {
        let at = stage.at.as_ref().map(|at| self.time(at, "`at`")).transpose()?;
        match (&stage.days_before, &stage.minutes_before, stage.at_start, stage.at_end, at) {
            (Some(days), None, false, false, at) => {
                Ok(Lead::DaysBefore { days: self.count(days, "`days_before`", 1..=366)?, at })
            }
            (None, Some(minutes), false, false, None) => {
                Ok(Lead::MinutesBefore { minutes: self.count(minutes, "`minutes_before`", 1..=10_080)? })
            }
            (None, None, true, false, None) => Ok(Lead::Start),
            (None, None, false, true, None) => Ok(Lead::End),
            _ => Err(self.refuse(
                &stage.key,
                "a stage must have one of `days_before` (with `at` or not), `minutes_before`, `at_start` and `at_end`",
            )),
        }
    }

    pub(super) fn platforms(&self, file: &Spanned<Vec<FilePlatform>>) -> Result<Vec<Platform>, OfferError> {
        let mut seen = BTreeSet::new();
        let mut platforms = Vec::new();
        for platform in file.get_ref() {
            let windows =
                platform.windows.iter().map(|window| self.window(window)).collect::<Result<_, _>>()?;
            platforms.push(Platform {
                key: self.key(&platform.key, &mut seen)?,
                label: self.label(&platform.label, 60)?,
                windows,
            });
        }
        if platforms.is_empty() {
            return Err(self.refuse(file, "there must be at least one platform"));
        }
        Ok(platforms)
    }

    fn window(&self, file: &FileWindow) -> Result<WindowRule, OfferError> {
        let first = NaiveDateTime::parse_from_str(file.first.get_ref(), "%Y-%m-%d %H:%M")
            .ok()
            .filter(|first| first.checked_sub_days(Days::new(1)).is_some())
            .ok_or_else(|| self.refuse(&file.first, "`first` must be a moment, as \"2026-01-07 00:00\""))?;
        let minutes = self.count(&file.minutes, "`minutes`", 1..=10_080)?;
        let recurrence = Recurrence::parse(file.rule.get_ref(), first, minutes).map_err(|wrong| {
            self.refuse(&file.rule, format!("`rule` must be an RRULE of RFC 5545: {wrong}"))
        })?;
        Ok(WindowRule {
            recurrence,
            reason: self.label(&file.reason, 300)?,
            impact: self.label(&file.impact, 1000)?,
        })
    }

    pub(super) fn components(
        &self,
        file: &Spanned<Vec<FileComponent>>,
        platforms: &[Platform],
    ) -> Result<Vec<Component>, OfferError> {
        let mut seen = BTreeSet::new();
        let mut components = Vec::new();
        for component in file.get_ref() {
            let platform = component.platform.get_ref().clone();
            if !platforms.iter().any(|known| known.key == platform) {
                return Err(
                    self.refuse(&component.platform, "`platform` must be the key of one of the platforms")
                );
            }
            components.push(Component {
                key: self.key(&component.key, &mut seen)?,
                label: self.label(&component.label, 60)?,
                platform,
                beta: component.beta,
            });
        }
        if components.is_empty() {
            return Err(self.refuse(file, "there must be at least one component"));
        }
        Ok(components)
    }
}
