//! Who is on call, and how they are reached outside chat.

mod routes;

pub use self::routes::{NoRouteKey, RouteKey, RouteKind, RoutesOf};
