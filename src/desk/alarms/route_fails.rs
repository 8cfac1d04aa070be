//! A route that fails is told in chat and on the others, once an hour.

use anyhow::Result;

use crate::{
    desk::{
        say::{
            alarm::Alarm,
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::on_call::RouteKey,
    store,
};

/// An hour, in seconds.
const HOUR: i64 = 3_600;

impl Work<'_> {
    /// Tells that a route fails: on the routes of the desk, and where there is no other among them, on all
    /// others.
    pub async fn route_fails(&mut self, route: RouteKey, error: &str) -> Result<()> {
        let hour = self.now.timestamp().div_euclid(HOUR);
        let other = |key: &RouteKey| *key != route;
        let mut others: Vec<RouteKey> = self.desk.routes.desk.iter().copied().filter(other).collect();
        if others.is_empty() {
            others = self.desk.routes.all().into_iter().filter(other).collect();
        }
        for to in others {
            self.say_by_route(Alarm::RouteFails { route, error: error.to_owned(), hour }, to).await?;
        }
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let to = Destination::Channel(setup.support_channel);
        let say = Say::RouteFails { route, error: error.to_owned() };
        self.say(&Message::new(&Key::RouteFails(route, hour), Lane::P1, to, setup.language, say))
    }
}
