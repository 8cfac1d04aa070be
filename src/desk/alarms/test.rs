//! A trial alarm, so that it is known before the night whether anybody would wake.

use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done, say::alarm::Alarm},
    rules::{on_call::RouteKey, paging::LEVELS},
};

impl Desk {
    /// Sends an alarm that says it is a test by every route of a level; of no level, by every route there is.
    /// Returns the routes.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn test_routes(&self, actor: &Actor, level: Option<u8>) -> Done<Vec<RouteKey>> {
        actor.as_agent()?;
        let routes = match level {
            Some(level) => self.routes.of_levels(&[level.min(LEVELS)]),
            None => self.routes.all(),
        };
        let mut work = self.work_of(actor).await?;
        let number = work.interaction().unwrap_or_else(|| work.now.timestamp());
        for route in &routes {
            let alarm = Alarm::Test { number, by: actor.asking.name.clone() };
            work.say_by_route(alarm, *route).await?;
        }
        work.commit().await?;
        Ok(routes)
    }
}
