//! Alarms outside chat: whom a P1 calls by routes, what they are told afterwards, and how they acknowledge.
//! A P1's page goes by chat and by routes side by side; neither waits for the other.

mod calls;
pub mod facts;
pub mod link;
mod route_fails;
mod test;
