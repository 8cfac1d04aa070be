//! What a route answers with.

use axum::{Json, http::StatusCode};
use serde_json::Value;

use crate::error::ApiError;

/// An answer with a body.
pub(crate) type Reply = Result<Json<Value>, ApiError>;
/// An answer that only says that it was done.
pub(crate) type Done = Result<StatusCode, ApiError>;
