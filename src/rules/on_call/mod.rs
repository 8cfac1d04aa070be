//! Who is on call, and how they are reached outside chat.

pub mod calendar;
mod routes;

pub use self::routes::{NoRouteKey, RouteKey, RouteKind, RoutesOf};
