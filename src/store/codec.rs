//! How the rules' types stand in a row: ids as integers, states as their stable text.
//!
//! Moments are Unix seconds: bind `at.timestamp()`, read `"at: DateTime<Utc>"`. A text bound by mistake is
//! refused, as tables are STRICT.

use sqlx::{
    Decode, Encode, Sqlite, Type,
    encode::IsNull,
    error::BoxDynError,
    sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef},
};

use crate::rules::{
    allowance::Entry,
    event::{Category, Priority, Side},
    files::NotKept,
    ids::{
        ChannelId, CustomerId, EventSeq, ExpertHelpId, GuildId, IncidentNumber, MessageId, PackId, PersonId,
        RoleId, SessionId, TicketNumber, WindowId,
    },
    incident,
    language::Language,
    level::Level,
    session::{ExpertHelpState, State as SessionState, Step, Topic},
    ticket::State,
    told::{ToldKind, WhyUnkept},
    window::{self, Change, Occasion},
};

macro_rules! stored_as_integer {
    ($($id:ty => $raw:ty),* $(,)?) => {$(
        impl Type<Sqlite> for $id {
            fn type_info() -> SqliteTypeInfo {
                <i64 as Type<Sqlite>>::type_info()
            }
            fn compatible(ty: &SqliteTypeInfo) -> bool {
                <i64 as Type<Sqlite>>::compatible(ty)
            }
        }
        impl<'q> Encode<'q, Sqlite> for $id {
            fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
                <i64 as Encode<'q, Sqlite>>::encode(i64::try_from(self.get())?, buffer)
            }
        }
        impl<'r> Decode<'r, Sqlite> for $id {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                let raw = <i64 as Decode<'r, Sqlite>>::decode(value)?;
                Ok(<$id>::new(<$raw>::try_from(raw)?))
            }
        }
    )*};
}
stored_as_integer! {
    TicketNumber => i64, CustomerId => i64, SessionId => i64, WindowId => i64, PackId => i64, EventSeq => i64,
    ExpertHelpId => i64, IncidentNumber => i64,
    PersonId => u64, ChannelId => u64, RoleId => u64, MessageId => u64, GuildId => u64,
}

macro_rules! stored_as_text {
    ($($state:ty),* $(,)?) => {$(
        impl Type<Sqlite> for $state {
            fn type_info() -> SqliteTypeInfo {
                <str as Type<Sqlite>>::type_info()
            }
            fn compatible(ty: &SqliteTypeInfo) -> bool {
                <str as Type<Sqlite>>::compatible(ty)
            }
        }
        impl<'q> Encode<'q, Sqlite> for $state {
            fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
                <String as Encode<'q, Sqlite>>::encode(self.as_str().to_owned(), buffer)
            }
        }
        impl<'r> Decode<'r, Sqlite> for $state {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                let text = <&str as Decode<'r, Sqlite>>::decode(value)?;
                text.parse().map_err(|_| format!("{text:?} is not a {}", stringify!($state)).into())
            }
        }
    )*};
}
stored_as_text!(
    Level,
    Language,
    Category,
    Priority,
    Side,
    State,
    Entry,
    SessionState,
    Step,
    ExpertHelpState,
    Topic,
    Change,
    ToldKind,
    WhyUnkept,
    NotKept,
    window::State,
    incident::State
);

/// Rows that are read as one value, as each by itself would take a way from the database of its own: an array
/// as JSON, from which the type is made by `TryFrom`.
macro_rules! read_as_one {
    ($all:ty, $row:ty) => {
        impl sqlx::Type<sqlx::Sqlite> for $all {
            fn type_info() -> sqlx::sqlite::SqliteTypeInfo {
                <str as sqlx::Type<sqlx::Sqlite>>::type_info()
            }
            fn compatible(ty: &sqlx::sqlite::SqliteTypeInfo) -> bool {
                <str as sqlx::Type<sqlx::Sqlite>>::compatible(ty)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Sqlite> for $all {
            fn decode(value: sqlx::sqlite::SqliteValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                let rows: Vec<$row> =
                    serde_json::from_str(<&str as sqlx::Decode<'r, sqlx::Sqlite>>::decode(value)?)?;
                rows.try_into()
            }
        }
    };
}
pub(super) use read_as_one;

impl Type<Sqlite> for Occasion {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
    fn compatible(ty: &SqliteTypeInfo) -> bool {
        <str as Type<Sqlite>>::compatible(ty)
    }
}

impl<'r> Decode<'r, Sqlite> for Occasion {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(<&str as Decode<'r, Sqlite>>::decode(value)?.parse()?)
    }
}
