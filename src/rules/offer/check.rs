//! The check that makes an offer of its file: what no desk could keep is refused, by its line.

use std::{collections::BTreeSet, ops::RangeInclusive};

use chrono::{NaiveDate, TimeDelta, Weekday};
use toml::Spanned;

use super::{
    AlarmRules, Contact, GtrRules, IncidentRules, LevelTerms, Offer, OfferError, PackRules, PagingRules,
    Retention, RungRule, SessionRules,
    bounds::{Bounds, MIB},
    file::{
        File, FileAlarms, FileBounds, FileContact, FileGtr, FileHolidays, FileIncident, FileLevel,
        FileLevels, FilePaging, FileRetention, FileSessions,
    },
    values::{Check, MINUTES_A_DAY, line_of},
};
use crate::rules::{
    calendar::{BusinessHours, Calendar, Holiday},
    level::Level,
};

/// The on-call levels that exist: support's three teams.
const ON_CALL_LEVELS: RangeInclusive<i64> = 1..=3;

/// How many unacknowledged P1s of one customer are called apart, where the offer does not say.
const CALLS_APART: u32 = 5;

/// How many P1s and P2s of one platform are proposed as a major incident, where the offer does not say.
const PROPOSED_AT: u32 = 3;
/// Within how long.
const WITHIN_MINUTES: i64 = 30;
/// So few holidays always leave a business day within a year, since each weekday comes back 52 times in one.
const MOST_HOLIDAYS: usize = 40;

/// After how many minutes it is told that chat cannot be reached, with a P1 open and with none, where the
/// offer does not say.
const AWAY: (i64, i64) = (2, 10);

/// How long what was done with is kept where the file does not say.
const DONE_DAYS: i64 = 90;

/// Reads and checks an offer.
pub(super) fn parse(text: &str) -> Result<Offer, OfferError> {
    let file: File = toml::from_str(text).map_err(|error| OfferError {
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        must: error.message().replace('\n', " "),
    })?;
    Check { text }.offer(file)
}

impl Offer {
    /// Reads an offer.
    ///
    /// # Errors
    ///
    /// When something is missing, unknown, unreadable or impossible: the line, and what it must be.
    pub fn parse(text: &str) -> Result<Self, OfferError> {
        parse(text)
    }
}

impl Check<'_> {
    pub(super) fn bounds(&self, file: Option<&FileBounds>) -> Result<Bounds, OfferError> {
        let mut bounds = Bounds::default();
        let Some(file) = file else { return Ok(bounds) };
        let mib = |place: &mut u64, written: &Option<Spanned<i64>>, name: &str, least: i64, most: i64| {
            if let Some(written) = written {
                *place = u64::try_from(self.number(written, name, least..=most)?).unwrap_or_default() * MIB;
            }
            Ok(())
        };
        mib(&mut bounds.under_way, &file.under_way_mib, "`under_way_mib`", 1, 2048)?;
        mib(&mut bounds.file, &file.file_mib, "`file_mib`", 1, 1024)?;
        mib(&mut bounds.ticket, &file.ticket_mib, "`ticket_mib`", 0, 1_000_000)?;
        mib(&mut bounds.customer_day, &file.customer_day_mib, "`customer_day_mib`", 0, 1_000_000)?;
        mib(&mut bounds.free_disk, &file.free_disk_mib, "`free_disk_mib`", 0, 100_000_000)?;
        if let Some(written) = &file.files_a_message {
            let many = self.number(written, "`files_a_message`", 0..=10)?;
            bounds.files_a_message = usize::try_from(many).unwrap_or_default();
        }
        Ok(bounds)
    }

    pub(super) fn offer(&self, file: File) -> Result<Offer, OfferError> {
        let platforms = self.platforms(&file.platforms)?;
        Ok(Offer {
            calendar: self.calendar(&file)?,
            contact: self.contact(file.contact)?,
            levels: self.levels(&file.levels)?,
            gtr: self.gtr(&file.gtr)?,
            paging: self.paging(&file.paging)?,
            alarms: self.alarms(file.alarms.as_ref())?,
            incident: self.incident(file.incident.as_ref())?,
            sessions: self.sessions(&file.sessions)?,
            packs: PackRules {
                valid_months: self.count(&file.packs.valid_months, "`valid_months`", 1..=120)?,
                max_hours: self.count(&file.packs.max_hours, "`max_hours`", 1..=1000)?,
            },
            announcements: self.announcements(&file.announcements)?,
            bounds: self.bounds(file.bounds.as_ref())?,
            retention: self.retention(file.retention.as_ref())?,
            components: self.components(&file.components, &platforms)?,
            platforms,
        })
    }

    /// A file from before there was such a section says nothing of it.
    pub(super) fn retention(&self, file: Option<&FileRetention>) -> Result<Retention, OfferError> {
        let days = match file {
            Some(file) => self.number(&file.done_days, "`done_days`", 30..=3650)?,
            None => DONE_DAYS,
        };
        Ok(Retention { done: TimeDelta::days(days) })
    }

    pub(super) fn calendar(&self, file: &File) -> Result<Calendar, OfferError> {
        let zone = file.time_zone.get_ref().parse().map_err(|_| {
            self.refuse(
                &file.time_zone,
                "`time_zone` must be a name of the IANA database, as \"Europe/Paris\"",
            )
        })?;
        let mut days: Vec<Weekday> = Vec::new();
        for day in file.business_hours.days.get_ref() {
            match day.get_ref().parse() {
                Ok(known) if !days.contains(&known) => days.push(known),
                Ok(_) => return Err(self.refuse(day, "this day is there twice")),
                Err(_) => {
                    return Err(self.refuse(day, "a day must be one of mon, tue, wed, thu, fri, sat, sun"));
                }
            }
        }
        if days.is_empty() {
            return Err(self.refuse(&file.business_hours.days, "`days` must have at least one day"));
        }
        let from = self.time(&file.business_hours.from, "`from`")?;
        let to = self.time(&file.business_hours.to, "`to`")?;
        if from >= to {
            return Err(self.refuse(&file.business_hours.to, "`to` must be after `from`"));
        }
        Ok(Calendar {
            zone,
            hours: BusinessHours { days, from, to },
            holidays: self.holidays(&file.holidays)?,
        })
    }

    pub(super) fn holidays(&self, file: &FileHolidays) -> Result<Vec<Holiday>, OfferError> {
        let mut holidays = Vec::new();
        for date in &file.fixed {
            let read = date.get_ref().split_once('-').and_then(|(month, day)| {
                let (month, day) = (month.parse().ok()?, day.parse().ok()?);
                // A leap year, so that 29 February is a date.
                NaiveDate::from_ymd_opt(2024, month, day).map(|_| Holiday::Fixed { month, day })
            });
            match read {
                Some(holiday) => holidays.push(holiday),
                None => {
                    return Err(
                        self.refuse(date, "a holiday must be a month and a day that exist, as \"07-14\"")
                    );
                }
            }
        }
        for days in file.after_easter.get_ref() {
            holidays.push(Holiday::AfterEaster { days: self.count(days, "days after Easter", 0..=120)? });
        }
        if holidays.len() > MOST_HOLIDAYS {
            return Err(
                self.refuse(&file.after_easter, format!("there may be {MOST_HOLIDAYS} holidays at most"))
            );
        }
        Ok(holidays)
    }

    pub(super) fn contact(&self, file: FileContact) -> Result<Contact, OfferError> {
        let optional =
            |text: Option<Spanned<String>>, name| text.map(|text| self.text(&text, name, 100)).transpose();
        Ok(Contact {
            phone: self.text(&file.phone, "`phone`", 100)?,
            mail: self.text(&file.mail, "`mail`", 100)?,
            expert_phone: optional(file.expert_phone, "`expert_phone`")?,
            expert_mail: optional(file.expert_mail, "`expert_mail`")?,
        })
    }

    pub(super) fn levels(&self, file: &Spanned<FileLevels>) -> Result<[LevelTerms; 4], OfferError> {
        let FileLevels { standard, bronze, silver, gold } = file.get_ref();
        let terms = |written: &Option<FileLevel>, level: Level| match written {
            Some(written) => self.level(written),
            None => Err(self
                .refuse(file, format!("`levels.{}` is missing: each level must be there", level.as_str()))),
        };
        Ok([
            terms(standard, Level::Standard)?,
            terms(bronze, Level::Bronze)?,
            terms(silver, Level::Silver)?,
            terms(gold, Level::Gold)?,
        ])
    }

    pub(super) fn level(&self, file: &FileLevel) -> Result<LevelTerms, OfferError> {
        let gtr_hours =
            file.gtr_hours.as_ref().map(|hours| self.number(hours, "`gtr_hours`", 1..=1000)).transpose()?;
        let first_months = file
            .first_months
            .as_ref()
            .map(|months| self.count(months, "`first_months`", 1..=120))
            .transpose()?;
        Ok(LevelTerms {
            gtr_minutes: gtr_hours.map(|hours| hours * 60),
            minutes_a_month: self.number(&file.hours_a_month, "`hours_a_month`", 0..=744)? * 60,
            first_months,
            privileged_access: file.privileged_access,
            packs: file.packs,
        })
    }

    pub(super) fn gtr(&self, file: &FileGtr) -> Result<GtrRules, OfferError> {
        let mut warn_percent = Vec::new();
        for percent in file.warn_percent.get_ref() {
            let checked = self.count(percent, "a percentage", 1..=99)?;
            let checked =
                u8::try_from(checked).map_err(|_| self.refuse(percent, "a percentage is out of range"))?;
            if warn_percent.last().is_some_and(|last| *last >= checked) {
                return Err(self.refuse(percent, "percentages must ascend"));
            }
            warn_percent.push(checked);
        }
        Ok(GtrRules { warn_percent, contest: self.minutes(&file.contest_minutes, "`contest_minutes`", 0)? })
    }

    pub(super) fn paging(&self, file: &FilePaging) -> Result<PagingRules, OfferError> {
        let mut rungs: Vec<RungRule> = Vec::new();
        for rung in file.rungs.get_ref() {
            let after = self.minutes(&rung.after_minutes, "`after_minutes`", 0)?;
            let in_order = match rungs.last() {
                None => after.is_zero(),
                Some(before) => before.after < after,
            };
            if !in_order {
                return Err(self.refuse(&rung.after_minutes, "rungs must ascend, and the first must be at 0"));
            }
            let mut levels = BTreeSet::new();
            for level in rung.levels.get_ref() {
                let checked = self.number(level, "an on-call level", ON_CALL_LEVELS)?;
                levels
                    .insert(u8::try_from(checked).map_err(|_| self.refuse(level, "there is no such level"))?);
            }
            if levels.is_empty() {
                return Err(self.refuse(&rung.levels, "a rung must call at least one level"));
            }
            rungs.push(RungRule { after, levels: levels.into_iter().collect() });
        }
        if rungs.is_empty() {
            return Err(self.refuse(&file.rungs, "there must be at least one rung"));
        }
        let calls_apart = match &file.calls_apart {
            Some(number) => self.count(number, "`calls_apart`", 1..=100)?,
            None => CALLS_APART,
        };
        let calls_apart = usize::try_from(calls_apart).unwrap_or(usize::MAX);
        Ok(PagingRules {
            calls_apart,
            rungs,
            repeat: self.minutes(&file.repeat_minutes, "`repeat_minutes`", 1)?,
            silence: self.minutes(&file.silence_minutes, "`silence_minutes`", 1)?,
            restart: self.minutes(&file.restart_minutes, "`restart_minutes`", 1)?,
            late: self.minutes(&file.late_minutes, "`late_minutes`", 1)?,
        })
    }

    /// What a file does not say of it is as usual.
    pub(super) fn incident(&self, file: Option<&FileIncident>) -> Result<IncidentRules, OfferError> {
        let proposed_at = match file.and_then(|file| file.proposed_at.as_ref()) {
            Some(number) => self.count(number, "`proposed_at`", 2..=100)?,
            None => PROPOSED_AT,
        };
        let within = match file.and_then(|file| file.within_minutes.as_ref()) {
            Some(minutes) => self.minutes(minutes, "`within_minutes`", 1)?,
            None => TimeDelta::minutes(WITHIN_MINUTES),
        };
        Ok(IncidentRules { proposed_at: usize::try_from(proposed_at).unwrap_or(usize::MAX), within })
    }

    pub(super) fn alarms(&self, file: Option<&FileAlarms>) -> Result<AlarmRules, OfferError> {
        let minutes = |written: Option<&Spanned<i64>>, name, usual| match written {
            Some(written) => self.minutes(written, name, 1),
            None => Ok(TimeDelta::minutes(usual)),
        };
        let idle = file.and_then(|file| file.away_idle_minutes.as_ref());
        let away = minutes(file.and_then(|file| file.away_minutes.as_ref()), "`away_minutes`", AWAY.0)?;
        let away_idle = minutes(idle, "`away_idle_minutes`", AWAY.1)?;
        match idle.filter(|_| away_idle < away) {
            Some(idle) => Err(self.refuse(idle, "`away_idle_minutes` must be no less than `away_minutes`")),
            None => Ok(AlarmRules { away, away_idle: away_idle.max(away) }),
        }
    }

    pub(super) fn sessions(&self, file: &FileSessions) -> Result<SessionRules, OfferError> {
        let unit_minutes = self.number(&file.unit_minutes, "`unit_minutes`", 5..=MINUTES_A_DAY)?;
        if MINUTES_A_DAY % unit_minutes != 0 {
            return Err(self.refuse(&file.unit_minutes, "`unit_minutes` must divide a day"));
        }
        let multiple = |number: &Spanned<i64>, name: &str, least: i64| {
            let checked = self.number(number, name, least..=MINUTES_A_DAY)?;
            if checked % unit_minutes == 0 {
                Ok(checked)
            } else {
                Err(self.refuse(number, format!("{name} must be a multiple of `unit_minutes`")))
            }
        };
        let min_minutes = multiple(&file.min_minutes, "`min_minutes`", unit_minutes)?;
        let max_minutes = multiple(&file.max_minutes, "`max_minutes`", min_minutes)?;
        let free_cancel =
            self.number(&file.free_cancel_hours, "`free_cancel_hours`", 0..=720).map(TimeDelta::hours)?;
        Ok(SessionRules { unit_minutes, min_minutes, max_minutes, free_cancel })
    }
}
