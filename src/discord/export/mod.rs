//! `/ticket export` and `/incident export`: made on the disk, one at a time; attached where Discord takes it.
//! A ticket's, which has files, is behind a private link where it is too large.

mod archive;
mod give;
mod html;
mod incident_archive;
mod incident_give;
mod incident_page;
mod incident_text;
mod page;
mod plain;
mod safe_names;
mod text;
mod zipped;

pub use self::{
    give::{answer, by_link, made_again},
    incident_give::incident,
};
