//! `routes.toml`: what it may say, and how it becomes the routes.

mod read;
#[cfg(test)]
mod tests;
mod value;
mod written;

pub use self::value::WrongRoutes;
