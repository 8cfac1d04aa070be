//! The values of the offer's file, checked one by one; what is refused is named with its line.

use std::{collections::BTreeSet, fmt::Display, ops::RangeInclusive};

use chrono::{NaiveTime, TimeDelta};
use toml::Spanned;

use super::{Label, OfferError, file::FileLabel};
use crate::rules::typed::one_line;

pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The check, which knows the file's text to name a line.
pub(super) struct Check<'a> {
    pub(super) text: &'a str,
}

impl Check<'_> {
    pub(super) fn refuse<T>(&self, at: &Spanned<T>, must: impl Display) -> OfferError {
        OfferError { line: line_of(self.text, at.span().start), must: must.to_string() }
    }

    /// A whole number within a range.
    pub(super) fn number(
        &self,
        number: &Spanned<i64>,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Result<i64, OfferError> {
        if range.contains(number.get_ref()) {
            Ok(*number.get_ref())
        } else {
            Err(self.refuse(number, format!("{name} must be from {} to {}", range.start(), range.end())))
        }
    }

    /// The same where what counts is small and never negative.
    pub(super) fn count(
        &self,
        number: &Spanned<i64>,
        name: &str,
        range: RangeInclusive<u16>,
    ) -> Result<u32, OfferError> {
        let checked = self.number(number, name, (*range.start()).into()..=(*range.end()).into())?;
        u32::try_from(checked).map_err(|_| self.refuse(number, format!("{name} is out of range")))
    }

    pub(super) fn minutes(
        &self,
        number: &Spanned<i64>,
        name: &str,
        least: i64,
    ) -> Result<TimeDelta, OfferError> {
        self.number(number, name, least..=7 * MINUTES_A_DAY).map(TimeDelta::minutes)
    }

    pub(super) fn text(&self, text: &Spanned<String>, name: &str, most: usize) -> Result<String, OfferError> {
        let written = one_line(text.get_ref());
        if written.is_empty() || written.chars().count() > most {
            return Err(self.refuse(text, format!("{name} must have from 1 to {most} characters")));
        }
        Ok(written)
    }

    pub(super) fn label(&self, label: &FileLabel, most: usize) -> Result<Label, OfferError> {
        Ok(Label { en: self.text(&label.en, "`en`", most)?, fr: self.text(&label.fr, "`fr`", most)? })
    }

    /// A stable name, which none before it has.
    pub(super) fn key(
        &self,
        key: &Spanned<String>,
        seen: &mut BTreeSet<String>,
    ) -> Result<String, OfferError> {
        let written = key.get_ref();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=32).contains(&written.len()) || !written.bytes().all(plain) {
            return Err(
                self.refuse(key, "`key` must have from 1 to 32 characters, of a to z, 0 to 9 and hyphens")
            );
        }
        if !seen.insert(written.clone()) {
            return Err(self.refuse(key, format!("`{written}` is there twice: each `key` must be its own")));
        }
        Ok(written.clone())
    }

    pub(super) fn time(&self, time: &Spanned<String>, name: &str) -> Result<NaiveTime, OfferError> {
        NaiveTime::parse_from_str(time.get_ref(), "%H:%M")
            .map_err(|_| self.refuse(time, format!("{name} must be an hour from \"00:00\" to \"23:59\"")))
    }
}

pub(super) const MINUTES_A_DAY: i64 = 24 * 60;
