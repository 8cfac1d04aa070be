//! The offer's file as it is written. Serde refuses what is missing, unknown or of the wrong kind; what no
//! desk could keep is refused by the check.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) time_zone: Spanned<String>,
    pub(super) business_hours: FileHours,
    pub(super) holidays: FileHolidays,
    pub(super) contact: FileContact,
    pub(super) levels: Spanned<FileLevels>,
    pub(super) gtr: FileGtr,
    pub(super) paging: FilePaging,
    pub(super) alarms: Option<FileAlarms>,
    pub(super) incident: Option<FileIncident>,
    pub(super) sessions: FileSessions,
    pub(super) packs: FilePacks,
    pub(super) announcements: FileAnnouncements,
    pub(super) bounds: Option<FileBounds>,
    pub(super) retention: Option<FileRetention>,
    pub(super) platforms: Spanned<Vec<FilePlatform>>,
    pub(super) components: Spanned<Vec<FileComponent>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileHours {
    pub(super) days: Spanned<Vec<Spanned<String>>>,
    pub(super) from: Spanned<String>,
    pub(super) to: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileHolidays {
    pub(super) fixed: Vec<Spanned<String>>,
    pub(super) after_easter: Spanned<Vec<Spanned<i64>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileContact {
    pub(super) phone: Spanned<String>,
    pub(super) mail: Spanned<String>,
    pub(super) expert_phone: Option<Spanned<String>>,
    pub(super) expert_mail: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLevels {
    pub(super) standard: Option<FileLevel>,
    pub(super) bronze: Option<FileLevel>,
    pub(super) silver: Option<FileLevel>,
    pub(super) gold: Option<FileLevel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLevel {
    pub(super) gtr_hours: Option<Spanned<i64>>,
    pub(super) hours_a_month: Spanned<i64>,
    pub(super) first_months: Option<Spanned<i64>>,
    pub(super) privileged_access: bool,
    pub(super) packs: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileGtr {
    pub(super) warn_percent: Spanned<Vec<Spanned<i64>>>,
    pub(super) contest_minutes: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePaging {
    pub(super) rungs: Spanned<Vec<FileRung>>,
    pub(super) repeat_minutes: Spanned<i64>,
    pub(super) silence_minutes: Spanned<i64>,
    pub(super) restart_minutes: Spanned<i64>,
    pub(super) late_minutes: Spanned<i64>,
    pub(super) calls_apart: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileRung {
    pub(super) after_minutes: Spanned<i64>,
    pub(super) levels: Spanned<Vec<Spanned<i64>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileAlarms {
    pub(super) away_minutes: Option<Spanned<i64>>,
    pub(super) away_idle_minutes: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileIncident {
    pub(super) proposed_at: Option<Spanned<i64>>,
    pub(super) within_minutes: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileSessions {
    pub(super) unit_minutes: Spanned<i64>,
    pub(super) min_minutes: Spanned<i64>,
    pub(super) max_minutes: Spanned<i64>,
    pub(super) free_cancel_hours: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePacks {
    pub(super) valid_months: Spanned<i64>,
    pub(super) max_hours: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileBounds {
    pub(super) under_way_mib: Option<Spanned<i64>>,
    pub(super) files_a_message: Option<Spanned<i64>>,
    pub(super) file_mib: Option<Spanned<i64>>,
    pub(super) ticket_mib: Option<Spanned<i64>>,
    pub(super) customer_day_mib: Option<Spanned<i64>>,
    pub(super) free_disk_mib: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileAnnouncements {
    pub(super) late_minutes: Spanned<i64>,
    pub(super) linked_days: Spanned<i64>,
    pub(super) stages: Spanned<Vec<FileStage>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileStage {
    pub(super) key: Spanned<String>,
    pub(super) days_before: Option<Spanned<i64>>,
    pub(super) at: Option<Spanned<String>>,
    pub(super) minutes_before: Option<Spanned<i64>>,
    #[serde(default)]
    pub(super) at_start: bool,
    #[serde(default)]
    pub(super) at_end: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileRetention {
    pub(super) done_days: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePlatform {
    pub(super) key: Spanned<String>,
    pub(super) label: FileLabel,
    #[serde(default)]
    pub(super) windows: Vec<FileWindow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileWindow {
    pub(super) rule: Spanned<String>,
    pub(super) first: Spanned<String>,
    pub(super) minutes: Spanned<i64>,
    pub(super) reason: FileLabel,
    pub(super) impact: FileLabel,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileComponent {
    pub(super) key: Spanned<String>,
    pub(super) label: FileLabel,
    pub(super) platform: Spanned<String>,
    #[serde(default)]
    pub(super) beta: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLabel {
    pub(super) en: Spanned<String>,
    pub(super) fr: Spanned<String>,
}
