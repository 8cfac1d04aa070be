//! `/ticket export`: made on the disk, one at a time; attached where Discord takes it, behind a private link
//! where it is too large.

mod archive;
mod give;
mod page;
mod safe_names;
mod text;

pub use self::give::{answer, by_link, made_again};
