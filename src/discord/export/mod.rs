//! `/ticket export`: made on the disk, one at a time; attached where Discord takes it, behind a private link
//! where it is too large.

mod make;
mod page;
mod safe_names;
mod text;
mod zipped;

pub use self::make::{answer, by_link, made_again};
