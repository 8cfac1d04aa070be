//! A database's file, and the files beside it, looked at and handled from outside.

pub mod attached;
pub mod before_update;
pub mod beside;
pub mod beside_copy;
pub mod copy;
pub mod lock;
pub mod look;
pub mod private;
pub mod restore;
