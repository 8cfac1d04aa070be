//! Letters: what each says of the facts that the desk gives, how it is said, and the voice that says it.

pub mod histories;
pub mod incident;
pub(in crate::discord) mod looking;
pub mod notice;
pub mod of_letter;
pub mod on_call;
pub mod p1;
pub mod page;
pub mod plan;
pub mod report;
pub mod sender;
pub(in crate::discord) mod session;
pub mod spot;
