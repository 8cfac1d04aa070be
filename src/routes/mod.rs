//! The second voice of the outbox: alarms by mail, to phones, to PagerDuty and to programs. It knows nothing
//! of Discord.

pub mod alarm;
